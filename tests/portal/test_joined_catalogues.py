"""Catalogues that build the plural alike are one, so that a word is not looked for in the catalogue of each package."""

from gettext import GNUTranslations
from itertools import pairwise

import pytest
from django.utils.translation.trans_real import TranslationCatalog, translation

from core.enums import Language


def packed(words: dict[str, str], plural: str) -> GNUTranslations:
    read = GNUTranslations()
    read._catalog = dict(words)  # type: ignore[attr-defined]
    read.plural = {"one": lambda n: int(n != 1), "two": lambda n: int(n > 1)}[plural]  # type: ignore[attr-defined]
    return read


@pytest.mark.parametrize("language", Language.values)
def test_no_two_that_follow_one_another_build_the_plural_alike(language):
    rules = [rule.__code__ for rule in translation(language)._catalog._plurals]
    assert all(first != second for first, second in pairwise(rules))


def test_what_is_read_later_goes_before_what_was_there():
    catalogue = TranslationCatalog(packed({"Add": "Plus", "Go": "On"}, "one"))
    catalogue.update(packed({"Add": "More"}, "one"))
    assert (catalogue["Add"], catalogue["Go"], len(catalogue._catalogs)) == ("More", "On", 1)


def test_another_way_to_build_the_plural_stays_apart():
    catalogue = TranslationCatalog(packed({("day", 0): "day", ("day", 1): "days"}, "one"))
    catalogue.update(packed({("hour", 0): "hour", ("hour", 1): "hours"}, "two"))
    assert catalogue.plural("day", 0) == "days"
    assert catalogue.plural("hour", 0) == "hour"
