"""Every write in the question bank: by editors, and from its files."""

import hashlib
import json
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel
from wagtail.log_actions import log

from assessments.content_files import QuestionEntry, read_questions
from assessments.models import Question, Quiz
from content.services import LoadReport, load_one, was_deleted
from core.services import record_audit
from courses.models import Lesson
from courses.queries import lesson_of_file

CONTENT = Path(__file__).resolve().parent / "content"


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
    question: Question | None,
    *,
    lesson: Lesson,
    objective: Lesson | None,
    kind: str,
    difficulty: int,
    texts: Any,
    answer: Any,
    by: Any,
) -> Question:
    """Write ``question`` anew, or one more where there is none; its history in the admin says so.

    Attempts keep what they froze.
    """
    written = question or Question()
    written.lesson, written.objective, written.kind, written.difficulty = lesson, objective, kind, difficulty
    written.texts, written.answer = texts, answer
    written.save()
    log(instance=written, action="wagtail.edit" if question else "wagtail.create", user=by, content_changed=True)
    return written


@transaction.atomic
def let_editors_keep_questions() -> None:
    """Wagtail's own groups may edit pages from the start; questions are the product's and come to it here."""
    rights = Permission.objects.filter(
        content_type__app_label="assessments",
        codename__in=[f"{may}_{what}" for may in ("add", "change", "view") for what in ("question", "quiz")],
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


def _digest(values: dict[str, Any]) -> str:
    """Of what is said: a question that names no objective has the digest it had before there were any."""
    said = {name: value for name, value in values.items() if value is not None}
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
