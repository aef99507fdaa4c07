"""Each query that is written once gives what its queryset gives, whoever asks and in whatever order."""

import pkgutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session as OpenSession
from django.db import transaction
from django.db.models import UUIDField, Value
from django.utils import timezone

import assessments.queries.not_taken
import assessments.queries.shown
import assessments.queries.standings
import assessments.services.answers
import assessments.services.beginning
import assessments.services.ending
import assessments.sittings
import assignments.queries.works
import attendance.queries.days
import cohorts.permissions.cohorts
import cohorts.permissions.courses
import cohorts.queries.learners
import cohorts.queries.lists
import cohorts.queries.programmes
import cohorts.queries.sessions
import cohorts.queries.standings
import cohorts.queries.summaries
import cohorts.queries.works
import courses.permissions
import courses.queries.lesson_forms
import courses.queries.progress
import followups.queries.advice
import followups.queries.done
import gradebook.queries.books
import mentoring.queries
import people.auth
import people.models
import people.queries
import people.sessions
import people.sittings
import submissions.queries
import talks.queries.lists
import talks.queries.pages
import talks.queries.rooms
import talks.services
from assessments.enums import ANSWER, ATTEMPT_BEGIN
from assessments.models import Allowance, Attempt
from assessments.queries import sittings_of, tries_of
from assessments.services import start_attempt, submit_attempt
from assignments.models import Assignment
from attendance.enums import Presence
from cohorts.enums import WorkStatus
from cohorts.models import Enrolment, Programme, Session, WorkPicture
from core.prepared import Prepared
from core.records import Standing
from courses.models import Lesson, LessonProgress
from courses.queries import lessons_begun
from courses.services import keep_place, save_form
from followups.enums import Kind
from followups.models import FollowUp
from gradebook.models import GradebookRow, Weight
from mentoring.models import LessonTalk
from people.models import Person, User
from people.sittings import sessions_alive
from submissions.models import Submission
from talks.models import Message
from talks.services import send_message
from tests.assessments.answering import answer
from tests.attendance.meetings import mark
from tests.factories import (
    AssignmentFactory,
    OrganisationFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    thread_in,
    trainer_of,
)

ROOT = Path(__file__).resolve().parents[1]
ASKED = [
    (cohorts.permissions.courses, "LEARNS_BY", ["person", "course"]),
    (cohorts.permissions.courses, "READS_BY", ["person", "course"]),
    (courses.permissions, "_READS", ["person", "course"]),
    (assessments.services.answers, "_QUESTION", ["attempt", "person", "position"]),
    (assessments.services.beginning, "_QUIZ", ["lesson"]),
    (assessments.services.ending, "_TO_HAND_IN", ["attempt"]),
    (assessments.queries.shown, "OWN", ["person", "attempt"]),
    (assessments.queries.shown, "ASKED", ["attempt"]),
    (assessments.queries.not_taken, "_TO_BEGIN", ["person", "about"]),
    (assessments.sittings, "QUIZ", ["lesson"]),
    (assessments.sittings, "LATEST", ["person", "lesson"]),
    (assessments.sittings, "BANK", ["lesson"]),
    (assessments.sittings, "ALLOWANCES", ["quiz", "person"]),
    (talks.services, "_OWN_THREAD", ["person", "thread"]),
    (talks.queries.pages, "_MEMBERS", ["thread"]),
    (talks.queries.pages, "_NEWEST", ["thread"]),
    (talks.queries.rooms, "_AFTER", ["thread", "after"]),
    (talks.queries.rooms, "_PARTS", ["thread"]),
    (talks.queries.rooms, "_LAST", ["person", "thread"]),
    (people.sittings, "_AT", ["person", "password", "key", "now"]),
    (talks.queries.lists, "_UNREAD", ["person"]),
    (talks.queries.lists, "_WAITING", ["person"]),
    (talks.queries.lists, "_WAITS", ["thread", "since"]),
    (people.models, "GRANTS_NOW", ["person"]),
    (cohorts.queries.lists, "_MINE", ["person"]),
    (cohorts.queries.lists, "_SEEN", ["person", "cohort"]),
    (cohorts.queries.sessions, "_BLOCKS", ["cohort"]),
    (cohorts.queries.sessions, "_MET", ["cohort"]),
    (submissions.queries, "_WAITING", ["person"]),
    (courses.queries.progress, "BEGUN", ["person", "course"]),
    (assessments.queries.standings, "QUIZZES", ["person", "course"]),
    (cohorts.queries.summaries, "_ON_PLAN", ["cohort"]),
    (cohorts.queries.programmes, "_PROGRAMME", ["programme"]),
    (cohorts.queries.standings, "_TRAINED", ["cohort"]),
    (assessments.queries.shown, "ANSWERED", ["attempt"]),
    (assessments.queries.standings, "QUIZ", ["lesson"]),
    (assessments.queries.standings, "BANK", ["lesson"]),
    (courses.queries.lesson_forms, "STANDING", ["person", "lesson"]),
    (cohorts.queries.sessions, "_AHEAD", ["cohorts", "today"]),
    (people.auth, "WITH_PERSON", ["pk"]),
    (people.sessions, "OPEN", ["key", "now"]),
    (gradebook.queries.books, "_ASSIGNMENTS", ["cohort"]),
    (gradebook.queries.books, "_WEIGHTS", ["cohort"]),
    (gradebook.queries.books, "_OUT_OF_DATE", ["cohort", "book"]),
    (mentoring.queries, "_LESSONS_OF_TALKS", ["talks", "language"]),
    (cohorts.queries.lists, "_ON_DESK", ["person", "phone"]),
    (cohorts.queries.summaries, "_OUT_OF_DATE", ["cohort", "plan"]),
    (cohorts.queries.works, "_OF_COURSE", ["course"]),
    (cohorts.queries.works, "_NEWEST", ["cohort"]),
    (attendance.queries.days, "_WITH_LISTS", ["cohort"]),
    (attendance.queries.days, "_STAYS", ["learners"]),
    (assignments.queries.works, "_TO_DO", ["person", "today"]),
    (cohorts.queries.learners, "_COMPLETED", ["stays"]),
    (followups.queries.advice, "_KNOWN", ["stays"]),
    (followups.queries.done, "_NEWEST", ["cohort", "learners"]),
    (followups.queries.done, "_ASKED", ["person", "today"]),
]
# Those that take a list, and are compared in tests of their own: below, or where what they say stands.
OF_MANY = {
    (people.sittings, "_ALIVE"),
    (courses.queries.progress, "BEGUN_BY"),
    (assessments.queries.standings, "SITTINGS"),
    (courses.queries.lesson_forms, "BESIDE"),
    (cohorts.permissions.cohorts, "_MENTORS"),
    (attendance.queries.days, "_SAID"),
}


