"""The pages of assignments."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import model_to_dict
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assignments import queries, services
from assignments.enums import HAND_IN, Means, Verdict, WorkState
from assignments.errors import FileIsTooLarge
from assignments.forms import AssignmentForm, HandInForm, ReviewForm, as_handed_in
from assignments.models import Assignment, Work
from assignments.permissions import (
    assignments_open_to,
    assignments_read_by,
    assignments_set_by,
    assignments_visible_to,
    can_review,
    can_set_in,
    cohorts_helped_by,
    files_visible_to,
    learners_of,
    works_visible_to,
)
from assignments.tables import LEARNERS, WAITING
from cohorts.permissions import cohorts_taught_by, cohorts_visible_to, teaches_cohorts
from core.errors import Refusal
from core.http import form_page
from core.private_files import private_file
from core.services import once
from exchange.http import list_page
from people.http import PersonRequest, person_required
from people.models import Person
from submissions.http import hand_in_page
from submissions.kinds import MENDS
from submissions.queries import mended_by


@person_required
@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """Her own assignments over all her cohorts."""
    context = {"lines": queries.my_assignments(request.person), "reviews": teaches_cohorts(request.person)}
    return render(request, "assignments/mine.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def work(request: PersonRequest, assignment_id: UUID) -> HttpResponse:
    """What is to be done, what she handed in and what was said of it; the form to hand in.

    Who helps there is led to the list of who has handed in.
    """
    if request.method == "GET" and assignments_read_by(request.person).filter(pk=assignment_id).exists():
        return redirect("assignments:learners", assignment_id)
    assignment = get_object_or_404(assignments_visible_to(request.person).select_related("cohort"), pk=assignment_id)
    return _hand_in(request, "assignments/work.html", assignment, request.person)


@person_required
@require_http_methods(["GET", "POST"])
def hand_in_for(request: PersonRequest, assignment_id: UUID, person_id: UUID) -> HttpResponse:
    """Hand in for a learner what came on paper.

    What was not taken is mended here, whosever it is: she herself is led on to her own page.
    """
    if MENDS in request.GET and person_id == request.person.pk:
        return redirect(f"{reverse('assignments:work', args=[assignment_id])}?{request.GET.urlencode()}")
    assignment = get_object_or_404(assignments_set_by(request.person).select_related("cohort"), pk=assignment_id)
    stays = learners_of(assignment).exclude(person=request.person).select_related("person")
    person = get_object_or_404(stays, person=person_id).person
    return _hand_in(request, "assignments/hand_in_for.html", assignment, person)


def _hand_in(request: PersonRequest, template: str, assignment: Assignment, person: Person) -> HttpResponse:
    found = queries.work_on(assignment, person)
    typed, refused = None, None
    if request.method == "POST":
        try:
            typed = as_handed_in(request)
        except FileIsTooLarge as refusal:
            typed, refused = request.POST.copy(), refusal
    is_hers = person == request.person or can_review_of(request.person, found)
    versions = queries.versions_of(found) if is_hers else []
    about = f"{assignment.pk}/{person.pk}"
    mended = mended_by(request.person, HAND_IN, about, request.GET.get(MENDS, ""))
    asked_by = typed if typed is not None else mended.fields if mended else None
    form = HandInForm(
        typed,
        asks=queries.asks_seen(assignment, asked_by.get("asks", "")) if asked_by is not None else assignment.asks,
        is_on_paper=person != request.person,
        initial=versions[0].record.as_typed if versions else None,
    )
    if refused:
        form.add_error("file", str(refused))
    is_open = person != request.person or assignments_open_to(person).filter(pk=assignment.pk).exists()
    return hand_in_page(
        request,
        template,
        form,
        kind=HAND_IN,
        about=about,
        said=_("It is handed in."),
        assignment=assignment,
        learner=person,
        work=found,
        versions=versions,
        version_keys=[each.pk for each in versions] if is_hers else queries.keys_of_versions(found),
        state=WorkState(found.state if found else WorkState.OPEN),
        takes=[Means.PHOTO, Means.TEXT] if person != request.person else assignment.takes,
        writes=person != request.person or assignment.takes != [Means.RECORD],
        may_hand_in=is_open and (found is None or found.state != WorkState.APPROVED),
        next=request.path,
    )


def can_review_of(viewer: Person, found: Work | None) -> bool:
    """Whether she is shown what was handed in before."""
    return found is not None and can_review(viewer, found)


@person_required
@require_safe
def waiting(request: PersonRequest) -> HttpResponseBase:
    """What waits for her review over all her cohorts."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.works_waiting_for(request.person)
    name = _("What waits for review")
    return list_page(request, "components/list_page.html", WAITING, found, {"title": name}, name=name)


