"""In which languages the questions of a course are written."""

from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.enums import QuestionState
from assessments.models import Question
from core.local_text import OTHER_LANGUAGES
from courses.queries import Unwritten


def questions_unwritten() -> dict[tuple[UUID, str], Unwritten]:
    """{(course, language): how many of its questions in use are not written in it}, where there are any; one query."""
    codes = [code for code, _label in OTHER_LANGUAGES]
    missing = {f"in_{code}": Count("pk", filter=~Q(texts__has_key=code)) for code in codes}
    rows = Question.objects.in_use().order_by().values("lesson__course_key").annotate(**missing)
    return {
        (course, code): Unwritten(_("questions not in this language"), number, _list_of(course, code))
        for course, *numbers in rows.values_list("lesson__course_key", *missing)
        for code, number in zip(codes, numbers, strict=True)
        if number
    }


def _list_of(course: UUID, language: str) -> str:
    chosen = {"course": str(course), "language": f"-{language}", "state": QuestionState.IN_USE.value}
    return reverse("wagtailsnippets_assessments_question:list", query=chosen)
