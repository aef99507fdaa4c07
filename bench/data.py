"""What the measured pages show: the content, the demonstration, and a cohort grown to many people.

Runs inside the measured configuration: ``manage.py shell -c "from bench.data import prepare; prepare(...)"``. What many
have done is done by a few through the services and copied for the others, so that it looks as the product writes it.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from assessments.enums import QuestionKind
from assessments.models import Answer, Attempt, AttemptQuestion, Question
from assessments.queries import result_facts
from assessments.services import start_attempt
from assignments.enums import WorkState
from assignments.models import Assignment, Work
from bench.pages import READERS
from cohorts.models import Cohort, Enrolment
from courses.models import CourseIndexPage, CoursePage, LessonProgress
from courses.queries import LessonEntry, lesson_in, outline_at
from courses.services import content, finish_lesson, keep_all_lessons
from mentoring.enums import MemberRole
from mentoring.services import open_lesson_talk
from people.enums import Purpose
from people.models import Consent, NoticeVersion, Person, User
from portal.demo import COHORT_CODE, SINCE_THE_FIRST_DAY, TRAINER, answer_questions, load_demo
from talks.models import Message, Thread, ThreadMember

BATCH = 1000
MESSAGES, MANY_MESSAGES, UNREAD = 50, 2000, 3
QUESTIONS = 10
COMERS = 400
ACTIVITIES, WITH_ALL_MARKS = 60, 100


def prepare(result: str, people: int, courses: int = 1) -> None:
    """Fill the empty database: ``people`` in the cohort, ``courses`` times the courses there are.

    ``result`` is the file for what to ask for, as JSON.
    """
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_content", verbosity=0)
    load_demo()
    if courses > 1:
        _more_courses(courses)
    with transaction.atomic():
        what = _grown_cohort(people)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    Path(result).write_text(json.dumps(what), encoding="utf-8")


def _more_courses(times: int) -> None:
    """The courses again under other names, without questions."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        copies = [(course, f"{course}-{number}") for number in range(2, times + 1) for course in content.COURSES]
        for original, copy in [("audio", "audio"), ("drawings", "drawings"), *copies]:
            (folder / copy).symlink_to(content.CONTENT / original)
        with patch.object(content, "COURSES", [copy for _, copy in copies]):
            report = content.load_courses(CourseIndexPage.objects.get(locale__language_code="en"), content=folder)
    assert not report.failed, report.failed[:3]
    keep_all_lessons()


def _grown_cohort(number: int) -> dict[str, Any]:
    """Everybody joined weeks ago, has passed the first lesson and may read the second; with the rest many are late.

    The readers are signed in and at it; ``comers`` are at it too and have begun nothing there.
    """
    cohort = Cohort.objects.get(code=COHORT_CODE)
    course = CoursePage.objects.get(translation_key=cohort.course_key, locale__language_code="en")
    outline = outline_at(course.path)
    first, second = [lesson for module in outline.modules for lesson in module.lessons][:2]
    people = _people(number - cohort.enrolments.count())
    since = timezone.now() - SINCE_THE_FIRST_DAY
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person, joined_at=since) for person in people)
    _pass(people, first)
    _field_work(cohort, people[:WITH_ALL_MARKS])
    bank = _bank(second)
    trainer = Person.objects.select_related("user").get(user__username=TRAINER.code)
    *readers, writer = [_visitor(person, cohort, second, bank) for person in people[: READERS + 1]]
    comers = [_who(person) for person in people[READERS + 1 :][:COMERS]]
    assert comers, f"At least {READERS + 2 + cohort.enrolments.count() - len(people)} people are needed"
    for reader in readers:
        _fill_talk(reader, MESSAGES)
    _fill_talk(writer, MANY_MESSAGES)
    lesson = lesson_in(second.key, "en")
    form = next(block["value"] for block in lesson.body.raw_data if block["type"] == "form")
    return {
        "cohort": str(cohort.pk),
        "trainer": _who(trainer),
        "long_talk": writer,
        "course": outline.address,
        "lesson": second.address,
        "lesson_key": str(second.key),
        "form": f"{second.key}/{form['key']}",
        "field": next(line["value"]["key"] for line in form["fields"] if line["value"]["kind"] in ("text", "long")),
        "answers": [_typed(position, question) for position, question in enumerate(bank, start=1)],
        "secure": settings.SESSION_COOKIE_SECURE,
        "learners": readers,
        "comers": comers,
    }


def _people(number: int) -> list[Person]:
    names = [f"M9{number:05d}" for number in range(number)]
    User.objects.bulk_create((User(username=name, password="!") for name in names), BATCH)
    users = User.objects.filter(username__startswith="M9").order_by("username")
    people = Person.objects.bulk_create((Person(user=user, name=f"Learner {user.username}") for user in users), BATCH)
    notice = NoticeVersion.objects.latest()
    Consent.objects.bulk_create(
        (
            Consent(person=person, purpose=purpose, notice=notice, language="en")
            for person in people
            for purpose in (Purpose.TRAINING, Purpose.SHARING)
        ),
        BATCH,
    )
    return people


