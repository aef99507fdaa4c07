"""Each query that is written once gives what its queryset gives, whoever asks and in whatever order."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session as OpenSession
from django.db import transaction
from django.utils import timezone

import assessments.queries.standings
import assessments.services
import cohorts.permissions
import cohorts.queries.lists
import cohorts.queries.sessions
import cohorts.queries.standings
import courses.queries.progress
import people.models
import people.sittings
import submissions.queries
import talks.queries
import talks.services
from assessments.enums import ANSWER
from assessments.models import Attempt
from assessments.queries import tries_of
from assessments.services import start_attempt, submit_attempt
from cohorts.models import Session
from core.records import Standing
from courses.models import Lesson, LessonProgress
from courses.queries import lessons_begun
from courses.services import keep_place
from people.models import User
from people.sittings import sessions_alive
from submissions.models import Submission
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
    people, courses, threads, attempts, groups = [], [], [], [], []
    for slug in ("move", "ted"):
        course = course_with_lessons(2, slug=slug)
        first = lessons_of(course)[0]
        questions_on(first)
        cohort = cohort_on(course, opens_in_days=[-3, 0])
        block = cohort.blocks.first()
        Session.objects.create(block=block, lesson_id=first.translation_key, starts_at=timezone.now(), minutes=60)
        learner, mentor = learner_in(cohort), mentor_of(cohort)
        threads.append(thread_in(cohort, first, learner=learner).pk)
        attempts.append(start_attempt(learner, first.translation_key).pk)
        people += [learner.pk, mentor.pk, trainer_of(cohort).pk]
        courses.append(course.translation_key)
        groups.append(cohort.pk)
        Submission.objects.create(id=uuid4(), kind=ANSWER, person=learner, standing=Standing.HELD)
        keep_place(learner, first, step=2)
        submit_attempt(attempts[-1])
        for author in (learner, mentor):
            send_message(threads[-1], author=author, message_id=uuid4(), body="Namaste")
    User.objects.filter(person=people[0]).update(password="a PIN as it is kept")
    OpenSession.objects.create(session_key="open", session_data="", expire_date=timezone.now() + timedelta(days=1))
    return {
        "person": people,
        "course": courses,
        "cohort": groups,
        "thread": threads,
        "attempt": attempts,
        "position": [1, 2, 99],
        "after": [0, 1, 2],
        "password": ["a PIN as it is kept", "another"],
        "key": ["open", "none"],
        "now": [timezone.now(), timezone.now() + timedelta(days=2)],
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
        (talks.queries, "_AFTER", ["thread", "after"]),
        (talks.queries, "_PARTS", ["thread"]),
        (talks.queries, "_LAST", ["person", "thread"]),
        (people.sittings, "_AT", ["person", "password", "key", "now"]),
        (talks.queries, "_UNREAD", ["person"]),
        (talks.queries, "_WAITING", ["person"]),
        (people.models, "GRANTS_NOW", ["person"]),
        (cohorts.queries.lists, "_MINE", ["person"]),
        (cohorts.queries.lists, "_SEEN", ["person", "cohort"]),
        (cohorts.queries.sessions, "_BLOCKS", ["cohort"]),
        (cohorts.queries.sessions, "_MET", ["cohort"]),
        (submissions.queries, "_WAITING", ["person"]),
        (courses.queries.progress, "BEGUN", ["person", "course"]),
        (assessments.queries.standings, "QUIZZES", ["person", "course"]),
        (cohorts.queries.standings, "_ON_PLAN", ["cohort"]),
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


def test_of_many_sessions_those_are_alive_that_have_not_ended(facts):
    assert sessions_alive(["open", "none"]) == {"open"}
    assert sessions_alive(["none"]) == sessions_alive([]) == set()


def test_what_many_have_done_with_many_lessons_is_found_as_their_querysets_find_it(facts):
    people, courses = facts["person"], facts["course"]
    lessons = list(Lesson.objects.filter(course_key__in=courses).values_list("pk", flat=True))
    for some, keys in product((people, people[:1], []), (lessons, lessons[:1], [])):
        begun = LessonProgress.objects.filter(person__in=some, lesson__in=keys)
        tried = Attempt.objects.handed_in().filter(person__in=some, quiz__lesson__in=keys)
        assert pairs(lessons_begun(some, keys)) == sorted(begun.values_list("person", "lesson"))
        assert pairs(tries_of(some, keys)) == sorted(tried.values_list("person", "quiz__lesson"))
    assert len(pairs(tries_of(people, lessons))) == len(courses)


def pairs(found):
    return sorted((person, lesson) for person, lessons in found.items() for lesson in lessons)
