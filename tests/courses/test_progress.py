"""How far a learner is: kept as she reads, once, in whatever language she reads."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.enums import LESSON_END, LESSON_PLACE
from courses.models import LessonPage, LessonProgress
from courses.queries import can_read, reading_of
from courses.services import finish_lesson
from tests.factories import UserFactory, cohort_on, course_with_lessons, learner_in, lessons_of, questions_on
from tests.lesson_body import LESSON_BODY
from tests.submissions.phone import hand_over

LAST = len(LESSON_BODY)


@pytest.fixture
def lessons(db) -> list[LessonPage]:
    return lessons_of(course_with_lessons())


@pytest.fixture
def learner(lessons):
    return learner_in(cohort_on(lessons[0].get_parent().get_parent().specific))


@pytest.fixture
def reader(learner, sign_in):
    return sign_in(learner)


@pytest.fixture
def look(reader, learner):
    """She looks at a step of a lesson; what the portal says to it."""

    def _look(lesson: LessonPage, step: object, **more: object) -> dict:
        return hand_over(reader, learner, LESSON_PLACE, lesson.translation_key, {"step": str(step)}, **more)

    return _look


def finish(lesson: LessonPage) -> str:
    return reverse("courses:finish-lesson", args=[lesson.translation_key])


def in_hindi(lesson: LessonPage) -> LessonPage:
    return LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="hi")


def test_she_comes_back_to_the_block_she_looked_at(reader, lessons, look):
    assert look(lessons[0], "3")["state"] == "applied"
    page = reader.get(lessons[0].address).content.decode()
    assert 'href="#step-3"' in page
    assert f"Step 3 of {LAST}" in page


@pytest.mark.parametrize("opens_in_days", [[], [0, 0, 1]])
@pytest.mark.parametrize("has_questions", [False, True])
def test_whether_a_lesson_is_open_is_one_answer_however_it_is_asked(lessons, opens_in_days, has_questions):
    course = lessons[0].get_parent().get_parent().specific
    learner = learner_in(cohort_on(course, opens_in_days=opens_in_days))
    readers = [learner.user, UserFactory(), UserFactory(is_staff=True)]
    if has_questions:
        questions_on(lessons[1])
    for done in lessons:
        asked = [(user, lesson) for user in readers for lesson in lessons]
        readings = [reading_of(user, lesson) for user, lesson in asked]
        open_now = [can_read(user, lesson) for user, lesson in asked]
        assert open_now == [reading is not None and reading.may_read for reading in readings]
        finish_lesson(learner, done)


def test_her_place_in_one_language_is_her_place_in_another(reader, lessons, look):
    look(lessons[0], "4")
    hindi = in_hindi(lessons[0])
    assert 'href="#step-4"' in reader.get(hindi.address).content.decode()
    look(hindi, "5")
    assert LessonProgress.objects.get().step == 5


def test_going_back_moves_the_place_but_not_the_furthest(lessons, look):
    for step in (5, 2):
        look(lessons[0], step)
    row = LessonProgress.objects.get()
    assert (row.step, row.furthest) == (2, 5)


def test_a_place_outside_the_lesson_is_its_nearest_block(lessons, look):
    for asked, kept in [("1", 1), (str(LAST), LAST), (str(LAST + 1), LAST), ("9999", LAST)]:
        assert look(lessons[0], asked)["state"] == "applied"
        assert LessonProgress.objects.get().step == kept


def test_what_is_no_step_is_refused_and_nothing_kept(lessons, look):
    for step in ("", "x", "-1", "0", "1.5", "²", "1;drop", "\x00", "9" * 50):
        assert look(lessons[0], step)["state"] == "refused", step
    assert not LessonProgress.objects.exists()


def test_the_place_in_a_locked_lesson_is_not_kept(reader, lessons, look):
    assert look(lessons[1], 2)["code"] == "lesson_closed"
    assert reader.post(finish(lessons[1])).status_code == 404
    assert not LessonProgress.objects.exists()


def test_a_place_that_comes_late_does_not_undo_a_later_one(lessons, look):
    early = (timezone.now() - timedelta(hours=2)).isoformat()
    look(lessons[0], 5)
    look(lessons[0], 2, device_at=early)
    row = LessonProgress.objects.get()
    assert (row.step, row.furthest) == (5, 5)


def test_a_phone_whose_clock_runs_ahead_holds_no_later_place_back(lessons, look):
    look(lessons[0], 2, device_at=(timezone.now() + timedelta(days=60)).isoformat())
    assert LessonProgress.objects.get().seen_at <= timezone.now()
    look(lessons[0], 5, device_at=timezone.now().isoformat())
    assert LessonProgress.objects.get().step == 5


def test_a_lesson_is_finished_by_post_alone(reader, lessons):
    assert reader.get(finish(lessons[0])).status_code in (302, 405)  # led back to the lesson, or not at all
    assert not LessonProgress.objects.exists()


def test_the_end_may_come_from_a_phone_that_had_no_network(reader, learner, lessons):
    outcome = hand_over(reader, learner, LESSON_END, lessons[0].translation_key, {})
    assert outcome == {"state": "applied", "facts": {"next": lessons[1].address}}
    assert LessonProgress.objects.get().finished_at


def test_finishing_leads_on_to_the_next_lesson_which_is_open_now(reader, lessons):
    response = reader.post(finish(lessons[0]))
    assert response.url == lessons[1].address
    assert reader.get(lessons[1].address).status_code == 200


def test_finishing_leads_to_the_questions_where_there_are_some(reader, lessons):
    questions_on(lessons[0])
    response = reader.post(finish(lessons[0]))
    assert response.url == reverse("assessments:start", args=[lessons[0].translation_key])


def test_finishing_the_last_lesson_leads_back_to_its_end(reader, lessons):
    for lesson in lessons:
        response = reader.post(finish(lesson))
    assert response.url == f"{lessons[-1].address}#end"


def test_finishing_in_one_language_is_finishing_in_all(reader, lessons):
    reader.post(finish(in_hindi(lessons[0])))
    assert "You have read this lesson" in reader.get(lessons[0].address).content.decode()
    assert reader.get(lessons[1].address).status_code == 200


def test_finishing_again_changes_nothing(learner, lessons):
    finish_lesson(learner, lessons[0])
    first = LessonProgress.objects.get().finished_at
    finish_lesson(learner, lessons[0])
    assert LessonProgress.objects.get().finished_at == first


def test_reading_again_does_not_undo_having_finished(reader, lessons, look):
    reader.post(finish(lessons[0]))
    look(lessons[0], "1")
    row = LessonProgress.objects.get()
    assert (row.step, row.furthest) == (1, LAST)
    assert row.finished_at is not None


def test_the_progress_of_one_is_not_that_of_another(learner, lessons, sign_in):
    finish_lesson(learner, lessons[0])
    other = learner_in(learner.enrolments.get().cohort)
    assert sign_in(other).get(lessons[1].address).status_code == 403


def test_a_place_and_an_end_open_no_transaction_for_they_come_to_the_same_again(reader, learner, lessons, look):
    with CaptureQueriesContext(connection) as captured:
        look(lessons[0], "3")
        hand_over(reader, learner, LESSON_END, lessons[0].translation_key, {})
    assert [query["sql"] for query in captured.captured_queries if "SAVEPOINT" in query["sql"]] == []
