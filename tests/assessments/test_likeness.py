"""Questions that are there twice: the rule against its definition, and the page."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.likeness import alike, likeness, pieces_of
from assessments.models import Question
from assessments.queries import duplicates
from tests.factories import lesson_without_page

TEXTS = st.lists(st.text(alphabet="abc कि", max_size=14), max_size=12)
DUPLICATES = "wagtailsnippets_assessments_question:duplicates"


def test_the_share_of_pieces_is_that_of_the_worked_numbers():
    assert likeness(pieces_of("abcde"), pieces_of("abcdef")) == pytest.approx(2 / 3)
    assert pieces_of("क़ीमत") == pieces_of("कीमत")
    assert likeness(pieces_of("What is a COST?"), pieces_of(" what is a cost")) == 1
    assert likeness(pieces_of(""), pieces_of("")) == 0


@given(TEXTS, st.sampled_from([0.3, 0.5, 0.8, 1.0]))
def test_all_pairs_are_found_that_are_alike_and_no_others(texts, least):
    """Against every two, one by one."""
    pieces = [pieces_of(text) for text in texts]
    two = [(one, other) for other in range(len(texts)) for one in range(other)]
    expected = {pair for pair in two if likeness(pieces[pair[0]], pieces[pair[1]]) >= least}
    found = alike(dict(enumerate(texts)), least=least)
    assert {tuple(sorted(pair[:2])) for pair in found} == expected
    assert len(found) == len(expected)


def ask(lesson, prompt: str, **fields) -> Question:
    options = {"a": "The rent", "b": "The price"}
    texts = {"en": {"prompt": prompt, "explanation": ".", "options": options, "targets": {}}}
    return Question.objects.create(lesson=lesson, kind="choice", texts=texts, answer="a", **fields)


def test_the_page_shows_what_is_alike_in_a_lesson_and_the_same_in_another(author, lesson, django_assert_num_queries):
    other = lesson_without_page()
    first = ask(lesson, "Which of these is a cost of the stall?")
    ask(lesson, "Which one of these is a cost of the stall?")
    ask(lesson, "Which of these is a cost of the stall!", state="retired")
    ask(other, "which of these is a COST of the stall?")
    ask(other, "Who pays the rent of the shop?")
    with django_assert_num_queries(2):
        found, many = duplicates()
    assert [(each.percent, each.one) for each in found if each.percent == 100] == [(100, first)]
    assert (many, found[1].one.lesson) == (2, found[1].other.lesson)
    page = author.get(reverse(DUPLICATES)).text
    assert page.count("Which one of these is a cost") == 1
    assert "Who pays the rent" not in page
    narrowed = author.get(reverse(DUPLICATES), {"lesson": str(other.pk)}).text
    assert "Nothing is there twice." in narrowed
    assert author.get(reverse(DUPLICATES), {"lesson": "nonsense"}).status_code == 200
    assert (
        f"{reverse(DUPLICATES)}?lesson={other.pk}"
        in author.get("/admin/snippets/assessments/question/", {"lesson": str(other.pk)}).text
    )


def test_the_page_asks_as_much_for_many_as_for_few(lesson, django_assert_num_queries):
    for _number in range(8):
        ask(lesson, "Which of these is a cost of the stall?")
    with django_assert_num_queries(2):
        assert duplicates()[1] == 28