@person_required
@require_safe
def of_cohort(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """To who learns there her own; to who helps there all that is set, with how many have handed in."""
    cohort = get_object_or_404(cohorts_visible_to(request.person), pk=cohort_id)
    if not cohorts_helped_by(request.person).filter(pk=cohort.pk).exists():
        context: dict[str, Any] = {"lines": queries.my_assignments(request.person, cohort), "cohort": cohort}
        return render(request, "assignments/mine.html", context)
    found = queries.assignments_in(cohort, request.person)
    context = {"cohort": cohort, "assignments": found, "sets": can_set_in(request.person, cohort)}
    return render(request, "assignments/cohort.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def set_new(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Set an assignment for a cohort she teaches."""
    cohort = get_object_or_404(cohorts_taught_by(request.person), pk=cohort_id)
    starts = {"takes": [Means.TEXT, Means.PHOTO], "counts": True, "form_id": uuid4()}
    form = AssignmentForm(request.POST or None, cohort=cohort, initial=starts)
    if request.method == "POST" and form.is_valid():

        def make() -> str:
            services.set_assignment(form.fill(Assignment(cohort=cohort)), by=request.person)
            return reverse("assignments:cohort", args=[cohort.pk])

        address = once(form.cleaned_data["form_id"], by=request.user, make=make)
        messages.success(request, _("The assignment is set."))
        return redirect(address)
    return form_page(request, "assignments/assignment_form.html", form, cohort=cohort)


@person_required
@require_http_methods(["GET", "POST"])
def change(request: PersonRequest, assignment_id: UUID) -> HttpResponse:
    """Change what is asked, or by when."""
    assignment = get_object_or_404(assignments_set_by(request.person).select_related("cohort"), pk=assignment_id)
    cohort = assignment.cohort
    form = AssignmentForm(request.POST or None, cohort=cohort, corrects=True, initial=model_to_dict(assignment))
    if request.method == "POST" and form.is_valid():
        services.set_assignment(form.fill(assignment), by=request.person)
        messages.success(request, _("The assignment is changed."))
        return redirect("assignments:cohort", cohort.pk)
    return form_page(request, "assignments/assignment_form.html", form, cohort=cohort, assignment=assignment)


@person_required
@require_safe
def learners(request: PersonRequest, assignment_id: UUID) -> HttpResponseBase:
    """Who has handed in, of those whose work she may see."""
    found = assignments_read_by(request.person).select_related("cohort").prefetch_related("former")
    assignment = get_object_or_404(found, pk=assignment_id)
    context = {
        "title": assignment.title,
        "assignment": assignment,
        "sets": can_set_in(request.person, assignment.cohort),
        "has_records": bool(assignment.asks) or any(each.asks for each in assignment.former.all()),
    }
    return list_page(
        request,
        "assignments/learners.html",
        LEARNERS,
        queries.learners_with_work(assignment, request.person),
        context,
        name=assignment.title,
        about=assignment,
        rows_of=partial(queries.learner_lines, assignment),
    )


@person_required
@require_http_methods(["GET", "POST"])
def review(request: PersonRequest, work_id: UUID) -> HttpResponse:
    """What somebody handed in, version by version, and what is said of it."""
    seen = works_visible_to(request.person).exclude(person=request.person)
    found = get_object_or_404(seen.select_related("person", "assignment__cohort"), pk=work_id)
    reviews = can_review(request.person, found)
    versions = queries.versions_of(found)
    if request.method == "POST" and not reviews:
        raise Http404
    form = ReviewForm(request.POST or None, assignment=found.assignment, initial={"version": versions[0].pk})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        version = next((each for each in versions if each.pk == said["version"]), None)
        if version is None:
            raise Http404
        verdict, marks = Verdict(said["verdict"]), said.get("marks")
        try:
            services.review(version, verdict=verdict, comment=said["comment"], marks=marks, by=request.person)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            # The newest stands on the page now: it is the one to judge.
            form.data = {**request.POST.dict(), "version": str(versions[0].pk)}
        else:
            told = _("%(name)s is told.") if found.person.user_id else _("%(name)s has no sign-in: tell her yourself.")
            messages.success(request, told % {"name": found.person.first_name})
            return redirect("assignments:waiting")
    context = {"work": found, "versions": versions, "reviews": reviews, "state": WorkState(found.state)}
    return form_page(request, "assignments/review.html", form, **context)


@person_required
@require_safe
def file(request: PersonRequest, file_id: UUID) -> FileResponse:
    """A file of what was handed in, for who may see it. Opened by itself it can do nothing."""
    row = get_object_or_404(files_visible_to(request.person), pk=file_id)
    return private_file(request, row.path, row.media_type, name=row.name, is_saved=row.means == Means.FILE)
