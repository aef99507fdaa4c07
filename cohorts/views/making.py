"""A new cohort: its form, the plan that is looked at first, and what is made."""

from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cohorts import queries, services
from cohorts.forms import CohortForm, CohortOfProgrammeForm
from cohorts.permissions import manages_cohorts, programmes_offered_to
from core.http import form_page
from core.local_text import language_now
from core.services import led_to, once
from people.enums import Role
from people.http import PersonRequest, person_required
from people.models import User

# In the session: what was typed into the form that was sent last, and its id.
TYPED = "new_cohort"
# In the address in place of a programme: a cohort with a plan of its own.
BY_NONE = "none"


@person_required
@require_http_methods(["GET", "POST"])
def create(request: PersonRequest) -> HttpResponse:
    """A new cohort, by a programme manager.

    Every page of it is got, none is the answer to a form: the address names the form, so that going back shows it as it
    was, and, once the cohort is made, says so.
    """
    if not manages_cohorts(request.person):
        raise Http404
    if request.method == "POST":
        return _sent(request)
    form_id, by_which = _form_id(request.GET.get("form", "")), request.GET.get("programme", "")
    if form_id is None:
        return redirect(_address_of(uuid4(), by_which))
    made = led_to(form_id, by=request.user)
    if made:
        return render(request, "cohorts/made.html", {"made": made})
    offered = [] if by_which else list(programmes_offered_to(request.person).select_related("organisation"))
    if offered:
        ways = [(programme, _address_of(form_id, str(programme.pk))) for programme in offered]
        context = {"ways": ways, "free": _address_of(form_id, BY_NONE)}
        return render(request, "cohorts/choose_programme.html", context)
    form = _form(request, _typed(request, form_id), form_id)
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "cohorts/create.html", form)
    days = queries.plan_by_days(form.blocks, form.cleaned_data["course"], form.cleaned_data["place"])
    return form_page(request, "cohorts/create.html", form, plan=days, plan_key=_key_of_plan(form))


def _sent(request: PersonRequest) -> HttpResponse:
    """Make the cohort, where its plan is the one that she was shown; else lead to the form as it is typed."""
    form_id = _form_id(request.POST.get("form_id", "")) or uuid4()
    form = _form(request, request.POST, form_id)
    has_plan = form.is_valid()
    if has_plan and request.POST.get("confirm") == _key_of_plan(form):
        address = once(form_id, by=request.user, make=partial(_make, form, request.user))
        request.session.pop(TYPED, None)
        messages.success(request, _("The cohort is made. Its code stands on this page: write it on the board."))
        return redirect(address)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)  # of the page, not of what she typed
    request.session[TYPED] = {"form": str(form_id), "typed": typed.urlencode()}
    by_which = request.GET.get("programme", "") or BY_NONE
    return redirect(_address_of(form_id, by_which) + ("#plan" if has_plan else ""))


def _key_of_plan(form: CohortForm | CohortOfProgrammeForm) -> str:
    """Names the plan of a valid form: another day, hour, lesson or venue is another plan."""
    return sha256(repr((form.blocks, form.cleaned_data["venue"])).encode()).hexdigest()


def _form(request: PersonRequest, typed: QueryDict | None, form_id: UUID) -> CohortForm | CohortOfProgrammeForm:
    """That of the programme the address names, else the one with a plan of its own."""
    given: dict[str, Any] = {"person": request.person, "language": language_now(), "initial": {"form_id": form_id}}
    by_which = request.GET.get("programme", BY_NONE)
    if by_which == BY_NONE:
        return CohortForm(typed, **given)
    offered = programmes_offered_to(request.person).prefetch_related("blocks", "courses").select_related("organisation")
    programme = get_object_or_404(offered, pk=_form_id(by_which))
    return CohortOfProgrammeForm(typed, programme=programme, **given)


def _typed(request: PersonRequest, form_id: UUID) -> QueryDict | None:
    """What was typed into this form, where it was the last to be sent."""
    kept = request.session.get(TYPED, {})
    if kept.get("form") != str(form_id):
        return None
    typed = QueryDict(kept["typed"], mutable=True)
    typed["form_id"] = str(form_id)
    return typed


def _form_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _address_of(form_id: UUID, by_which: str) -> str:
    query = {"form": str(form_id), "programme": by_which}
    return reverse("cohorts:create", query={name: value for name, value in query.items() if value})


def _make(form: CohortForm | CohortOfProgrammeForm, by: User) -> str:
    """The cohort of a valid form with its team; the address of its page."""
    fields = ("name", "course", "organisation", "place", "language", "starts_on", "capacity")
    chosen = {name: form.cleaned_data[name] for name in fields}
    chosen["team"] = {Role.TRAINER: form.cleaned_data["trainer"], Role.MENTOR: form.cleaned_data["mentor"]}
    if isinstance(form, CohortForm):
        cohort = services.create_cohort(**chosen, ends_on=form.cleaned_data["ends_on"], plan=form.plan(), by=by)
    else:
        is_open = form.cleaned_data["is_open"]
        cohort = services.create_cohort_of(form.programme, **chosen, plan=form.plan(), is_open=is_open, by=by)
    return reverse("cohorts:cohort", args=[cohort.pk])
