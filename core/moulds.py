"""What a template makes, drawn once, with places into which is put each time what belongs to one reader.

A template knows of a place only that it prints it: ``{{ her_name }}``. It may not look at what will stand there, and
no filter may touch it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

# No template of ours has such a character, and what stands in a place is not looked at again.
_PLACE = "\ue000{}\ue000"


def places(names: Iterable[str]) -> dict[str, str]:
    """What a template prints where something of each name is to stand."""
    return {name: _PLACE.format(name) for name in names}


class Mould:
    """What was ``drawn`` with :func:`places` of these ``names`` in it; what only looks like a place stays as it is."""

    __slots__ = ("_pieces", "_places")

    def __init__(self, drawn: str, names: Collection[str] = ()) -> None:
        of_names = _PLACE.format(f"({'|'.join(map(re.escape, names))})")
        self._pieces = re.split(of_names, drawn) if names else [drawn]
        self._places = [(place, self._pieces[place]) for place in range(1, len(self._pieces), 2)]

    def filled(self, values: Mapping[str, Any]) -> SafeString:
        """With ``values`` in its places, escaped unless they are safe."""
        pieces = self._pieces.copy()
        for place, name in self._places:
            pieces[place] = _escaped(values[name])
        return SafeString("".join(pieces))


def _escaped(value: Any) -> str:
    """As Django's ``conditional_escape``, which looks at each word for what is translated late: a page has hundreds."""
    if type(value) is str:
        return escape(value)
    return value if type(value) is SafeString else conditional_escape(value)
