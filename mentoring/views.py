"""The way from a lesson to the talk about it."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cohorts.queries import my_cohorts
from core.http import page_or_404
from core.local_text import language_now
from courses.queries import course_key_of, lesson_in
from mentoring.services import open_lesson_talk
from people.http import PersonRequest, person_required


@person_required
@require_POST
def ask(request: PersonRequest, lesson_key: UUID) -> HttpResponse:
    """On to the talk about a lesson, opened now where there is none."""
    lesson = page_or_404(lesson_in, lesson_key, language_now())
    course_key = course_key_of(lesson)
    cohort = next((cohort for cohort in my_cohorts(request.person) if cohort.course_key == course_key), None)
    if cohort is None:
        raise Http404
    thread = open_lesson_talk(request.person, cohort=cohort, lesson_key=lesson_key)
    return redirect("talks:thread", thread.pk)