def _written_once() -> dict[int, tuple[ModuleType, str]]:
    """Every prepared query of the apps, with the first module that names it and its name there."""
    found: dict[int, tuple[ModuleType, str]] = {}
    for config in apps.get_app_configs():
        if not (ROOT / config.name / "apps.py").exists():
            continue
        for info in pkgutil.walk_packages([str(ROOT / config.name)], f"{config.name}."):
            if ".migrations" not in info.name:
                module = import_module(info.name)
                found |= {id(each): (module, name) for name, each in vars(module).items() if isinstance(each, Prepared)}
    return found


def test_each_query_that_is_written_once_is_compared():
    compared = {id(getattr(module, name)) for module, name in [row[:2] for row in ASKED] + list(OF_MANY)}
    missing = [f"{module.__name__}.{name}" for key, (module, name) in _written_once().items() if key not in compared]
    assert not missing


@pytest.fixture(scope="module")
def _made(django_db_setup, django_db_blocker) -> Iterator[dict[str, list]]:
    """Written once: each test only reads it, or has what it writes beside it taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _written()
        transaction.set_rollback(True)


@pytest.fixture
def facts(_made, db) -> dict[str, list]:
    """{name of a value: those to ask with}, of two cohorts of two courses."""
    return _made


def _written() -> dict[str, list]:
    people, courses, lessons, threads, attempts, groups = [], [], [], [], [], []
    for slug in ("move", "ted"):
        course = course_with_lessons(2, slug=slug)
        first = lessons_of(course)[0]
        questions_on(first)
        cohort = cohort_on(course, opens_in_days=[-3, 0])
        block = cohort.blocks.first()
        met = Session.objects.create(block=block, lesson_id=first.translation_key, starts_at=timezone.now(), minutes=60)
        learner, mentor = learner_in(cohort), mentor_of(cohort)
        mark(met, learner, Presence.PRESENT, by=mentor)
        AssignmentFactory(cohort=cohort)
        Weight.objects.create(cohort=cohort, activity=str(first.translation_key), weight=2)
        GradebookRow.objects.create(enrolment=learner.enrolments.get(), cohort=cohort, book="another", unmet=0)
        threads.append(thread_in(cohort, first, learner=learner).pk)
        attempt = start_attempt(learner, first.translation_key)
        attempts.append(attempt.pk)
        answer(attempt, 1, "b")
        people += [learner.pk, mentor.pk, trainer_of(cohort).pk]
        courses.append(course.translation_key)
        lessons.append(first.translation_key)
        groups.append(cohort.pk)
        Submission.objects.create(id=uuid4(), kind=ANSWER, person=learner, standing=Standing.HELD)
        Submission.objects.create(id=uuid4(), kind=ATTEMPT_BEGIN, about=slug, person=learner, standing=Standing.HELD)
        FollowUp.objects.create(
            cohort=cohort, learner=learner, by=mentor, kind=Kind.LESSON, lesson_id=first.translation_key
        )
        keep_place(learner, first, step=2)
        save_form(learner, first.translation_key, "savings", entry_id=uuid4(), values={"amount": "2"})
        submit_attempt(attempts[-1])
        Allowance.objects.create(quiz=attempt.quiz, person=learner, extra_minutes=5, reason="Slow")
        Allowance.objects.create(quiz=attempt.quiz, group=cohort.pk, extra_minutes=9, reason="Rain")
        WorkPicture.objects.create(
            id=uuid4(), recorded_by=learner, cohort=cohort, seen="A bag", width=4, height=3, status=WorkStatus.SHOWN
        )
        Assignment.objects.create(cohort=cohort, title="Ask five customers", task="Ask")
        Assignment.objects.create(cohort=cohort, block=block, title="A walk", task="Walk")
        for author in (learner, mentor):
            send_message(threads[-1], author=author, message_id=uuid4(), body="Namaste")
    User.objects.filter(person=people[0]).update(password="a PIN as it is kept")
    User.objects.filter(person=people[1]).update(phone="+919876543210")
    Person.objects.filter(pk=people[0]).update(contact_phone="+919876543210")
    OpenSession.objects.create(session_key="open", session_data="", expire_date=timezone.now() + timedelta(days=1))
    return {
        "person": people,
        "course": courses,
        "cohort": groups,
        "programme": [Programme.objects.create(name=slug, organisation=OrganisationFactory()).pk for slug in "ab"],
        "thread": threads,
        "attempt": attempts,
        "position": [1, 2, 99],
        "about": ["move", "ted"],
        "learners": [[key] for key in FollowUp.objects.values_list("learner", flat=True)],
        "stays": [[key] for key in Enrolment.objects.values_list("pk", flat=True)],
        "cohorts": [[key] for key in groups],
        "today": [timezone.localdate(), timezone.localdate() + timedelta(days=9)],
        "lesson": lessons,
        "quiz": [attempt.quiz_id for attempt in Attempt.objects.filter(pk__in=attempts)],
        "talks": [[key] for key in LessonTalk.objects.values_list("pk", flat=True)],
        "language": ["en", "hi"],
        "phone": ["", "+919876543210"],
        "plan": ["", "another"],
        "book": ["", "another"],
        "after": [0, 1, 2],
        "password": ["a PIN as it is kept", "another"],
        "key": ["open", "none"],
        "pk": list(User.objects.filter(person__in=people).values_list("pk", flat=True)),
        "since": list(Message.objects.values_list("received_at", flat=True)),
        "now": [timezone.now(), timezone.now() + timedelta(days=2)],
    }


@pytest.mark.parametrize(
    ("module", "name", "asked"),
    ASKED,
)
def test_a_query_written_once_gives_what_its_queryset_gives(facts, monkeypatch, module, name, asked):
    prepared, found = getattr(module, name), 0
    for values in product(*(facts[each] for each in asked)):
        given = dict(zip(asked, values, strict=True))
        with transaction.atomic(), monkeypatch.context() as patch:
            rows = prepared.all(**given)
            for place in (module, "talks.permissions", "cohorts.permissions.courses"):
                target = place if isinstance(place, str) else place.__name__
                patch.setattr(f"{target}.Given", lambda name, field, given=given: given[name], raising=False)
            patch.setattr(module, "GivenMany", lambda name, field, given=given: given[name][0], raising=False)
            queryset = prepared._make()
            # Rows that are asked for in no order may come in any.
            assert (rows == list(queryset)) if queryset.ordered else (Counter(rows) == Counter(queryset))
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
        sat = Attempt.objects.filter(person__in=some, quiz__lesson__in=keys)
        tried = sat.handed_in()
        assert pairs(lessons_begun(some, keys)) == sorted(begun.values_list("person", "lesson"))
        assert pairs(sittings_of(some, keys)) == sorted(sat.values_list("person", "quiz__lesson").distinct())
        assert pairs(tries_of(some, keys)) == sorted(tried.values_list("person", "quiz__lesson"))
    assert len(pairs(tries_of(people, lessons))) == len(courses)


def test_what_stands_beside_a_form_is_found_as_its_queryset_finds_it(facts, monkeypatch):
    beside = courses.queries.lesson_forms
    lesson = LessonProgress.objects.get(person=facts["person"][0]).lesson_id
    about = {"person": facts["person"][0], "lesson": lesson, "form": "goal-card"}
    person = Person.objects.get(pk=about["person"])
    first, second = uuid4(), uuid4()
    save_form(person, lesson, "goal-card", entry_id=second, values={"amount": "2"}, seen={"amount": [first]})
    save_form(person, lesson, "goal-card", entry_id=first, values={"amount": "1"})
    for seen, entry in product(([], [first], [first, second]), (str(first), str(uuid4()))):
        given = {**about, "seen": seen, "entry": entry}
        with transaction.atomic(), monkeypatch.context() as patch:
            rows = beside.BESIDE.all(**given)
            patch.setattr(beside, "Given", lambda name, field, given=given: given[name])
            patch.setattr(beside, "GivenMany", lambda name, field: Value(uuid4(), UUIDField()))
            wanted = beside.BESIDE._make().values_list("pk", flat=True)
        assert {row.pk for row in rows} == set(wanted) | {*seen}


def pairs(found):
    return sorted((person, lesson) for person, lessons in found.items() for lesson in lessons)