def _pass(people: list[Person], lesson: LessonEntry) -> None:
    """Half of them with everything right, half with one mistake."""
    for mistakes in (0, 1):
        pattern, *others = people[mistakes::2]
        finish_lesson(pattern, lesson_in(lesson.key, "en"))
        answer_questions(pattern, lesson.key, wrong=mistakes)
        attempt = Attempt.objects.get(person=pattern, quiz__lesson=lesson.key)
        assert attempt.passed
        progress = LessonProgress.objects.get(person=pattern, lesson=lesson.key)
        LessonProgress.objects.bulk_create((_like(progress, person_id=each.pk) for each in others), BATCH)
        attempts = Attempt.objects.bulk_create((_like(attempt, person_id=each.pk) for each in others), BATCH)
        for question in AttemptQuestion.objects.filter(attempt=attempt):
            answer = Answer.objects.get(question=question)
            asked = AttemptQuestion.objects.bulk_create(
                (_like(question, attempt_id=each.pk) for each in attempts), BATCH
            )
            Answer.objects.bulk_create(
                (
                    _like(answer, id=uuid4(), question_id=mine.pk, attempt_id=of.pk, recorded_by_id=of.person_id)
                    for mine, of in zip(asked, attempts, strict=True)
                ),
                BATCH,
            )


def _field_work(cohort: Cohort, people: list[Person]) -> None:
    """Marked work after the last block, as many as make ACTIVITIES with the lessons that are tested; done by a few."""
    tested = len(result_facts(None, cohort.course_key).tested)
    block = cohort.blocks.last()
    works = Assignment.objects.bulk_create(
        Assignment(cohort=cohort, block=block, title=f"Field work {number}", task="Look", marks_of=10)
        for number in range(1, ACTIVITIES - tested + 1)
    )
    Work.objects.bulk_create(
        (
            Work(assignment=work, person=person, state=WorkState.APPROVED, marks=(place + number) % 11)
            for number, work in enumerate(works)
            for place, person in enumerate(people)
        ),
        BATCH,
    )


def _like(row: Any, **changes: Any) -> Any:
    """Another row with the same in it but for ``changes``."""
    model: type[Model] = type(row)
    kept = {
        field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if not field.primary_key
    }
    return model(**(kept | changes))


def _bank(lesson: LessonEntry) -> list[Question]:
    """The questions of the lesson, as many again as make QUESTIONS of them."""
    bank = list(Question.objects.asked_about(lesson.key).order_by("pk"))
    for question in bank[: QUESTIONS - len(bank)]:
        bank.append(_like(question, source=""))
        bank[-1].save()
    assert len(bank) == QUESTIONS
    return bank


def _typed(position: int, question: Question) -> dict[str, Any]:
    """The fields of the right answer, as a page sends them."""
    name, answer = f"q{position}", question.answer
    if question.kind == QuestionKind.ORDER:
        parts = {f"{name}-{option}": str(place) for place, option in enumerate(answer, start=1)}
    elif question.kind == QuestionKind.MATCH:
        parts = {f"{name}-{option}": partner for option, partner in answer.items()}
    else:
        parts = {name: answer["value"] if question.kind == QuestionKind.NUMERIC else answer}
    return {"position": str(position), **parts}


def _visitor(person: Person, cohort: Cohort, lesson: LessonEntry, bank: list[Question]) -> dict[str, Any]:
    """What one signed-in learner sends: her cookies, her open questions with an answer, her talk with a mentor."""
    attempt = start_attempt(person, lesson.key)
    chosen = next(place for place, question in enumerate(bank, start=1) if question.kind == QuestionKind.CHOICE)
    return _who(person) | {
        "attempt": str(attempt.pk),
        "answer": _typed(chosen, bank[chosen - 1]),
        "thread": str(open_lesson_talk(person, cohort=cohort, lesson_key=lesson.key).pk),
    }


def _fill_talk(reader: dict[str, Any], number: int) -> None:
    """As many messages of her and of her mentor, whose last ones she has not read."""
    members = ThreadMember.objects.filter(thread=reader["thread"])
    mentor = members.get(role=MemberRole.MENTOR)
    Message.objects.bulk_create(
        (
            Message(
                id=uuid4(),
                thread_id=reader["thread"],
                sequence=sequence,
                author_id=mentor.person_id if sequence % 2 or sequence > number - UNREAD else reader["person"],
                body=f"Today I wrote down what I earned and spent, for the {sequence}th time.",
            )
            for sequence in range(1, number + 1)
        ),
        BATCH,
    )
    Thread.objects.filter(pk=reader["thread"]).update(last_sequence=number)
    members.update(delivered=number, read=number)
    members.filter(person=reader["person"]).update(read=number - UNREAD)


def _who(person: Person) -> dict[str, Any]:
    assert person.user is not None
    cookies = {settings.SESSION_COOKIE_NAME: session_of(person.user), settings.CSRF_COOKIE_NAME: "b" * 32}
    return {"person": str(person.pk), "cookies": cookies}


def session_of(user: User) -> str:
    """The key of a session in which ``user`` is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
