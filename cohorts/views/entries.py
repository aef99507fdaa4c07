"""The ways into a cohort and out of it: her place in the line, and the trainer's list of who comes and goes."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cohorts import queries, services
from cohorts.enums import EnrolmentStatus
from cohorts.forms import DecliningForm, InvitingForm, MovingForm, PlacesForm
from cohorts.models import Cohort, Invitation
from cohorts.permissions import invitations_given_in, trainers_of
from cohorts.tables import LEFT
from core.errors import Refusal
from core.forms import Form
from core.http import page_or_404
from exchange.http import list_page
from people.http import PersonRequest, person_required

TRAINERS_NAMED = 3
# Who asks, waits or is invited stands on one page: of more than this the first are answered first.
SHOWN_AT_ONCE = 100


@person_required
@require_safe
def my_place(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """How her asking stands: her number in the line, or the answer."""
    stay = page_or_404(queries.own_stay_in, request.person, cohort_id)
    if stay.status == EnrolmentStatus.ACTIVE:
        return redirect("cohorts:cohort", cohort_id)
    number = queries.place_in_line(stay) if stay.status == EnrolmentStatus.WAITING else None
    has_ended = stay.status == EnrolmentStatus.WITHDRAWN
    trainers = list(trainers_of(stay.cohort)[:TRAINERS_NAMED]) if has_ended else []
    context = {"stay": stay, "cohort": stay.cohort, "number": number, "trainers": trainers}
    return render(request, "cohorts/my_place.html", context)


@person_required
@require_POST
def give_up(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """She waits no longer, or takes back that she asked."""
    stay = page_or_404(queries.own_stay_in, request.person, cohort_id)
    if stay.status == EnrolmentStatus.ACTIVE:
        raise Http404
    services.withdraw_learner(stay, by=request.user)
    messages.success(request, _("You are on the list no more."))
    return redirect("cohorts:join")


@person_required
@require_safe
def coming_and_going(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """For who teaches: who waits for a place, and who has left and why."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    return _coming_and_going(request, cohort, PlacesForm(initial={"capacity": cohort.capacity}))


