"""How often a page asks the database: few times, and no more often in a cohort of 500 than in one of ten."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.enums import ANSWER
from assessments.models import Attempt
from assessments.services import start_attempt
from cohorts.models import Cohort
from courses.enums import LESSON_FORM, LESSON_PLACE
from courses.models import LessonPage, LessonProgress
from courses.services import finish_lesson, keep_place, save_form
from people.models import Person
from talks.enums import MESSAGE
from talks.models import Thread
from tests.assessments.answering import answer
from tests.cohorts.test_trainers_page import sit
from tests.factories import (
    RIGHT_ANSWERS,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    many_learners_in,
    mentor_of,
    questions_on,
    thread_in,
    trainer_of,
    with_media,
)

MOST = {
    "course, stranger, en": 1,
    "course, stranger, hi": 1,
    "course, learner, en": 8,
    "course, learner, hi": 8,
    "cohort": 12,
    "lesson": 8,
    "questions": 6,
    "trainer": 14,
    "answer saved": 4,
    "message saved": 6,
    "place kept": 8,
    "form saved": 8,
    "lesson finished": 8,
}


@dataclass
class World:
    """A cohort in full swing: a learner in the middle of a lesson, an attempt and a talk."""

    cohort: Cohort
    lesson: LessonPage
    learner: Person
    trainer: Person
    attempt: Attempt
    thread: Thread


@pytest.fixture
def world(db) -> World:
    """The cohort has ten learners."""
    course = course_with_lessons(4)
    lessons = lessons_of(course)
    with_media(lessons[0])
    for lesson in lessons:
        questions_on(lesson)
    cohort = cohort_on(course, opens_in_days=[-3, 0, 3], capacity=600)
    learner = learner_in(cohort)
    mentor_of(cohort)
    keep_place(learner, lessons[0], step=3)
    for person in fill(cohort, lessons[0], 10)[:8]:
        finish_lesson(person, lessons[0])
        sit(person, lessons[0], wrong=(1,))
    save_form(learner, lessons[0].translation_key, "goal-card", entry_id=uuid4(), values={"amount": "3,000"})
    attempt = start_attempt(learner, lessons[0].translation_key)
    for position, given in enumerate(RIGHT_ANSWERS[:3], start=1):
        answer(attempt, position, given)
    thread = thread_in(cohort, lessons[0], learner=learner)
    return World(cohort, lessons[0], learner, trainer_of(cohort), attempt, thread)


def fill(cohort: Cohort, lesson: LessonPage, number: int) -> list[Person]:
    """Have ``number`` learners in the cohort; the new ones, who have all looked into the lesson."""
    many_learners_in(cohort, number - cohort.enrolments.count())
    new = Person.objects.filter(enrolments__cohort=cohort, lesson_progress=None)
    people = list(new.select_related("user"))
    LessonProgress.objects.bulk_create(
        LessonProgress(person=person, lesson_id=lesson.translation_key, seen_at=timezone.now()) for person in people
    )
    return people


def queries_of(press: Callable[[], object]) -> int:
    """How often the database is asked; left out is only what the test's own transaction adds."""
    with CaptureQueriesContext(connection) as captured:
        press()
    asked = [query["sql"] for query in captured.captured_queries]
    return len([sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))])


def shown(client: Client, address: str, *words: str) -> int:
    """The queries of a page that holds ``words``; a first visit fills the caches."""
    page = client.get(address)
    assert page.status_code == 200, address
    assert [word for word in words if word not in page.content.decode()] == []
    return queries_of(lambda: client.get(address))


def handed_in(client: Client, world: World, kind: str, about: object, fields: dict[str, str]) -> int:
    """The queries of a batch of one record, each time under a new id; a first one fills the caches."""

    def send() -> str:
        record = {"id": str(uuid4()), "kind": kind, "about": str(about), "fields": fields}
        batch = {"person": str(world.learner.pk), "records": [record]}
        answer = client.post(reverse("submissions:hand-in"), batch, content_type="application/json")
        return answer.json()["outcomes"][0]["state"]

    assert send() == "applied"
    return queries_of(send)


def counts(world: World, sign_in: Callable[[Person], Client]) -> dict[str, int]:
    """{what is done: how often the database is asked}."""
    course, stranger = "/{}/courses/move/", Client()
    found = {f"course, stranger, {code}": shown(stranger, course.format(code), "Lesson 4") for code in ("en", "hi")}
    client = sign_in(world.learner)
    found |= {f"course, learner, {code}": shown(client, course.format(code), "Lesson 4") for code in ("en", "hi")}
    cohort = reverse("cohorts:cohort", args=[world.cohort.pk])
    questions = reverse("assessments:attempt", args=[world.attempt.pk])
    found |= {
        "cohort": shown(client, cohort, "Lesson 4", "Block 3"),
        "lesson": shown(client, world.lesson.address, "<audio", "village", "form-goal-card", 'value="3,000"'),
        "questions": shown(client, questions, 'value="540"', "Serve a guest"),
        "place kept": handed_in(client, world, LESSON_PLACE, world.lesson.translation_key, {"step": "2"}),
        "form saved": handed_in(
            client, world, LESSON_FORM, f"{world.lesson.translation_key}/goal-card", {"reason": "School"}
        ),
        "answer saved": handed_in(client, world, ANSWER, world.attempt.pk, {"position": "1", "q1": "a"}),
        "message saved": handed_in(client, world, MESSAGE, world.thread.pk, {"body": "Namaste"}),
    }
    finish = reverse("courses:finish-lesson", args=[world.lesson.translation_key])
    LessonProgress.objects.filter(person=world.learner).update(finished_at=None)
    found["lesson finished"] = queries_of(lambda: client.post(finish))
    client = sign_in(world.trainer)
    address = reverse("cohorts:learners", args=[world.cohort.pk])
    return found | {"trainer": shown(client, address, "Asha", "8 of 8 not right")}


def test_few_queries_and_no_more_in_a_cohort_of_five_hundred_than_in_one_of_ten(world, sign_in):
    of_ten = counts(world, sign_in)
    assert {name: count for name, count in of_ten.items() if count > MOST[name]} == {}
    assert set(of_ten) == set(MOST)
    fill(world.cohort, world.lesson, 500)
    assert world.cohort.enrolments.count() == 500
    assert counts(world, sign_in) == of_ten
