"""The page on which a learner is called, written to or asked to do a lesson."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts.models import Enrolment
from cohorts.permissions import can_see_results
from core.errors import Refusal
from core.forms import CreatingForm
from core.http import form_page, page_or_404
from core.services import once
from followups import services
from followups.enums import Kind
from followups.forms import CallForm, LessonForm, MessageForm
from followups.permissions import can_write_to
from followups.queries import facts_for, heading_of, lesson_to_propose, lessons_to_ask, stay_followed_by, words_to_write
from people.http import PersonRequest, person_required
from people.models import Person


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: PersonRequest, cohort_id: UUID, person_id: UUID, kind: str) -> HttpResponse:
    """Why it is done, the form, and what was done before."""
    if kind not in Kind:
        raise Http404
    stay = page_or_404(stay_followed_by, request.person, cohort_id, person_id)
    if kind == Kind.LESSON and not can_see_results(request.person, stay):
        raise Http404  # the lessons that she has not done are a result
    may_write = can_write_to(request.person, stay)
    if kind == Kind.MESSAGE and request.method == "POST" and not may_write:
        raise Http404
    facts = facts_for(request.person, stay)
    form = _form(Kind(kind), stay, facts, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            make = partial(_do, Kind(kind), stay, form.cleaned_data, facts["advice"].because, request.person)
            address = once(form.cleaned_data["form_id"], by=request.user, make=make)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _DONE[Kind(kind)]())
            return redirect(address)
    heading = heading_of(request.person, stay, Kind(kind))
    shown = {"stay": stay, "kind": kind, "heading": heading, "part": facts, "may_write": may_write}
    return form_page(request, "followups/act.html", form, **shown)


_DONE = {
    Kind.CALL: lambda: _("The call is written down."),
    Kind.MESSAGE: lambda: _("Sent. The answer comes to your talks."),
    Kind.LESSON: lambda: _("She is told, and the lesson stands on her desk until it is done."),
}


def _form(kind: Kind, stay: Enrolment, facts: dict[str, Any], sent: Any) -> CreatingForm:
    if kind == Kind.CALL:
        return CallForm(sent)
    if kind == Kind.MESSAGE:
        return MessageForm(sent, initial={"body": words_to_write(stay.person, facts["advice"])})
    lessons = lessons_to_ask(stay)
    proposed = lesson_to_propose(stay, lessons, facts["wanted"])
    return LessonForm(sent, lessons=lessons, initial={"lesson": proposed})


def _do(kind: Kind, stay: Enrolment, said: dict[str, Any], because: str, by: Person) -> str:
    if kind == Kind.CALL:
        services.note_call(stay, reached=said["reached"], note=said["note"], because=because, by=by)
    elif kind == Kind.MESSAGE:
        services.write_to(stay, said["body"], because=because, by=by)
    else:
        services.ask_to_do(stay, UUID(said["lesson"]), because=because, by=by)
    return reverse("cohorts:learner", args=[stay.cohort_id, stay.person_id])
