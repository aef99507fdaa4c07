"""What the measured pages show: the content, the demonstration, and a cohort grown to 500 people.

Runs inside the measured configuration: ``manage.py shell -c "from bench.data import prepare; prepare(...)"``.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from assessments.enums import AttemptStatus, QuestionKind
from assessments.models import Attempt, Quiz
from assessments.services import start_attempt
from bench.load import CONNECTIONS
from cohorts.models import Cohort, Enrolment
from courses.models import CoursePage, LessonProgress
from courses.queries import LessonEntry, outline_at
from mentoring.services import open_lesson_talk
from people.enums import Purpose
from people.models import Consent, NoticeVersion, Person, User
from portal.demo import COHORT_CODE, load_demo

PEOPLE = 500


def prepare(result: str) -> None:
    """Fill the empty database and write to the file ``result`` what to ask for, as JSON."""
    call_command("migrate", verbosity=0)
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_content", verbosity=0)
    load_demo()
    with transaction.atomic():
        what = _grown_cohort()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    Path(result).write_text(json.dumps(what), encoding="utf-8")


def _grown_cohort() -> dict[str, Any]:
    """Everybody has passed the first lesson; two learners a connection are signed in and at the second."""
    cohort = Cohort.objects.get(code=COHORT_CODE)
    course = CoursePage.objects.get(translation_key=cohort.course_key, locale__language_code="en")
    outline = outline_at(course.path)
    first, second = [lesson for module in outline.modules for lesson in module.lessons][:2]
    people = _people(PEOPLE - cohort.enrolments.count())
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person) for person in people)
    _pass(people, first)
    return {
        "course": outline.address,
        "lesson": second.address,
        "secure": settings.SESSION_COOKIE_SECURE,
        "learners": [_visitor(person, cohort, second) for person in people[: 2 * CONNECTIONS]],
    }


def _people(number: int) -> list[Person]:
    names = [f"M9{number:05d}" for number in range(number)]
    User.objects.bulk_create(User(username=name, password="!") for name in names)
    users = User.objects.filter(username__in=names)
    people = Person.objects.bulk_create(Person(user=user, name=f"Learner {user.username}") for user in users)
    notice = NoticeVersion.objects.latest()
    Consent.objects.bulk_create(
        Consent(person=person, purpose=Purpose.TRAINING, notice=notice, language="en") for person in people
    )
    return people


def _pass(people: list[Person], lesson: LessonEntry) -> None:
    now = timezone.now()
    LessonProgress.objects.bulk_create(
        LessonProgress(person=person, lesson_id=lesson.key, finished_at=now) for person in people
    )
    passed = {"status": AttemptStatus.SUBMITTED, "submitted_at": now, "percent": 100, "passed": True}
    quiz = Quiz.objects.get(lesson=lesson.key)
    Attempt.objects.bulk_create(
        Attempt(quiz=quiz, person=person, pass_percent=quiz.pass_percent, **passed) for person in people
    )


def _visitor(person: Person, cohort: Cohort, lesson: LessonEntry) -> dict[str, Any]:
    """What one signed-in learner sends: her cookies, her open questions with an answer, her talk with a mentor."""
    assert person.user is not None
    attempt = start_attempt(person, lesson.key)
    questions = list(attempt.questions.all())
    assert 5 <= len(questions) <= 10, f"The quiz has {len(questions)} questions"
    chosen = next(question for question in questions if question.frozen["kind"] == QuestionKind.CHOICE)
    return {
        "cookies": {settings.SESSION_COOKIE_NAME: _session(person.user), settings.CSRF_COOKIE_NAME: "b" * 32},
        "person": str(person.pk),
        "attempt": str(attempt.pk),
        "answer": {"position": str(chosen.position), f"q{chosen.position}": chosen.frozen["answer"]},
        "thread": str(open_lesson_talk(person, cohort=cohort, lesson_key=lesson.key).pk),
    }


def _session(user: User) -> str:
    """The key of a session in which ``user`` is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
