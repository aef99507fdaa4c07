"""Every write in the question bank: by editors, and from its files.

What is written anew stands beside what stood before (:class:`assessments.models.QuestionVersion`).
"""

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.admin.utils import quote
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pydantic import BaseModel
from wagtail.log_actions import log

from assessments.content_files import QuestionEntry, read_questions
from assessments.enums import REVIEWED, QuestionState
from assessments.errors import QuestionWasChanged
from assessments.models import Question, QuestionVersion, Quiz
from assessments.states import QUESTION, REVIEWS
from content.services import LoadReport, load_one, was_deleted
from core.states import move
from courses.models import Lesson
from courses.queries import lesson_of_file
from notifications.services import notify
from people.permissions import person_of

CONTENT = Path(__file__).resolve().parent / "content"


# What is written of a question; its state is moved.
WRITTEN = (
    *("lesson", "objective", "kind", "difficulty", "texts", "answer"),
    *("version", "author", "written_at", "digest"),
)


@transaction.atomic
def move_question(question: Question, name: str, *, by: Any, version: int, word: str = "") -> None:
    """Do the move ``name`` of :data:`assessments.states.QUESTION` with what ``by`` has seen as ``version`` of it.

    Who wrote it is told what a reviewer says. Raises QuestionWasChanged, MoveIsNotAllowed, MoveIsNotYours and
    ReasonIsMissing.
    """
    now = Question.objects.select_for_update(of=("self",)).select_related("author").get(pk=question.pk)
    if now.version != version:
        raise QuestionWasChanged
    move(now, QUESTION, name, by=by, reason=word)
    author = person_of(now.author) if name in REVIEWS and now.author else None
    if author:
        link = reverse(Question.snippet_viewset.get_url_name("stands"), args=[quote(now.pk)])
        data = {"question": now.pk, "is_in_use": now.state == QuestionState.IN_USE}
        notify(author, kind=REVIEWED, event=f"reviewed:{now.pk}", data=data, link=link, occasion=f"{timezone.now()}")


@transaction.atomic
def save_question(question: Question, *, by: Any = None) -> Question:
    """Keep ``question`` as it is written now, with what stood before as a version of it; its history says ``by`` whom.

    Attempts keep what they froze, and how far it is stays as it is.
    """
    before = Question.objects.select_for_update().filter(pk=question.pk).first()
    if before is None or before.written != question.written:
        question.author, question.written_at = by, timezone.now()
        question.version = before.version + 1 if before else 1
    if before and before.version != question.version:
        _keep_version(before)
    question.save(update_fields=WRITTEN if before else None)
    if by:
        log(instance=question, action="wagtail.edit" if before else "wagtail.create", user=by, content_changed=True)
    return question


def write_question(
    question: Question | None,
    *,
    lesson: Lesson,
    objective: Lesson | None,
    kind: str,
    difficulty: int,
    texts: Any,
    answer: Any,
    by: Any,
    state: str,
) -> Question:
    """Write ``question`` anew, or one more where there is none, which begins in ``state``."""
    written = question or Question(state=state)
    written.lesson, written.objective, written.kind, written.difficulty = lesson, objective, kind, difficulty
    written.texts, written.answer = texts, answer
    return save_question(written, by=by)


def _keep_version(before: Question) -> None:
    QuestionVersion.objects.create(
        question=before, number=before.version, author=before.author, written_at=before.written_at, **before.written
    )


@transaction.atomic
def let_editors_keep_questions() -> None:
    """Wagtail's own groups may edit pages from the start; questions are the product's and come to it here."""
    rights = Permission.objects.filter(
        content_type__app_label="assessments",
        codename__in=[f"{may}_{what}" for may in ("add", "change", "view") for what in ("question", "quiz")],
    )
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*rights)
    reviewing = Permission.objects.filter(content_type__app_label="assessments", codename="review_question")
    for group in Group.objects.filter(name="Moderators"):
        group.permissions.add(*reviewing)


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
        _load_question(entry, lesson_key, _objective_of(entry, path.parent.name), file_report)
    Quiz.objects.get_or_create(lesson_id=lesson_key)
    report.extend(file_report)


def _objective_of(entry: QuestionEntry, course: str) -> UUID | None:
    """The lesson whose outcome the question tests, where it names one. Raises ValueError where there is none of it."""
    key = lesson_of_file(course, entry.objective) if entry.objective else None
    if entry.objective and key is None:
        raise ValueError(f"{entry.key}: no lesson {course}/{entry.objective} is loaded")
    return key


def _load_question(entry: QuestionEntry, lesson_key: UUID, objective_key: UUID | None, report: LoadReport) -> None:
    answer = entry.answer.model_dump() if isinstance(entry.answer, BaseModel) else entry.answer
    fresh = {
        "lesson_id": lesson_key,
        "objective_id": objective_key,
        "kind": entry.kind,
        "difficulty": entry.difficulty,
        "texts": {language: text.model_dump(exclude_none=True) for language, text in entry.text.items()},
        "answer": answer,
    }
    question = Question.objects.filter(source=entry.key).first()
    digest = _digest(fresh)
    if question is None and was_deleted(question_source(entry.key)):
        report.deleted.append(entry.key)
    elif question is None:
        save_question(Question(source=entry.key, digest=digest, **fresh))
        report.made.append(entry.key)
    elif question.digest == digest:
        report.unchanged.append(entry.key)
    elif question.digest != _digest({name: getattr(question, name) for name in fresh}):
        report.kept.append(entry.key)
    else:
        for name, value in {"digest": digest, **fresh}.items():
            setattr(question, name, value)
        save_question(question)
        report.updated.append(entry.key)


def question_source(key: str) -> str:
    """The name of a question among what was loaded from files."""
    return f"questions/{key}"


def _digest(values: dict[str, Any]) -> str:
    """Of what is said: a question that names no objective has the digest it had before there were any."""
    said = {name: value for name, value in values.items() if value is not None}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
