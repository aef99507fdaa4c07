"""Taking the questions of a lesson."""

import logging
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments import services
from assessments.errors import AnswerHasNoShape, AttemptIsSubmitted, NothingToAnswer
from assessments.forms import read_answer, typed
from assessments.models import Attempt, AttemptQuestion
from assessments.permissions import attempts_visible_to
from assessments.queries import latest_attempt, shown_questions, what_awaits
from core.errors import Refusal
from courses.models import LessonPage
from courses.queries import lesson_in, reading_of
from people.http import PersonRequest, person_required

logger = logging.getLogger(__name__)


@person_required
@require_http_methods(["GET", "POST"])
def start(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """What awaits her (GET), and on to the open attempt, begun now where there is none (POST)."""
    try:
        lesson = lesson_in(lesson_key, get_language() or "en")
    except LessonPage.DoesNotExist:
        raise Http404 from None
    reading = reading_of(request.user, lesson)
    if reading is None or not reading.may_read:
        raise Http404
    if request.method == "GET":
        context = {
            "lesson": lesson,
            "awaits": what_awaits(lesson_key),
            "latest": latest_attempt(request.person, lesson_key),
        }
        return render(request, "assessments/start.html", context)
    try:
        attempt = services.start_attempt(request.person, lesson_key)
    except NothingToAnswer:
        raise Http404 from None
    return redirect("assessments:attempt", attempt.pk)


@person_required
@require_GET
def attempt_detail(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """The questions while it is open, the result and the explanations once handed in."""
    return _page(request, _own_attempt(request, attempt_id))


@person_required
@require_POST
def save_answer(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """One answer, sent by the page as it is given. The reply names the answer it has kept."""
    own_questions = AttemptQuestion.objects.filter(attempt__in=attempts_visible_to(request.person))
    try:
        position, event_id = int(request.POST["position"]), UUID(request.POST["event"])
        question = own_questions.get(attempt=attempt_id, position=position)
    except (KeyError, ValueError, AttemptQuestion.DoesNotExist):
        attempt = _own_attempt(request, attempt_id)
        logger.warning("Malformed answer to attempt %s", attempt.pk)
        return JsonResponse({"error": _("This answer cannot be read. Open the page again.")}, status=400)
    try:
        given = read_answer(request.POST, position, question.key)
        if given is None:
            raise AnswerHasNoShape
        event = services.save_answer(
            attempt_id, position, event_id=event_id, given=given, device_at=_device_time(request)
        )
        services.refuse_held(event)
    except AttemptIsSubmitted as refusal:
        return JsonResponse({"ack": str(event_id), "error": str(refusal), "code": refusal.code}, status=409)
    except Refusal as refusal:
        return JsonResponse({"error": str(refusal), "code": refusal.code}, status=422)
    return JsonResponse({"ack": str(event_id)})


@person_required
@require_http_methods(["GET", "POST"])
def submit(request: PersonRequest, attempt_id: UUID) -> HttpResponse:
    """Hand in, with the answers that stand in the form: a phone without scripts sends them only now.

    Asked for by GET (after signing in again, or from the language menu) it leads back to the questions.
    """
    attempt = _own_attempt(request, attempt_id)
    if attempt.is_open and request.method == "POST":
        errors = _save_all(request, attempt)
        if errors:
            return _page(request, attempt, errors)
        if "save" in request.POST:
            messages.success(request, _("Your answers are saved."))
        else:
            services.submit_attempt(attempt.pk)
    return redirect("assessments:attempt", attempt.pk)


def _save_all(request: PersonRequest, attempt: Attempt) -> dict[int, str]:
    """{position: complaint} after saving every answer of the form that can be."""
    errors: dict[int, str] = {}
    known = {question.position: question.given for question in shown_questions(attempt, "en")}
    for question in attempt.questions.all():
        try:
            given = read_answer(request.POST, question.position, question.key)
        except AnswerHasNoShape as refusal:
            errors[question.position] = str(refusal)
            continue
        if given is not None and given != known[question.position]:
            services.save_answer(attempt.pk, question.position, event_id=uuid4(), given=given, device_at=None)
    return errors


def _own_attempt(request: PersonRequest, attempt_id: UUID) -> Attempt:
    return get_object_or_404(attempts_visible_to(request.person).select_related("quiz"), pk=attempt_id)


def _page(request: PersonRequest, attempt: Attempt, errors: dict[int, str] | None = None) -> HttpResponse:
    questions = shown_questions(attempt, get_language() or "en")
    answered = sum(question.given is not None for question in questions)
    if errors:
        keys = {question.position: question.key for question in attempt.questions.all()}
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
        "lesson": lesson,
        "title": lesson.title if lesson else "",
        "errors": errors or {},
    }
    if attempt.passed and lesson:
        context["reading"] = reading_of(request.user, lesson)
    template = "assessments/attempt.html" if attempt.is_open else "assessments/result.html"
    return render(request, template, context, status=422 if errors else 200)


def _lesson(lesson_key: UUID) -> LessonPage | None:
    try:
        return lesson_in(lesson_key, get_language() or "en")
    except LessonPage.DoesNotExist:
        return None


def _device_time(request: HttpRequest) -> datetime | None:
    """The time the device says it was: data, never the order."""
    try:
        said = parse_datetime(request.POST.get("device_at", "")[:40])
    except ValueError:
        return None
    return said if said and is_aware(said) else None
