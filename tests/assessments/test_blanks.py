"""Passages with blanks, as an author writes them and as they are kept, shown and answered."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments.blanks import is_one_of, read_passage, rows_of, written_passage
from assessments.models import Attempt, Question
from assessments.queries import open_positions, shown_questions
from assessments.services import start_attempt
from tests.assessments.answering import hand_in, post_answer

DAY_BOOK = "दिन | आया | बचा\nसोमवार | 500 | [300]\nमंगलवार | 400 | [550 / ₹550]"
FORMS = st.text("ab1 कि", min_size=1, max_size=6).map(str.strip).filter(bool)


def test_answers_stand_in_brackets_and_are_kept_apart():
    passage, blanks = read_passage("Sales [540] less cost [300] leave [240 / 240 rupees].")
    assert passage == "Sales [a] less cost [b] leave [c]."
    assert blanks == [["540"], ["300"], ["240", "240 rupees"]]


@pytest.mark.parametrize("written", ["", "No blank", "An end [540", "An end 540]", "[]", "[ ]", "[[1]]", "[1] " * 13])
def test_a_passage_without_whole_blanks_is_refused(written):
    with pytest.raises(ValueError, match="blanks"):
        read_passage(written)


@given(st.lists(st.lists(FORMS, min_size=1, max_size=3), min_size=1, max_size=12))
def test_what_is_kept_is_written_as_it_was(blanks):
    written = "".join(f"word [{' / '.join(forms)}]" for forms in blanks)
    passage, kept = read_passage(written)
    assert kept == blanks
    assert written_passage(passage, dict(zip("abcdefghijkl", kept, strict=False))) == written


def test_lines_with_cells_are_a_table():
    passage, _blanks = read_passage(DAY_BOOK)
    assert rows_of(passage)[1] == [["सोमवार"], ["500"], ["", "a", ""]]


@pytest.mark.parametrize(
    ("given", "form", "tolerance", "is_right"),
    [
        ("100000", "1,00,000", 0, True),
        ("₹1,00,000", "1,00,000", 0, True),
        ("10,0000", "1,00,000", 0, False),
        ("101", "100", 1, True),
        ("102", "100", 1, False),
        ("hundred", "100", 1, False),
        ("Cash  Book.", "cash book", 0, True),
        ("वापसी", "वापसि", 0, False),
    ],
)
def test_a_number_is_right_however_it_is_grouped_and_a_word_however_it_is_spelt(given, form, tolerance, is_right):
    assert is_one_of(given, [form], tolerance) is is_right


@pytest.fixture
def day_book(lesson) -> Question:
    """The only question of the lesson."""
    passage, (left, more) = read_passage(DAY_BOOK)
    text = {"prompt": "Fill in.", "explanation": "Add and take away.", "options": {}, "targets": {}, "unit": ""}
    answer = {"blanks": {"a": {"en": left}, "b": {"en": more}}, "tolerance_percent": 0}
    Question.objects.all().delete()
    return Question.objects.create(
        lesson=lesson, kind="blanks", texts={"en": {**text, "passage": passage}}, answer=answer
    )


def test_a_table_is_filled_in_piece_by_piece_and_shows_no_answer_before_it_is_handed_in(
    day_book, learner, lesson, sign_in
):
    attempt = start_attempt(learner, lesson.pk)
    client = sign_in(learner)
    address = reverse("assessments:attempt", args=[attempt.pk])
    page = client.get(address).text
    assert "सोमवार</td><td>500</td>" in page
    assert 'name="q1-a"' in page
    assert "550" not in page
    post_answer(client, attempt, 1, **{"q1-b": "५५०"})
    (shown,) = shown_questions(Attempt.objects.get(), "en")
    assert shown.parts == {"b": "५५०"}
    assert 'value="५५०"' in client.get(address).text
    post_answer(client, attempt, 1, **{"q1-a": " 300 ", "q1-b": "५५०"})
    hand_in(client, attempt)
    result = client.get(address).text
    assert Attempt.objects.get().percent == 100
    assert "1: 300, 2: ५५०" in result


def test_what_is_wrong_is_shown_filled_in_right(day_book, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    client = sign_in(learner)
    post_answer(client, attempt, 1, **{"q1-a": "300", "q1-b": "<b>1</b>"})
    hand_in(client, attempt)
    result = client.get(reverse("assessments:attempt", args=[attempt.pk])).text
    assert "Partly right" in result
    assert "&lt;b&gt;1&lt;/b&gt;" in result
    assert "<td><b>550</b></td>" in result


def test_a_half_filled_table_counts_as_open_and_is_asked_about(day_book, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    client = sign_in(learner)
    post_answer(client, attempt, 1, **{"q1-b": "550"})
    assert open_positions(attempt) == [1]
    page = client.post(reverse("assessments:submit", args=[attempt.pk]), {})
    assert page.status_code == 200
    assert Attempt.objects.get().is_open
    post_answer(client, attempt, 1, **{"q1-a": "300", "q1-b": "550"})
    assert open_positions(attempt) == []
