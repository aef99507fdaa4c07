"""Every write in assessments: attempts, answers, results, and the question bank from its files."""

import hashlib
import json
import logging
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import IntegerField, Max, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils import timezone
from wagtail.log_actions import log

from assessments import grading
from assessments.answer_fields import fields_of, read_answer
from assessments.content_files import NumericAnswer, QuestionEntry, read_questions
from assessments.enums import ANSWER
from assessments.errors import AnswerHasNoShape, AttemptIsSubmitted, NothingToAnswer, TakesPartNoMore
from assessments.models import Answer, Attempt, AttemptQuestion, Question, Quiz
from assessments.queries import answers_that_count
from assessments.sittings import asked, drawn, latest_attempt, next_attempt
from assessments.states import ATTEMPT
from content.services import LoadReport, load_one, was_deleted
from core.prepared import Given, Prepared, PreparedInsert
from core.services import record_audit
from core.states import move
from courses.models import Lesson
from courses.permissions import course_access
from courses.queries import lesson_of_file
from people.models import Person
from submissions.errors import NotYours
from submissions.kinds import Handed
from submissions.services import take_from_page

logger = logging.getLogger(__name__)

CONTENT = Path(__file__).resolve().parent / "content"


@transaction.atomic
def start_attempt(person: Person, lesson_key: UUID) -> Attempt:
    """The open attempt of ``person`` at the questions of a lesson, begun now where there is none.

    The questions are frozen: a change of the bank does not touch an attempt. Raises NothingToAnswer.
    """
    quiz = _locked_quiz(lesson_key)
    latest = latest_attempt(person, lesson_key)
    if latest is not None and latest.is_open:
        return latest
    attempt = next_attempt(person, quiz, latest)
    attempt.save(force_insert=True)
    _ask(attempt, drawn(attempt, list(Question.objects.asked_about(lesson_key))))
    return attempt


@transaction.atomic
def begin_attempt(person: Person, attempt_id: UUID, lesson_key: UUID, question_keys: list[int]) -> None:
    """Begin the attempt that a page offered her under this id, with the questions that it showed; once.

    What is asked is frozen as it is now, what was taken from the bank meanwhile included. Raises NotYours where it was
    not offered to her, and NothingToAnswer.
    """
    quiz = _locked_quiz(lesson_key)
    if Attempt.objects.filter(pk=attempt_id, person=person, quiz=quiz).exists():
        return
    attempt = next_attempt(person, quiz, latest_attempt(person, lesson_key))
    if attempt.pk != attempt_id:
        raise NotYours
    attempt.save(force_insert=True)
    shown = Question.objects.filter(lesson=lesson_key).in_bulk(question_keys)
    _ask(attempt, [shown[key] for key in question_keys if key in shown])


_QUESTION: Prepared[AttemptQuestion] = Prepared(
    lambda: (
        AttemptQuestion.objects.select_related("attempt__quiz__lesson")
        .select_for_update(of=("attempt",))
        .filter(
            attempt=Given("attempt", UUIDField()),
            attempt__person=Given("person", UUIDField()),
            position=Given("position", IntegerField()),
        )
    )
)


def _next_number() -> Any:
    of_attempt = Answer.objects.filter(attempt=Given("attempt_id", UUIDField())).order_by().values("attempt")
    return Coalesce(Subquery(of_attempt.annotate(most=Max("number")).values("most")), 0) + 1


_NEW_ANSWER = PreparedInsert(Answer, number=_next_number)
_NEW_QUESTION = PreparedInsert(AttemptQuestion)


def question_to_answer(person: Person, attempt_id: UUID, position: int) -> AttemptQuestion:
    """The question at ``position`` of an attempt of hers, the attempt locked for what is given now.

    Raises AttemptQuestion.DoesNotExist where there is none.
    """
    question = _QUESTION.first(attempt=attempt_id, person=person.pk, position=position)
    if question is None:
        raise AttemptQuestion.DoesNotExist
    return question


def save_answer(
    question: AttemptQuestion, *, by: Person, answer_id: UUID, given: Any, device_at: datetime | None = None
) -> Answer:
    """Keep one answer as given, under the next number of its attempt.

    ``question`` comes from :func:`question_to_answer`, in the same transaction. Raises AnswerHasNoShape,
    AttemptIsSubmitted and TakesPartNoMore where it came too late to count, IntegrityError where the id was kept before.
    """
    if not grading.is_answer(question.key, given):
        raise AnswerHasNoShape
    if not question.attempt.is_open and not Answer.objects.filter(pk=answer_id).exists():
        raise AttemptIsSubmitted  # one that counted may come again: nobody told the phone that it came
    _check_takes_part(by, question.attempt)
    answer = Answer(
        id=answer_id,
        recorded_by=by,
        question=question,
        attempt=question.attempt,
        given=given,
        device_at=device_at,
    )
    _NEW_ANSWER.add(answer)
    return answer


def save_answers(attempt: Attempt, post: QueryDict, *, by: Person) -> dict[int, str]:
    """{position: complaint} after keeping what ``by`` changed in a form of all questions.

    ``drawn-3`` names the answer to question 3 that the form was drawn with: what is still that was not changed here,
    and takes nothing from what was answered elsewhere since. The id follows from what is said over what, so that
    pressing twice is once.
    """
    complaints: dict[int, str] = {}
    kept = {str(answer.pk): answer.given for answer in Answer.objects.filter(attempt=attempt)}
    counts = answers_that_count(attempt)
    for question in attempt.questions.all():
        position, drawn = question.position, post.get(f"drawn-{question.position}", "")
        fields = fields_of(post, position)
        try:
            given = read_answer(fields, position, question.key)
        except AnswerHasNoShape as refusal:
            complaints[position] = str(refusal)
            continue
        if given is None or given in (counts.get(position), kept.get(drawn)):
            continue
        answer_id = uuid5(attempt.pk, f"{drawn} {fields.urlencode()}")
        outcome = take_from_page(by, Handed(id=answer_id, kind=ANSWER, about=str(attempt.pk), fields=fields))
        if not outcome.is_kept:
            complaints[position] = str(outcome.sentence)
    return complaints


