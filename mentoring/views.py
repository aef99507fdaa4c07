"""The way from a lesson to the talk about it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core.http import page_or_404
from mentoring.services import ask_about_lesson
from people.http import PersonRequest, person_required


@person_required
@require_POST
def ask(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """On to the talk about a lesson, opened now where there is none."""
    thread = page_or_404(ask_about_lesson, request.person, lesson_key)
    return redirect("talks:thread", thread.pk)
