"""A place in a picture: geometry, what an author writes, and both ways to answer."""

from decimal import Decimal
from math import cos, radians, sin

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from assessments.authoring import NotWhole, whole
from assessments.grading import Key, is_answer, mark, places_at
from assessments.models import Question, Quiz
from assessments.queries import shown_questions
from assessments.regions import read_point, read_region
from assessments.remarking import CannotBeMarkedAnew, key_anew
from assessments.rewriting import parts_of, rows_of
from assessments.services import start_attempt
from tests.assessments.answering import answer, hand_in, page_of
from tests.assessments.test_illustrated import drawing

PARTS = {
    "prompt_en": "Where on the page of the day book is what came in?",
    "explanation_en": "In the second column.",
    "picture_en": "1",
    "option_a_en": "The days",
    "option_b_en": "What came in",
    "option_c_en": "The stamp",
    "region_a": "5 20 20 60",
    "region_b": "30  20 20 60",
    "region_c": "80 80 10",
    "right": "b",
}
ANSWER = {"right": ["b"], "regions": {"a": "5 20 20 60", "b": "30 20 20 60", "c": "80 80 10"}}
KEY = Key("hotspot", ANSWER, frozenset("abc"))
HUNDREDTHS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)


@st.composite
def regions(draw) -> str:
    """Any that an author may write."""
    if draw(st.booleans()):
        half = draw(st.integers(3, 50))
        x, y = (draw(st.integers(half, 100 - half)) for _side in range(2))
        return f"{x} {y} {half}"
    width, height = draw(st.integers(5, 100)), draw(st.integers(5, 100))
    return f"{draw(st.integers(0, 100 - width))} {draw(st.integers(0, 100 - height))} {width} {height}"


@pytest.mark.parametrize(
    ("point", "marks"),
    [
        ("40 50", 1),
        ("30 20", 1),  # the corner of it
        ("50 80", 1),
        ("50.1 80", 0),
        ("29.99 50", 0),
        ("10 50", 0),  # another place
        ("99 1", 0),  # beside all
    ],
)
def test_a_point_in_the_right_place_is_worth_one_and_any_other_nothing(point, marks):
    assert mark(KEY, point) == marks


def test_a_round_place_has_no_corners():
    key = Key("hotspot", {**ANSWER, "right": ["c"]}, frozenset("abc"))
    assert [mark(key, point) for point in ("80 80", "90 80", "80 70", "87 87", "88 88", "90 90")] == [1, 1, 1, 1, 0, 0]


@pytest.mark.anywhere
@given(regions())
def test_the_middle_of_a_place_lies_in_it_and_is_an_answer(written):
    region = read_region(written)
    assert region.holds(read_point(region.middle_written))


@pytest.mark.anywhere
@given(regions(), HUNDREDTHS, HUNDREDTHS)
def test_a_point_in_a_round_place_lies_in_the_rectangle_around_it_and_none_lies_far_from_it(written, x, y):
    region = read_region(written)
    is_around = region.left <= x <= region.left + region.width and region.top <= y <= region.top + region.height
    assert not region.holds((x, y)) or is_around
    if not region.is_round:
        assert region.holds((x, y)) == is_around


@pytest.mark.anywhere
@given(regions(), st.integers(0, 359))
def test_a_little_within_the_edge_is_in_and_a_little_beyond_is_out(written, angle):
    region = read_region(written)
    (x, y), (across, down) = region.middle, region.radii
    if region.is_round:
        way = Decimal(cos(radians(angle))), Decimal(sin(radians(angle)))
        assert region.holds((x + across * way[0] * Decimal("0.99"), y + down * way[1] * Decimal("0.99")))
        assert not region.holds((x + across * way[0] * Decimal("1.01"), y + down * way[1] * Decimal("1.01")))


@pytest.mark.parametrize(
    "given", ["", "40", "40 50 60", "101 5", "-1 5", "x y", "4e1 5", ["40 50"], {"at": "40 50"}, 40]
)
def test_what_is_no_point_is_no_answer(given):
    assert not is_answer(KEY, given)
    assert mark(KEY, given) == 0


