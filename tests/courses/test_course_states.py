"""The states of a course respect who is under way: what each lets people find, join, read and hand in."""

import pytest
from django.urls import reverse

from assessments.enums import ATTEMPT_END
from assessments.models import Attempt
from assessments.services import start_attempt, submit_attempt
from cohorts.errors import CourseTakesNobodyNew
from cohorts.services import join_cohort
from core.models import AuditEntry
from core.states import MoveIsNotAllowed, MoveIsNotYours
from courses.enums import LESSON_END, LESSON_FORM, LESSON_PLACE, CourseState
from courses.errors import CourseTakesNothing, PeopleLearnInIt
from courses.models import CourseStanding, LessonProgress
from courses.queries import can_read, courses_to_join
from courses.services import finish_lesson, move_course
from tests.factories import (
    PersonFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    questions_on,
)
from tests.submissions.phone import hand_over

pytestmark = pytest.mark.django_db
WAY_TO = {
    "live": (),
    "closed": ("close",),
    "read-only": ("close", "stop"),
    "archived": ("close", "archive"),
}
STATES = list(WAY_TO)


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def lessons(course):
    return lessons_of(course)


@pytest.fixture
def cohort(course):
    return cohort_on(course)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


@pytest.fixture
def editor():
    return UserFactory(staff=True, is_superuser=True)


@pytest.fixture
def stand(course, editor):
    """Bring the course to a state."""

    def _stand(state: str) -> None:
        for name in WAY_TO[state]:
            move_course(course.translation_key, name, by=editor)

    return _stand


@pytest.mark.parametrize(("state", "found"), [("live", 1), ("closed", 1), ("read-only", 1), ("archived", 0)])
def test_what_is_archived_stands_in_no_list(client, course, learner, stand, state, found):
    stand(state)
    for address in (
        course.get_parent().specific.address,
        f"{reverse('outreach:search')}?q=move",
        f"{reverse('outreach:search')}?q=Lesson",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert (course.address in page.content.decode()) == bool(found), address
    assert client.get(course.address).status_code == (200 if found else 404)
    assert client.get(lessons_of(course)[0].address).status_code == (200 if found else 302)


@pytest.mark.parametrize("state", STATES)
def test_who_learned_in_it_opens_her_pages_in_every_state(sign_in, course, cohort, lessons, learner, stand, state):
    finish_lesson(learner, lessons[0])
    stand(state)
    reader = sign_in(learner)
    for address in (course.address, lessons[0].address, lessons[1].address, reverse("desk:home"), cohort_page(cohort)):
        assert reader.get(address).status_code == 200, address


def cohort_page(cohort) -> str:
    return reverse("cohorts:cohort", args=[cohort.pk])


@pytest.mark.parametrize("state", STATES)
def test_people_join_a_live_course_alone(client, course, cohort, stand, state):
    stand(state)
    asha = PersonFactory()
    if state == "live":
        join_cohort(asha, cohort.code, by=asha.user)
    else:
        with pytest.raises(CourseTakesNobodyNew):
            join_cohort(asha, cohort.code, by=asha.user)
        if state != "archived":
            assert reverse("cohorts:join") not in client.get(course.address).content.decode()
    assert courses_to_join("en").count() == (1 if state == "live" else 0)


@pytest.mark.parametrize(
    ("state", "is_taken"), [("live", True), ("closed", True), ("read-only", False), ("archived", False)]
)
def test_what_phones_send_is_taken_or_kept_apart_and_never_lost(sign_in, lessons, learner, stand, state, is_taken):
    questions_on(lessons[0])
    attempt = start_attempt(learner, lessons[0].translation_key)
    stand(state)
    phone, key = sign_in(learner), lessons[0].translation_key
    for kind, about, said in [
        (LESSON_PLACE, key, {"step": "2"}),
        (LESSON_FORM, f"{key}/goal-card", {"amount": "3,000"}),
        (LESSON_END, key, {}),
        (ATTEMPT_END, attempt.pk, {}),
    ]:
        outcome = hand_over(phone, learner, kind, about, said)
        assert outcome["state"] == ("applied" if is_taken else "held"), (kind, outcome)
    assert LessonProgress.objects.filter(person=learner, finished_at__isnull=False).exists() == is_taken
    assert Attempt.objects.get().is_open != is_taken


def test_in_a_course_to_read_all_lessons_are_open_and_nothing_is_begun(sign_in, lessons, learner, stand):
    questions_on(lessons[0])
    stand("read-only")
    assert all(can_read(learner.user, lesson) for lesson in lessons)
    page = sign_in(learner).get(lessons[2].address).content.decode()
    assert "This course is to be read only now." in page
    assert "data-keep-place" not in page
    assert reverse("courses:save-form", args=[lessons[2].translation_key, "goal-card"]) not in page
    assert '<fieldset class="fieldset" disabled>' in page
    assert reverse("courses:finish-lesson", args=[lessons[2].translation_key]) not in page
    with pytest.raises(CourseTakesNothing):
        start_attempt(learner, lessons[0].translation_key)


def test_what_was_begun_is_handed_in_when_the_course_takes_work_again(course, lessons, learner, stand, editor):
    questions_on(lessons[0])
    attempt = start_attempt(learner, lessons[0].translation_key)
    stand("read-only")
    with pytest.raises(CourseTakesNothing):
        submit_attempt(attempt.pk)
    move_course(course.translation_key, "resume", by=editor)
    assert not submit_attempt(attempt.pk).is_open


def test_a_draft_is_seen_by_nobody_and_is_none_where_people_learn(client, course, cohort, editor):
    learner = learner_in(cohort)
    with pytest.raises(PeopleLearnInIt):
        move_course(course.translation_key, "withdraw", by=editor)
    learner.enrolments.update(status="withdrawn")
    move_course(course.translation_key, "withdraw", by=editor)
    assert client.get(course.address).status_code == 404
    assert course.address not in client.get(course.get_parent().specific.address).content.decode()


def test_each_move_leaves_a_line_and_leads_where_it_may(course, editor):
    move_course(course.translation_key, "close", by=editor)
    with pytest.raises(MoveIsNotAllowed):
        move_course(course.translation_key, "withdraw", by=editor)
    with pytest.raises(MoveIsNotYours):
        move_course(course.translation_key, "open", by=UserFactory())
    assert AuditEntry.objects.get(action="course.closed").detail == {"before": "live", "after": "closed"}
    assert CourseStanding.objects.get().state == CourseState.CLOSED


def test_the_page_says_who_is_under_way_before_anything_is_pressed(sign_in, course, cohort, learner, editor):
    page = sign_in(editor)
    address = reverse("course-state", args=[course.pk])
    shown = page.get(address).content.decode()
    assert "1 learner is under way" in shown
    assert f"{cohort.name}: 1" in shown
    assert page.post(address, {"move": "close"}).status_code == 302
    assert "Closed to new learners" in page.get(address).content.decode()
    assert page.post(address, {"move": "nonsense"}).status_code == 302
    assert sign_in(learner).get(address).status_code == 403
    assert sign_in(UserFactory(staff=True)).get(address).status_code == 403
