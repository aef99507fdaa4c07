"""What stands in a form that was written in on several phones. Plain facts in, plain texts out.

Each writing says of every field which writings it was written over. What nobody has written over stands; where several
stand, two phones wrote without knowing of each other: the newest is shown, and the others are shown beside it. The same
writings come to the same, in whatever order and however often they arrive.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Writing:
    """The fields that were changed at one moment on one device; ``seen`` names of each the writings it replaces.

    In the fields ``past`` it is known to be written over, by what need not be at hand.
    """

    id: UUID
    moment: datetime
    values: Mapping[str, str]
    seen: Mapping[str, Collection[UUID]] = field(default_factory=dict)
    past: Collection[str] = ()


@dataclass(frozen=True)
class Standing:
    """What stands in a field, and what stands against it. ``writings`` are their ids, that of the text first."""

    text: str
    writings: tuple[UUID, ...] = ()
    others: tuple[str, ...] = ()


def merge(writings: Iterable[Writing]) -> dict[str, Standing]:
    """{field: what stands in it}."""
    known = {writing.id: writing for writing in writings}
    names = {name for writing in known.values() for name in writing.values if name not in writing.past}
    return {name: _standing(name, [each for each in known.values() if name in each.values]) for name in names}


def news(
    values: Mapping[str, str], seen: Mapping[str, Collection[UUID]], writings: Collection[Writing]
) -> dict[str, str]:
    """Those of ``values``, written over what is ``seen``, that were changed and are not what stands there by now.

    A page without scripts sends every field it has, also those that nobody touched.
    """
    standing = merge(writings)
    said = {writing.id: writing.values for writing in writings}

    def is_new(name: str, text: str) -> bool:
        untouched = any(said.get(pk, {}).get(name) == text for pk in seen.get(name, ()))
        return not untouched and text != (standing[name].text if name in standing else "")

    return {name: text for name, text in values.items() if is_new(name, text)}


def replaced(
    values: Mapping[str, str], seen: Mapping[str, Collection[UUID]], writings: Collection[Writing]
) -> dict[str, set[UUID]]:
    """What ``values``, written over what is ``seen``, replace.

    A writing that came to what stood there already kept no text of its own: it names what it was written over and what
    says the same, and whoever saw it has seen those.
    """
    standing = merge(writings)
    known = {writing.id: writing for writing in writings}

    def through(name: str, text: str) -> set[UUID]:
        ids = set(seen.get(name, ()))
        silent = [known[pk] for pk in ids if pk in known and name not in known[pk].values]
        same = standing[name].writings[:1] if name in standing and standing[name].text == text else ()
        return ids.union(same, *(each.seen.get(name, ()) for each in silent))

    return {name: through(name, text) for name, text in values.items()}


def _standing(name: str, writings: list[Writing]) -> Standing:
    over = {pk for each in writings for pk in each.seen.get(name, ()) if pk != each.id}
    able = [each for each in writings if name not in each.past]
    left = [each for each in able if each.id not in over] or able  # two that name each other both stand
    left.sort(key=lambda each: (each.moment, each.id), reverse=True)
    texts = list(dict.fromkeys(each.values[name] for each in left))
    return Standing(texts[0], tuple(each.id for each in left), tuple(text for text in texts[1:] if text))