def test_of_places_that_lie_over_each_other_the_right_one_counts():
    key = Key("hotspot", {"right": ["b"], "regions": {"a": "0 0 100 100", "b": "40 40 20 20"}}, frozenset("ab"))
    assert (places_at(key, "50 50"), places_at(key, "10 10")) == (["b", "a"], ["a"])
    assert (mark(key, "50 50"), mark(key, "10 10")) == (1, 0)


def test_what_is_written_comes_back_as_it_was_written():
    written = whole("hotspot", PARTS)
    assert written.answer == ANSWER
    back = parts_of("hotspot", written.texts, written.answer)
    assert {name: value for name, value in back.items() if value} == PARTS | {"region_b": "30 20 20 60"}
    assert whole("hotspot", back, rows_of("hotspot", written.texts, written.answer)) == written


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"picture_en": ""}, "picture_en"),
        ({"region_a": ""}, "region_a"),
        ({"region_a": "here"}, "region_a"),
        ({"region_a": "90 20 20 60"}, "region_a"),
        ({"region_a": "5 20 2 60"}, "region_a"),
        ({"region_a": "35 40 10 10"}, "region_a"),
        ({"right": ""}, "right"),
        ({"right": "a,b,c"}, "right"),
        ({"option_b_en": ""}, "right"),
    ],
)
def test_what_is_wrong_with_a_place_is_said_beside_it(changes, wrong):
    with pytest.raises(NotWhole) as problem:
        whole("hotspot", PARTS | changes)
    assert wrong in problem.value.problems


@pytest.fixture
def attempt(learner, lesson):
    Question.objects.all().delete()
    written = whole("hotspot", PARTS | {"picture_en": str(drawing("white").pk)})
    Question.objects.create(lesson=lesson, kind="hotspot", texts=written.texts, answer=written.answer)
    Quiz.objects.filter(lesson=lesson).update(draw=0)
    return start_attempt(learner, lesson.pk)


def test_without_a_script_the_place_is_chosen_from_the_list(attempt, sign_in, learner):
    client = sign_in(learner.user)
    page = page_of(client, attempt)
    assert page.count('value="40 50"') == 1
    assert "What came in" in page
    hand_in(client, attempt, q1="40 50")
    attempt.refresh_from_db()
    assert (attempt.percent, attempt.passed) == (100, True)


def test_a_place_that_was_touched_stands_in_the_form_again(attempt, sign_in, learner):
    answer(attempt, 1, "41.3 52.7")
    page = page_of(sign_in(learner.user), attempt)
    assert 'value="41.3 52.7" checked' in page
    assert 'cx="41.3%" cy="52.7%"' in page


def test_afterwards_it_is_said_in_words_where_it_was_and_where_it_is(attempt, sign_in, learner):
    answer(attempt, 1, "99 1")
    client = sign_in(learner.user)
    hand_in(client, attempt)
    page = page_of(client, attempt)
    assert "Beside all of the places" in page
    assert "hotspot__region--right" in page
    with override("en"):
        (shown,) = shown_questions(attempt.__class__.objects.get(pk=attempt.pk), "en")
    assert shown.right_answer == ["What came in"]


def test_the_page_does_not_tell_what_is_right(attempt, sign_in, learner):
    page = page_of(sign_in(learner.user), attempt)
    assert "hotspot__region--right" not in page
    (shown,) = shown_questions(attempt, "en")
    assert not shown.right_regions


def test_what_is_typed_into_the_form_and_is_no_point_is_said_beside_it(attempt, sign_in, learner):
    response = hand_in(sign_in(learner.user), attempt, q1="here")
    assert response.status_code == 422
    attempt.refresh_from_db()
    assert attempt.is_open


def test_a_place_that_was_drawn_wrong_is_marked_anew_and_another_picture_is_not(attempt):
    was = attempt.questions.get().frozen
    moved = {**was, "answer": {**was["answer"], "regions": {**was["answer"]["regions"], "b": "30 20 25 60"}}}
    assert key_anew(was, moved)["answer"] == moved["answer"]
    texts = {"en": {**was["texts"]["en"], "pictures": {"prompt": 987}}}
    with pytest.raises(CannotBeMarkedAnew):
        key_anew(was, {**was, "texts": texts})


def test_places_go_out_in_a_table_and_come_in_again(attempt, author, bring):
    out = b"".join(author.get("/admin/snippets/assessments/question/?export=csv").streaming_content)
    assert b"30 20 20 60" in out
    assert bring(out) == [("same", "")]
