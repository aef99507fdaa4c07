"""Loading the words of courses from ``<course>/glossary.yaml``; what an editor has changed or deleted is left alone."""

import json
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission

from content.services import LoadReport, digest_of, load_one, was_deleted
from core.local_text import SOURCE
from courses.content_files import TermEntry, read_glossary
from courses.models import Term
from courses.queries import course_of_file
from courses.services.content import CONTENT, COURSES


def load_terms(*, content: Path = CONTENT) -> LoadReport:
    """Load the words of every course that is loaded, and report what was done."""
    report = LoadReport()
    for name in COURSES:
        course_key = course_of_file(name)
        if course_key is not None and (content / name / "glossary.yaml").exists():
            load_one(f"{name}/glossary", report, partial(_load_course, name, course_key, content / name, report))
    return report


def term_source(key: str) -> str:
    """The name of a word among what was loaded from files."""
    return f"words/{key}"


def let_editors_keep_terms() -> None:
    """Wagtail's own groups may edit pages from the start; the words of courses come to that here."""
    rights = Permission.objects.filter(
        content_type__app_label="courses", codename__in=["add_term", "change_term", "delete_term", "view_term"]
    )
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.add(*rights)


def _load_course(name: str, course_key: UUID, folder: Path, report: LoadReport) -> None:
    for entry in read_glossary(folder):
        load_one(f"{name}/{entry.key}", report, partial(_load_term, f"{name}/{entry.key}", course_key, entry, report))


def _load_term(key: str, course_key: UUID, entry: TermEntry, report: LoadReport) -> None:
    fresh = _values(entry, course_key)
    digest = _digest(fresh)
    term = Term.objects.filter(source=key).first()
    if term is None and was_deleted(term_source(key)):
        report.deleted.append(key)
    elif term is None:
        Term.objects.create(source=key, digest=digest, **fresh)
        report.made.append(key)
    elif term.digest == digest:
        report.unchanged.append(key)
    elif term.digest != _digest({name: getattr(term, name) for name in fresh}):
        report.kept.append(key)
    else:
        for name, value in {**fresh, "digest": digest}.items():
            setattr(term, name, value)
        term.save()
        report.updated.append(key)


def _values(entry: TermEntry, course_key: UUID) -> dict[str, Any]:
    return {
        "course_key": course_key,
        "name": entry.word[SOURCE],
        "local_names": {code.value: word for code, word in entry.word.items() if code != SOURCE},
        "meaning": entry.meaning[SOURCE],
        "local_meanings": {code.value: meaning for code, meaning in entry.meaning.items() if code != SOURCE},
    }


def _digest(values: dict[str, Any]) -> str:
    return digest_of(json.dumps(values, sort_keys=True, default=str))
