"""Django's catalogues of translations, of which those that build the plural alike stand as one.

Django means to do so, and compares the code of one rule with the other rule itself, which is never the same. So the
catalogue of each package stands apart, and a word that none of them holds is looked for in all of them, twice: of
English, which is not translated, every word of every page.
"""

from types import FunctionType
from typing import Any

from django.utils.translation.trans_real import TranslationCatalog


def join_alike() -> None:
    """From now on, for every language that is read."""
    TranslationCatalog.update = _update


def _update(catalogue: Any, more: Any) -> None:
    """What comes later goes before what is there, as with Django."""
    first: FunctionType = catalogue._plurals[0]
    if more.plural.__code__ == first.__code__:
        catalogue._catalogs[0].update(more._catalog)
    else:
        catalogue._catalogs.insert(0, more._catalog.copy())
        catalogue._plurals.insert(0, more.plural)
