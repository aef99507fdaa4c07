"""Each query that is written once gives what its queryset gives, whoever asks and in whatever order."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import transaction

import assessments.queries
import assessments.services
import cohorts.permissions
import courses.queries.progress
import talks.queries
import talks.services
from assessments.services import start_attempt, submit_attempt
from courses.services import keep_place
from talks.services import send_message
from tests.factories import (
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    thread_in,
    trainer_of,
)


@pytest.fixture
def facts(db):
    """{name of a value: those to ask with}, of two cohorts of two courses."""
    people, courses, threads, attempts = [], [], [], []
    for slug in ("move", "ted"):
        course = course_with_lessons(2, slug=slug)
        first = lessons_of(course)[0]
        questions_on(first)
        cohort = cohort_on(course, opens_in_days=[-3, 0])
        learner, mentor = learner_in(cohort), mentor_of(cohort)
        threads.append(thread_in(cohort, first, learner=learner).pk)
        attempts.append(start_attempt(learner, first.translation_key).pk)
        people += [learner.pk, mentor.pk, trainer_of(cohort).pk]
        courses.append(course.translation_key)
        keep_place(learner, first, step=2)
        submit_attempt(attempts[-1])
        for author in (learner, mentor):
            send_message(threads[-1], author=author, message_id=uuid4(), body="Namaste")
    return {
        "person": people,
        "course": courses,
        "thread": threads,
        "attempt": attempts,
        "position": [1, 2, 99],
    }


@pytest.mark.parametrize(
    ("module", "name", "asked"),
    [
        (cohorts.permissions, "LEARNS_BY", ["person", "course"]),
        (cohorts.permissions, "READS_BY", ["person", "course"]),
        (assessments.services, "_QUESTION", ["attempt", "person", "position"]),
        (talks.services, "_OWN_THREAD", ["person", "thread"]),
        (talks.queries, "_MEMBERS", ["thread"]),
        (talks.queries, "_NEWEST", ["thread"]),
        (talks.queries, "_UNREAD", ["person"]),
        (courses.queries.progress, "BEGUN", ["person", "course"]),
        (assessments.queries, "QUIZZES", ["person", "course"]),
    ],
)
def test_a_query_written_once_gives_what_its_queryset_gives(facts, monkeypatch, module, name, asked):
    prepared, found = getattr(module, name), 0
    for values in product(*(facts[each] for each in asked)):
        given = dict(zip(asked, values, strict=True))
        with transaction.atomic(), monkeypatch.context() as patch:
            rows = prepared.all(**given)
            for place in (module, "talks.permissions", "cohorts.permissions"):
                target = place if isinstance(place, str) else place.__name__
                patch.setattr(f"{target}.Given", lambda name, field, given=given: given[name], raising=False)
            assert rows == list(prepared._make())
        found += bool(rows)
    assert found
