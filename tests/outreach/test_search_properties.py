"""Whatever the keyboard, the form of Unicode or the habit, the same lesson is found; on every database alike."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.text import clusters, cut
from outreach.queries import search
from tests.factories import course_with_lessons, lessons_of
from tests.ways_of_typing import in_digits_from

pytestmark = pytest.mark.django_db

ZWJ, ZWNJ, NUKTA = "\u200d", "\u200c", "\u093c"
TITLES = [
    "ख़रीद और बिक्री के 60 दिन",
    "पढ़ाई की फ़ीस 125",
    "ಗ್ರಾಹಕರ ಬಿಲ್ 340",
    "ക്ഷമയോടെ ബിൽ എഴുതൽ 78",
    "അവൾ കണ്ട മാർക്കറ്റ് 9",
    "Café Ｇｏａｌ 12",
]
OLD_CHILLUS = {"ൺ": "ണ്\u200d", "ൻ": "ന്\u200d", "ർ": "ര്\u200d", "ൽ": "ല്\u200d", "ൾ": "ള്\u200d"}
ZEROS = [ord("0"), 0x966, 0xCE6, 0xD66, 0x9E6, 0xBE6, 0xFF10]
few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@st.composite
def typed_otherwise(draw, text: str) -> str:
    """``text`` as another keyboard, habit or program has it."""
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])), text)
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text).replace(NUKTA, "")
    if draw(st.booleans()):
        text = "".join(OLD_CHILLUS.get(each, each) for each in text)
    text = in_digits_from(draw(st.sampled_from(ZEROS)), unicodedata.normalize("NFKC", text))
    joiner = draw(st.sampled_from(["", ZWJ, ZWNJ]))
    text = text.replace("\u094d", f"\u094d{joiner}").replace("\u0ccd", f"\u0ccd{joiner}")
    return draw(st.sampled_from([text, text.upper(), text.lower(), f"  {text} ", f"“{text}”"]))


@pytest.fixture
def lessons():
    """One a title; each example names them anew."""
    return lessons_of(course_with_lessons(len(TITLES)))


def name(lessons, titles):
    for lesson, title in zip(lessons, titles, strict=True):
        lesson.title = title
        lesson.save()


@few
@given(st.data())
def test_a_lesson_is_found_however_its_words_are_typed(lessons, data):
    written = [data.draw(typed_otherwise(title)) for title in TITLES]
    name(lessons, written)
    place = data.draw(st.sampled_from(range(len(TITLES))))
    typed = data.draw(typed_otherwise(TITLES[place]))
    assert [page.pk for page in search(typed, "en")] == [lessons[place].pk]
    word = data.draw(st.sampled_from(TITLES[place].split()))
    assert lessons[place].pk in {page.pk for page in search(data.draw(typed_otherwise(word)), "en")}


@given(st.sampled_from(TITLES), st.integers(1, 12), st.sampled_from(["NFC", "NFD"]))
def test_what_is_shown_of_a_long_text_ends_between_letters(title, length, form):
    text = unicodedata.normalize(form, title)
    shown = clusters(cut(text, length).removesuffix("…"))
    assert shown == clusters(text)[: len(shown)]