@transaction.atomic
def submit_attempt(attempt_id: UUID) -> Attempt:
    """Hand in and grade. Handing in again changes nothing. Raises TakesPartNoMore."""
    attempt = (
        Attempt.objects.select_for_update(of=("self",))
        .select_related("person__user", "quiz__lesson")
        .get(pk=attempt_id)
    )
    if not attempt.is_open:
        return attempt
    _check_takes_part(attempt.person, attempt)
    result = _grade(attempt)
    values = {"marks": result.marks, "percent": result.percent, "passed": result.passed}
    move(attempt, ATTEMPT, "submit", by=attempt.person.user, values={**values, "submitted_at": timezone.now()})
    return attempt


def retire(question: Question, *, by: Any) -> None:
    """Ask it no more in new attempts. Again changes nothing."""
    if Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now()):
        record_audit("question.retired", question, by=by)


def bring_back(question: Question, *, by: Any) -> None:
    """Ask a retired question again. Again changes nothing."""
    if Question.objects.filter(pk=question.pk, retired_at__isnull=False).update(retired_at=None):
        record_audit("question.brought_back", question, by=by)


@transaction.atomic
def write_question(
    question: Question | None, *, lesson: Lesson, kind: str, difficulty: int, texts: Any, answer: Any, by: Any
) -> Question:
    """Write ``question`` anew, or one more where there is none; its history in the admin says so.

    Attempts keep what they froze.
    """
    written = question or Question()
    written.lesson, written.kind, written.difficulty = lesson, kind, difficulty
    written.texts, written.answer = texts, answer
    written.save()
    log(instance=written, action="wagtail.edit" if question else "wagtail.create", user=by, content_changed=True)
    return written


@transaction.atomic
def let_editors_keep_questions() -> None:
    """Wagtail's own groups may edit pages from the start; questions are the product's and come to it here."""
    rights = Permission.objects.filter(
        content_type__app_label="assessments", codename__in=["add_question", "change_question", "view_question"]
    )
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*rights)


def load_questions(*, content: Path = CONTENT) -> LoadReport:
    """Load the question files into the bank, and a quiz for each lesson that has questions.

    A question an editor has changed or deleted since it was loaded is left alone.
    """
    report = LoadReport()
    for path in sorted(content.glob("*/*.yaml")):
        load_one(f"questions/{path.parent.name}/{path.stem}", report, partial(_load_file, path, report))
    return report


def _load_file(path: Path, report: LoadReport) -> None:
    lesson_key = lesson_of_file(path.parent.name, path.stem)
    if lesson_key is None:
        return
    file_report = LoadReport()
    for entry in read_questions(path).questions:
        _load_question(entry, lesson_key, file_report)
    Quiz.objects.get_or_create(lesson_id=lesson_key)
    report.extend(file_report)


def _load_question(entry: QuestionEntry, lesson_key: UUID, report: LoadReport) -> None:
    answer = entry.answer.model_dump() if isinstance(entry.answer, NumericAnswer) else entry.answer
    fresh = {
        "lesson_id": lesson_key,
        "kind": entry.kind,
        "difficulty": entry.difficulty,
        "texts": {language: text.model_dump() for language, text in entry.text.items()},
        "answer": answer,
    }
    question = Question.objects.filter(source=entry.key).first()
    digest = _digest(fresh)
    if question is None and was_deleted(question_source(entry.key)):
        report.deleted.append(entry.key)
    elif question is None:
        Question.objects.create(source=entry.key, digest=digest, **fresh)
        report.made.append(entry.key)
    elif question.digest == digest:
        report.unchanged.append(entry.key)
    elif question.digest != _digest({name: getattr(question, name) for name in fresh}):
        report.kept.append(entry.key)
    else:
        Question.objects.filter(pk=question.pk).update(digest=digest, **fresh)
        report.updated.append(entry.key)


def question_source(key: str) -> str:
    """The name of a question among what was loaded from files."""
    return f"questions/{key}"


def _locked_quiz(lesson_key: UUID) -> Quiz:
    quiz = Quiz.objects.select_for_update().filter(lesson=lesson_key).first()
    if quiz is None:
        raise NothingToAnswer
    return quiz


def _ask(attempt: Attempt, questions: list[Question]) -> None:
    if not questions:
        raise NothingToAnswer
    _NEW_QUESTION.add_all(asked(attempt, questions))


def _check_takes_part(person: Person, attempt: Attempt) -> None:
    user = person.user
    if user is None or not course_access(user, person, attempt.quiz.lesson.course_key).reads:
        raise TakesPartNoMore


def _grade(attempt: Attempt) -> grading.Result:
    """Mark each question; the result of the whole."""
    questions = list(attempt.questions.all())
    given = answers_that_count(attempt)
    answers = [given.get(question.position) for question in questions]
    for question, answer in zip(questions, answers, strict=True):
        question.marks = grading.mark(question.key, answer)
    for marks in {question.marks for question in questions}:
        alike = [question.pk for question in questions if question.marks == marks]
        AttemptQuestion.objects.filter(pk__in=alike).update(marks=marks)
    return grading.grade([question.key for question in questions], answers, pass_percent=attempt.pass_percent)


def _digest(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()
