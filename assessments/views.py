"""Taking the questions of a lesson."""

import re
import secrets
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments import services
from assessments.answer_fields import typed
from assessments.enums import Counting
from assessments.errors import NothingToAnswer, TakesPartNoMore, TestIsShut
from assessments.models import Attempt
from assessments.policy import is_time_up
from assessments.queries import (
    Sitting,
    attempt_seen_by,
    markings_anew,
    open_positions,
    practice_of,
    practised,
    questions_of,
    shown_questions,
    sitting_of,
    tries_of,
    waits_to_begin,
)
from core.http import page_or_404
from core.local_text import language_now
from courses.errors import CourseTakesNothing
from courses.models import LessonPage
from courses.queries import can_read, lesson_in, reading_of
from people.http import PersonRequest, person_required
from people.models import Person


@person_required
@require_http_methods(["GET", "POST"])
def start(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """What awaits her (GET), and on to the open attempt, begun now where there is none (POST)."""
    lesson = page_or_404(lesson_in, lesson_key, language_now())
    if not can_read(request.user, lesson):
        raise Http404
    if request.method == "GET":
        sitting = _sitting(request.person, lesson_key)
        context: dict[str, Any] = {"lesson": lesson, "sitting": sitting, "errors": {}}
        if sitting and sitting.sealed:
            context["is_kept_apart"] = waits_to_begin(request.person, str(sitting.attempt.pk))
        return render(request, "assessments/start.html", context)
    try:
        attempt = services.start_attempt(request.person, lesson_key)
    except NothingToAnswer:
        raise Http404 from None
    except (TestIsShut, CourseTakesNothing) as refusal:
        messages.warning(request, str(refusal))
        return redirect("assessments:start", lesson_key)
    return redirect("assessments:attempt", attempt.pk)


@person_required
@require_safe
def attempt_detail(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """The questions while it is open, the result and the explanations once handed in."""
    return _page(request, services.end_when_over(_own_attempt(request, attempt_id)))


@person_required
@require_http_methods(["GET", "POST"])
def submit(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """Hand in, with the answers that stand in the form: a phone without scripts sends them only now.

    Where questions are open she is asked first. Asked for by GET (after signing in again, or from the language menu) it
    leads back to the questions. When time is up nobody is asked, and nothing is to be mended any more.
    """
    attempt = services.end_when_over(_own_attempt(request, attempt_id))
    if request.method == "GET":
        return redirect("assessments:attempt", attempt.pk)
    errors = services.save_answers(attempt, request.POST, by=request.person)
    time_is_up = is_time_up(attempt.span, timezone.now())
    if time_is_up and attempt.is_open:
        _hand_in(request, attempt)
    if time_is_up or not attempt.is_open:
        for sentence in dict.fromkeys(errors.values()):
            messages.warning(request, sentence)
    elif errors:
        return _page(request, attempt, errors)
    elif "save" in request.POST:
        messages.success(request, _("Your answers are saved."))
    elif "anyway" not in request.POST and (still_open := open_positions(attempt)):
        return _page(request, attempt, still_open=still_open)
    else:
        _hand_in(request, attempt)
    return redirect("assessments:attempt", attempt.pk)


@person_required
@require_http_methods(["GET", "POST"])
def practise(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """What was not right in an attempt that was handed in, once more: nothing of it is kept."""
    attempt = _own_attempt(request, attempt_id)
    if attempt.is_open:
        return redirect("assessments:attempt", attempt.pk)
    language, is_answered = language_now(), request.method == "POST"
    seed = _seed(request.POST.get("drawn", ""))
    practice = practised(attempt, request.POST, language, seed) if is_answered else practice_of(attempt, language, seed)
    lesson = _lesson(attempt.quiz.lesson_id)
    context = {
        "attempt": attempt,
        "practice": practice,
        "seed": seed,
        "is_answered": is_answered and not practice.errors,
        "lesson": lesson,
        "title": lesson.title if lesson else "",
    }
    return render(request, "assessments/practice.html", context, status=422 if practice.errors else 200)


def _sitting(person: Person, lesson_key: UUID) -> Sitting | None:
    """What awaits her; what was open when its time was up is handed in first."""
    sitting = sitting_of(person, lesson_key, language_now())
    if sitting and sitting.is_begun and not services.end_when_over(sitting.attempt).is_open:
        return sitting_of(person, lesson_key, language_now())
    return sitting


def _seed(typed: str) -> int:
    """What the numbers of a practice are drawn from: as its form says, or another."""
    return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else secrets.randbelow(10**9)


def _hand_in(request: PersonRequest, attempt: Attempt) -> None:
    try:
        services.submit_attempt(attempt.pk)
    except TakesPartNoMore:
        messages.warning(
            request, _("You no longer take part in this course: it cannot be handed in. Ask your trainer.")
        )
    except CourseTakesNothing as refusal:
        messages.warning(request, str(refusal))


def _own_attempt(request: PersonRequest, attempt_id: UUID) -> Attempt:
    return page_or_404(attempt_seen_by, request.person, attempt_id)


def _page(
    request: PersonRequest,
    attempt: Attempt,
    errors: dict[int, str] | None = None,
    still_open: list[int] | None = None,
) -> HttpResponse:
    questions = shown_questions(attempt, language_now())
    answered = sum(question.is_whole for question in questions)
    if errors:
        keys = {question.position: question.key for question in questions_of(attempt)}
        questions = [
            question.as_typed(*typed(request.POST, question.position, keys[question.position]))
            if question.position in errors
            else question
            for question in questions
        ]
    lesson = _lesson(attempt.quiz.lesson_id)
    context = {
        "attempt": attempt,
        "questions": questions,
        "answered": answered,
        "right": sum(question.is_right for question in questions),
        "lesson": lesson,
        "title": lesson.title if lesson else "",
        "errors": errors or {},
        "still_open": still_open or [],
    }
    if not attempt.is_open and attempt.quiz.counts != Counting.BEST:
        tries = tries_of([attempt.person_id], [attempt.quiz.lesson_id])[attempt.person_id]
        context["counting"] = tries[attempt.quiz.lesson_id]
    if any(question.is_marked_anew for question in questions):
        context["markings"] = markings_anew(attempt)
    if attempt.passed and lesson:
        context["reading"] = reading_of(request.user, lesson)
    template = "assessments/attempt.html" if attempt.is_open else "assessments/result.html"
    if attempt.is_open and is_time_up(attempt.span, timezone.now()):
        template = "assessments/time_up.html"
    return render(request, template, context, status=422 if errors else 200)


def _lesson(lesson_key: UUID) -> LessonPage | None:
    try:
        return lesson_in(lesson_key, language_now())
    except LessonPage.DoesNotExist:
        return None
