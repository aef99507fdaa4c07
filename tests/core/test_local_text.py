"""Text in several languages: the reader's where there is one, English elsewhere, and which of the two it is."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.enums import Language
from core.local_text import Chosen, choose

TEXTS = {"en": "Courses", "hi": "कोर्स", "kn": ""}


@pytest.mark.parametrize(("language", "value", "language_it_is_in"), [
    ("hi", "कोर्स", "hi"),
    ("en", "Courses", "en"),
    ("ml", "Courses", "en"),
    ("kn", "Courses", "en"),
    ("", "Courses", "en"),
])  # fmt: skip
def test_the_language_asked_for_or_english(language, value, language_it_is_in):
    with translation.override("en"):
        assert choose(TEXTS, language) == Chosen(value, language_it_is_in)


def test_where_none_is_named_it_is_the_readers():
    with translation.override("hi"):
        assert choose(TEXTS).value == "कोर्स"
    with translation.override(None):
        assert choose(TEXTS).value == "Courses"


def test_a_text_without_english_is_not_whole():
    with pytest.raises(KeyError):
        choose({"hi": "कोर्स"}, "kn")


@given(st.dictionaries(st.sampled_from(Language.values), st.text()), st.sampled_from(Language.values))
def test_what_is_chosen_is_one_of_the_texts_in_the_language_it_says(texts, language):
    texts = {**texts, "en": "English"}
    chosen = choose(texts, language)
    assert texts[chosen.language] == chosen.value
    assert chosen.language in {language, "en"}