@person_required
@require_http_methods(["GET", "POST"])
def change_places(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """More places, or fewer; who waits moves up."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    if request.method == "GET":  # what was refused is read in another language, or loaded again
        return redirect("cohorts:coming-and-going", cohort_id)
    with transaction.atomic():
        form = PlacesForm(request.POST, initial={"capacity": services.locked(cohort).capacity})
        if form.is_valid() and _places_are_changed(form, cohort, request):
            messages.success(request, _("The number of places is changed."))
            return redirect("cohorts:coming-and-going", cohort_id)
    cohort.refresh_from_db()
    return _coming_and_going(request, cohort, form)


def _places_are_changed(form: PlacesForm, cohort: Cohort, request: PersonRequest) -> bool:
    try:
        services.change_capacity(cohort, capacity=form.cleaned_data["capacity"], by=request.user)
    except Refusal as refusal:
        form.add_error(refusal.field, str(refusal))
    return form.is_valid()


@person_required
@require_POST
def take_off_list(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """Somebody said that she waits no longer."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(queries.waiting_in(cohort).select_related("cohort"), pk=stay_id)
    services.withdraw_learner(stay, by=request.user)
    messages.success(request, _("%(name)s is on the waiting list no more.") % {"name": stay.person.name})
    return redirect("cohorts:coming-and-going", cohort_id)


@person_required
@require_POST
def answer(request: PersonRequest, cohort_id: UUID, stay_id: int) -> HttpResponse:
    """Take who asked to join, or say why not."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(queries.asked_to_join(cohort).select_related("cohort", "person"), pk=stay_id)
    said = {"name": stay.person.name}
    if "approve" in request.POST:
        services.approve(stay, by=request.user)
        is_in = stay.status == EnrolmentStatus.ACTIVE
        words = _("%(name)s takes part now.") if is_in else _("The cohort is full: %(name)s waits for a place.")
        messages.success(request, words % said)
        return redirect("cohorts:coming-and-going", cohort_id)
    form = DecliningForm(request.POST)
    if form.is_valid():
        services.decline(stay, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(name)s is told that she is not taken, and why.") % said)
    else:
        messages.warning(request, _("Write why: %(name)s reads it.") % said)
    return redirect("cohorts:coming-and-going", cohort_id)


@person_required
@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """Invite by phone, one or a list."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    if request.method == "GET":
        return redirect("cohorts:coming-and-going", cohort_id)
    form = InvitingForm(request.POST, cohort=cohort)
    if not form.is_valid():
        return _coming_and_going(request, cohort, form)
    try:
        with transaction.atomic():
            made = services.invite(cohort, form.cleaned_data["people"], by=request.user)
            none_goes, left = services.ask_for_each(made if form.cleaned_data["by_sms"] else [], by=request.user)
    except Refusal as refusal:
        form.add_error("people", str(refusal))
        return _coming_and_going(request, cohort, form)
    number = len(made)
    messages.success(request, ngettext("%d invitation is new.", "%d invitations are new.", number) % number)
    if form.left_out:
        messages.warning(request, _("Not invited, for no phone number is in: %s") % "; ".join(form.left_out))
    if left:
        names = "; ".join(f"{each.phone} {each.name}".strip() for each in left)
        said = _("You have sent very many SMS today: these are invited, and no SMS goes to them: %(names)s")
        messages.warning(request, said % {"names": names})
    if none_goes:
        messages.warning(request, _("Who has no Indian mobile number gets no SMS: send her the link in another way."))
    return redirect("cohorts:coming-and-going", cohort_id)


@person_required
@require_POST
def send_sms(request: PersonRequest, cohort_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Send the link of an invitation by SMS."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    invitation = get_object_or_404(invitations_given_in(request.person), pk=invitation_id, cohort=cohort)
    try:
        message = services.ask_for_sms(invitation, by=request.user)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        leaves = date_format(timezone.localtime(message.due_at), "DATETIME_FORMAT")
        messages.success(request, _("The SMS leaves on %(moment)s.") % {"moment": leaves})
    return redirect("cohorts:coming-and-going", cohort_id)


@person_required
@require_POST
def take_back(request: PersonRequest, cohort_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    services.take_back(get_object_or_404(queries.invited_to(cohort), pk=invitation_id), by=request.user)
    return redirect("cohorts:coming-and-going", cohort_id)


@person_required
@require_POST
def move_learner(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """Let a learner go on in another cohort of the same course."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    stay = get_object_or_404(queries.learners_of(cohort).select_related("cohort", "person__user"), person=person_id)
    form = MovingForm(request.POST, cohorts=queries.cohorts_to_move_to(request.person, cohort))
    if not form.is_valid():
        messages.warning(request, _("Choose the cohort she moves to."))
        return redirect("cohorts:learner", cohort_id, person_id)
    to = form.cleaned_data["to"]
    services.transfer(stay, to, by=request.user)
    said = {"name": stay.person.name, "cohort": to.name, "before": cohort.name}
    sentence = _(
        "%(name)s goes on in %(cohort)s. Lessons and their results go along. Field work she handed in stays with "
        "%(before)s: she can still read it under My assignments."
    )
    messages.success(request, sentence % said)
    return redirect("cohorts:learners", cohort_id)


def _coming_and_going(request: PersonRequest, cohort: Cohort, form: Form) -> HttpResponseBase:
    is_inviting = isinstance(form, InvitingForm)
    also = queries.also_elsewhere(cohort, request.person)
    others = {each.person.pk: each.cohorts for each in also}
    invited = queries.invitation_lines(request.person, list(queries.invited_to(cohort)[:SHOWN_AT_ONCE]))
    context = {
        "cohort": cohort,
        "form": form,
        "places": PlacesForm(initial={"capacity": cohort.capacity}) if is_inviting else form,
        "inviting": form if is_inviting else InvitingForm(cohort=cohort),
        "declining": DecliningForm(),
        "asked": [(stay, others.get(stay.person_id)) for stay in queries.asked_to_join(cohort)[:SHOWN_AT_ONCE]],
        "invited": [(line, _invitation_text(request, line.invitation)) for line in invited],
        "told": sum(line.is_told for line in invited),
        "waiting": [(stay, others.get(stay.person_id)) for stay in queries.waiting_in(cohort)[:SHOWN_AT_ONCE]],
        "in_both": [each for each in also if each.is_in_both][:SHOWN_AT_ONCE],
        "not_taken": queries.not_taken_into(cohort)[:SHOWN_AT_ONCE],
        "left_unnamed": queries.left_without_name(cohort, request.person),
        "taking_part": queries.learners_of(cohort).count(),
    }
    answer = list_page(
        request,
        "cohorts/coming_and_going.html",
        LEFT,
        queries.left_from(cohort, request.person),
        context,
        name=f"{cohort.name} – {_('Who comes and goes')}",
        about=cohort,
    )
    if form.errors:
        answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return answer


def _invitation_text(request: PersonRequest, invitation: Invitation) -> str:
    """What is sent to her by hand."""
    address = request.build_absolute_uri(reverse("cohorts:invitation", args=[invitation.pk]))
    said = {"name": invitation.name, "cohort": invitation.cohort.name, "address": address}
    return _("%(name)s, you are invited to “%(cohort)s”. Sign in with this phone number: %(address)s") % said
