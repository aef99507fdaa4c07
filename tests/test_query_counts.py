"""How often a page asks the database: few times, and no more often in a cohort of 500 than in one of ten."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attempt
from assessments.services import save_answer, start_attempt, submit_attempt
from cohorts.models import Cohort
from courses.models import LessonPage
from courses.services import finish_lesson, keep_place, save_form
from mentoring.models import Thread
from mentoring.services import send_message
from people.models import Person, RoleGrant
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


@dataclass
class World:
    """A cohort in full swing: a learner in the middle of a lesson, an attempt and a talk."""

    cohort: Cohort
    lesson: LessonPage
    learner: Person
    trainer: Person
    attempt: Attempt
    thread: Thread


@pytest.fixture(params=[10, 500], ids=["ten", "five-hundred"])
def world(request, db) -> World:
    course = course_with_lessons(4)
    lessons = lessons_of(course)
    with_media(lessons[0])
    for lesson in lessons:
        questions_on(lesson)
    cohort = cohort_on(course, opens_in_days=[-3, 0, 3], capacity=600)
    many_learners_in(cohort, request.param - 1)
    learner, trainer = learner_in(cohort), trainer_of(cohort)
    mentor_of(cohort)
    keep_place(learner, lessons[0], step=3)
    save_form(learner, lessons[0], form_key="goal-card", typed={"amount": "3000"})
    everybody_sits(cohort, lessons[0])
    attempt = start_attempt(learner, lessons[0].translation_key)
    for position, given in enumerate(RIGHT_ANSWERS[:3], start=1):
        save_answer(attempt.pk, position, event_id=uuid4(), given=given, device_at=None)
    thread = thread_in(cohort, lessons[0], learner=learner)
    send_message(thread.pk, author=learner, message_id=uuid4(), body="Namaste")
    return World(cohort, lessons[0], learner, trainer, attempt, thread)


def everybody_sits(cohort: Cohort, lesson: LessonPage) -> None:
    """Some of the others have read the lesson and handed in its questions."""
    for enrolment in cohort.enrolments.select_related("person")[:9]:
        finish_lesson(enrolment.person, lesson)
        submit_attempt(start_attempt(enrolment.person, lesson.translation_key).pk)


def queries_of(press: Callable[[], object]) -> list[str]:
    """What is asked of the database, left out only what the test's own transaction adds."""
    with CaptureQueriesContext(connection, ) as captured:
        press()
    asked = [query["sql"] for query in captured.captured_queries]
    return [sql for sql in asked if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))]


def show(client: Client, address: str, *words: str) -> list[str]:
    """The queries of a page, after checking that it is the page that is meant; the first visit warms the caches."""
    for _ in range(2):
        page = client.get(address)
        assert page.status_code == 200, address
    for word in words:
        assert word in page.content.decode()
    return queries_of(lambda: client.get(address))


COUNTS: dict[str, int] = {}


def test_x(world, client, sign_in):
    from django.test import Client as C
    anon = C()
    for lang in ("en", "hi"):
        q = show(anon, f"/{lang}/courses/move/", "Lesson 4"); print("COURSE anon", lang, len(q)); 
    c = sign_in(world.learner)
    for lang in ("en", "hi"):
        q = show(c, f"/{lang}/courses/move/", "Lesson 4"); print("COURSE learner", lang, len(q)); print("\n".join(x[:300] for x in q))
    q = show(c, reverse("cohorts:cohort", args=[world.cohort.pk])); print("COHORT", len(q)); print("\n".join(x[:300] for x in q))
    q = show(c, world.lesson.address, "<audio", "<img", "goal-card"); print("LESSON", len(q)); print("\n".join(x[:300] for x in q))
    q = show(c, reverse("assessments:attempt", args=[world.attempt.pk])); print("QUIZ", len(q)); print("\n".join(x[:300] for x in q))
    q = queries_of(lambda: c.post(reverse("assessments:save-answer", args=[world.attempt.pk]), {"position": 1, "event": uuid4(), "q1": "a"})); print("ANSWER", len(q)); print("\n".join(x[:300] for x in q))
    q = queries_of(lambda: c.post(reverse("mentoring:messages", args=[world.thread.pk]), {"id": uuid4(), "body": "x"}, headers={"Accept": "application/json"})); print("MESSAGE", len(q)); print("\n".join(x[:300] for x in q))
    c = sign_in(world.trainer)
    q = show(c, reverse("cohorts:learners", args=[world.cohort.pk])); print("TRAINER", len(q)); print("\n".join(x[:300] for x in q))
