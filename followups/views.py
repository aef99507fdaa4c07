"""The page on which a learner is called, written to or asked to do a lesson."""

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from cohorts.enums import Condition
from cohorts.models import Enrolment
from cohorts.permissions import can_call, can_see_results
from cohorts.queries import LearnerProgress, lesson_entries, lessons_on_plan, progress_of
from core.errors import Refusal
from core.forms import CreatingForm
from core.http import form_page, page_or_404
from core.local_text import language_now
from core.services import once
from courses.queries import LessonEntry
from followups import services
from followups.enums import Kind, Sign
from followups.forms import CallForm, LessonForm, MessageForm
from followups.permissions import can_write_to
from followups.queries import NOTHING_TO_DO, Advice, lessons_to_ask, stay_followed_by
from followups.tables import TO_DO, facts_about
from gradebook.services import one_step_short_lately
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
    facts = _facts(request.person, stay)
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
    shown = {"stay": stay, "kind": kind, "heading": TO_DO[Kind(kind)], "part": facts, "may_write": may_write}
    return form_page(request, "followups/act.html", form, **shown)


_DONE = {
    Kind.CALL: lambda: _("The call is written down."),
    Kind.MESSAGE: lambda: _("Sent. The answer comes to your talks."),
    Kind.LESSON: lambda: _("She is told, and the lesson stands on her desk until it is done."),
}


def _facts(viewer: Person, stay: Enrolment) -> dict[str, Any]:
    """The same, and the number to call; of who shares no results only what can be done."""
    phone = stay.person.contact_phone if can_call(viewer, stay.cohort) else ""
    if not can_see_results(viewer, stay):
        return {"advice": NOTHING_TO_DO, "done": [], "phone": phone, "wanted": []}
    keys = [entry.key for entry in lesson_entries(stay.cohort, language_now())]
    progress = progress_of(stay, keys, lessons_on_plan(stay.cohort))
    return {**facts_about(stay, progress), "phone": phone, "wanted": _wanted(stay, progress)}


def _wanted(stay: Enrolment, progress: LearnerProgress) -> list[UUID | None]:
    """The lessons to ask for first: that of the test where it alone is wanting, then those that she fails."""
    programme, short = stay.cohort.programme, one_step_short_lately(stay.cohort).get(stay.person_id)
    test = [programme.post_test_id] if programme and short and short.condition == Condition.POST_TEST else []
    return [*test, *(each.key for each in progress.failing)]


def _form(kind: Kind, stay: Enrolment, facts: dict[str, Any], sent: Any) -> CreatingForm:
    if kind == Kind.CALL:
        return CallForm(sent)
    if kind == Kind.MESSAGE:
        return MessageForm(sent, initial={"body": _words_for(stay.person, facts["advice"])})
    lessons = lessons_to_ask(stay)
    return LessonForm(sent, lessons=lessons, initial={"lesson": _to_propose(lessons, facts["wanted"])})


def _to_propose(lessons: Sequence[LessonEntry], wanted: Sequence[UUID | None]) -> UUID | None:
    """The first that is wanted and may be asked for, else the first that she has not done."""
    keys = [entry.key for entry in lessons]
    return next((key for key in wanted if key in keys), next(iter(keys), None))


def _words_for(person: Person, advice: Advice) -> str:
    """What may be written because of the most urgent sign, in her language; to be changed."""
    with override(person.language):
        words = {
            Sign.SILENT: _("Namaste %(name)s, I have not seen you in the lessons for a while. What can I help with?"),
            Sign.ONE_SHORT: _("Namaste %(name)s, you are one step from your certificate. When can we do it together?"),
            Sign.FAILING: _("Namaste %(name)s, one lesson is hard going, I see. Shall we go through it together?"),
        }
        return words[advice.evidence[0].sign] % {"name": person.first_name} if advice.evidence else ""


def _do(kind: Kind, stay: Enrolment, said: dict[str, Any], because: str, by: Person) -> str:
    if kind == Kind.CALL:
        services.note_call(stay, reached=said["reached"], note=said["note"], because=because, by=by)
    elif kind == Kind.MESSAGE:
        services.write_to(stay, said["body"], because=because, by=by)
    else:
        services.ask_to_do(stay, UUID(said["lesson"]), because=because, by=by)
    return reverse("cohorts:learner", args=[stay.cohort_id, stay.person_id])
