"""What a trainer prints of a module and of a lesson: a booklet, cards to cut out, sheets to fill."""

from types import SimpleNamespace

import pytest
from django.conf import settings
from django.urls import reverse

from courses.content_files import read_lesson
from courses.models import LessonPage
from courses.paper import booklet, lesson_on_paper
from courses.services.content import CONTENT
from courses.teaching_paper import cards_and_sheets
from tests.courses.test_lesson_on_paper import MOST_SHEETS, lesson_of_file, sheets_in
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of

FIRST_BLOCK_OF_TEAM = [f"day-{day}" for day in range(1, 6)]
ADDRESS = "https://portal.example/lessons/020c9163-3fda-4105-8d7f-3fec9ac9b968/"


def deck(number: int, *, copies: int = 1) -> SimpleNamespace:
    cards = [{"front": f"Card {place}", "back": "Said to it"} for place in range(number)]
    return SimpleNamespace(block_type="cards", value={"title": "Cards", "note": "", "copies": copies, "cards": cards})


@pytest.mark.anywhere
def test_a_booklet_is_its_cover_and_three_sheets_a_lesson_at_most():
    lessons = [(lesson_of_file(CONTENT / "team", name, "en"), ADDRESS) for name in FIRST_BLOCK_OF_TEAM]
    paper = booklet("Reading an enterprise", lessons, below="TEAM", language="en")
    assert 1 + len(lessons) <= sheets_in(paper) <= 1 + MOST_SHEETS * len(lessons)


@pytest.mark.anywhere
def test_a_square_beside_the_title_takes_no_sheet_more():
    lesson = lesson_of_file(CONTENT / "team", "day-21", "en")
    alone = sheets_in(lesson_on_paper(lesson, below="TEAM"))
    assert sheets_in(booklet("Block", [(lesson, ADDRESS)], below="TEAM", language="en")) == 1 + alone


@pytest.mark.anywhere
@pytest.mark.parametrize(("number", "copies", "sheets"), [(1, 1, 1), (8, 1, 1), (9, 1, 2), (9, 2, 3), (4, 2, 1)])
def test_eight_cards_stand_on_a_sheet_after_the_trainers_list(number, copies, sheets):
    paper = cards_and_sheets("Lesson", [deck(number, copies=copies)], below="For the trainer", language="en")
    assert sheets_in(paper) == 1 + sheets


@pytest.mark.anywhere
def test_the_longest_text_that_a_card_may_hold_stays_on_it():
    long = deck(1)
    long.value["cards"][0]["front"] = "ಮಾರುಕಟ್ಟೆಯಲ್ಲಿ ಬೆಲೆ ಕೇಳಿ " * 15
    assert sheets_in(cards_and_sheets("Lesson", [long], below="For the trainer", language="kn")) == 2


@pytest.mark.anywhere
def test_a_sheet_to_fill_has_a_row_for_each_line_and_those_that_are_empty():
    value = {"title": "Scores", "note": "", "columns": ["Round", "Promise"], "rows": "1\n2 | 12", "empty_rows": 30}
    part = SimpleNamespace(block_type="sheet", value=value)
    assert sheets_in(cards_and_sheets("Lesson", [part], below="For the trainer", language="en")) == 3


@pytest.mark.anywhere
@pytest.mark.parametrize(
    ("course", "lesson", "minutes"),
    [("move", "1a", 150), ("move", "1b", 150), ("ted", "day-1", 360), ("ted", "day-2", 360), ("ted", "day-3", 360)],
)
def test_the_plan_of_a_lesson_fills_its_session(course, lesson, minutes):
    file = read_lesson(CONTENT / course, lesson, "en")
    assert sum(row.minutes for row in file.teaching.plan) == minutes
    points = [point for step in file.body if step.talk for point in step.talk.points]
    assert all(point.answers for point in points)


@pytest.mark.django_db
def test_who_teaches_prints_the_module_and_learners_do_not(sign_in):
    course = course_with_lessons()
    lesson, cohort = lessons_of(course)[0], cohort_on(course)
    address = reverse("courses:print-module", args=[lesson.get_parent().translation_key])
    response = sign_in(trainer_of(cohort)).get(address)
    assert response["Content-Type"] == "application/pdf"
    assert sheets_in(response.content) == 3
    assert sign_in(learner_in(cohort)).get(address).status_code == 404


@pytest.mark.django_db
def test_cards_are_printed_where_there_are_some(sign_in):
    course = course_with_lessons()
    lesson, cohort = lessons_of(course)[0], cohort_on(course)
    client, address = sign_in(trainer_of(cohort)), reverse("courses:print-cards", args=[lesson.translation_key])
    assert client.get(address).status_code == 404
    page = LessonPage.objects.get(pk=lesson.pk)
    page.teaching = [("cards", deck(2).value)]
    page.save_revision().publish()
    assert sheets_in(client.get(address).content) == 2


@pytest.mark.django_db
def test_a_module_that_is_not_in_her_language_is_printed_from_its_source(sign_in):
    course = course_with_lessons()
    module = lessons_of(course)[0].get_parent()
    client = sign_in(trainer_of(cohort_on(course)))
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "kn"
    answer = client.get(
        reverse("courses:print-module", args=[module.translation_key]), headers={"Accept-Language": "kn"}
    )
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
