"""Whether a text says a word: in any spelling, and with the endings that words take."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.content_files import read_glossary
from courses.services.content import CONTENT
from courses.words import says, spoken

pytestmark = pytest.mark.anywhere

SAID = [
    ("Ask ten customers.", "customer"),
    ("Customers, again", "customer"),
    ("What is the break-even?", "Break even"),
    ("All losses", "loss"),
    ("ग्राहकों से पूछिए", "ग्राहक"),
    ("मुनाफे में", "मुनाफ़ा"),
    ("ಗ್ರಾಹಕರಿಗೆ ಕೇಳಿ", "ಗ್ರಾಹಕರು"),
    ("ലാഭത്തിൽ", "ലാഭം"),
    ("ബില്\u200d എഴുതുക", "ബിൽ"),
]
NOT_SAID = [
    ("Costume jewellery", "cost"),
    ("The supermarket", "market"),
    ("लाभ", "ग्राहक"),
    ("", "cost"),
    ("Anything", ""),
    ("Anything", "–"),
    ("अनुमान", "मान"),
]
ENTRIES = [entry for course in ("move", "ted") for entry in read_glossary(CONTENT / course)]
WORDS = [word for entry in ENTRIES for word in entry.word.values()]


@pytest.mark.parametrize(("text", "word"), SAID)
def test_a_word_is_said_in_any_spelling_and_with_endings(text, word):
    assert says(spoken([text]), word)


@pytest.mark.parametrize(("text", "word"), NOT_SAID)
def test_another_word_is_not(text, word):
    assert not says(spoken([text]), word)


@given(
    st.sampled_from(WORDS),
    st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    st.sampled_from(["", " ", ", ", ": ", "\n", "(", "“"]),
)
def test_every_word_of_the_courses_is_found_in_every_form(word, form, before):
    assert says(spoken([f"x{before or ' '}{unicodedata.normalize(form, word)}."]), word)


def test_the_words_of_the_courses_are_there_in_every_language():
    for entry in ENTRIES:
        assert set(entry.word) == set(entry.meaning) == {"en", "hi", "kn", "ml"}
