"""The pages of the gradebook."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from attendance.queries import StillHers, days_still_hers
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import manages_cohorts, organisation_run_by
from cohorts.queries import cohort_taught_by, cohorts_run_by, number_learning
from core.http import form_page, page_or_404
from core.local_text import language_now
from exchange.http import list_page
from gradebook import queries, services
from gradebook.forms import GiveForm, MarkForm, WeightsForm
from gradebook.permissions import can_mark, own_stay, stay_read_by
from gradebook.queries import Activity, Book, BookLine
from gradebook.tables import gradebook_table, is_to_be_given, legend, table_of_run_cohorts
from people.http import PersonRequest, person_required


@dataclass(frozen=True)
class Marked:
    """An activity and what a learner has in it."""

    activity: Activity
    mark: int | None
    is_by_hand: bool
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is nothing yet: no mark, or none of what is counted in days and assignments."""
        return self.mark is None or (self.activity.weight is None and not self.mark)


@person_required
@require_safe
def book(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """Learners by activities, under their titles."""
    cohort, kept = _opened(request, cohort_id)
    activities = queries.activities_of(cohort, kept, language_now())
    is_file = "file" in request.GET
    headings = [(each.key, each.title) if is_file else (each.key, each.short, each.heading) for each in activities]
    near = partial(queries.people_one_step_short, cohort, kept) if "completion" in request.GET else None
    table = gradebook_table(kept, headings, near)
    marks = can_mark(request.person, cohort)
    # Of the whole book it is not asked: to write it costs as much as to ask for a page.
    found: Any = SimpleLazyObject(lambda: queries.learners_in_book(request.person, cohort))
    return list_page(
        request,
        "gradebook/book.html",
        table,
        queries.sortable(found, cohort, all_shown=marks) if request.GET.get("sort") else found,
        {"cohort": cohort, "book": kept, "activities": activities, "legend": legend(activities), "marks": marks},
        name=f"{cohort.name} – {_('Gradebook')}",
        about=cohort,
        rows_of=lambda stays: queries.book_lines(stays, kept, cohort),
        whole=queries.whole_book(cohort, number_learning(cohort)) if marks else None,
    )


@person_required
@require_safe
def running(request: PersonRequest) -> HttpResponseBase:
    """The cohorts she runs: days held, who came, who has completed, what is due."""
    if not manages_cohorts(request.person):
        raise Http404
    figures = queries.figures_of_running(request.person)
    organisation = organisation_run_by(request.person)
    title = str(organisation or _("Cohorts you run"))
    names_organisations = organisation is None or figures.organisations > 1 or "file" in request.GET
    return list_page(
        request,
        "gradebook/running.html",
        table_of_run_cohorts(names_organisations=names_organisations, is_file="file" in request.GET),
        cohorts_run_by(request.person),
        {"title": title, "figures": figures},
        name=title,
        rows_of=partial(queries.run_cohorts, request.person),
    )


@person_required
@require_http_methods(["GET", "HEAD", "POST"])
def completing(request: PersonRequest, cohort_id: UUID) -> HttpResponseBase:
    """Who has completed by the rule and who is one step short; who is ticked is given a certificate."""
    cohort, kept = _opened(request, cohort_id)
    if cohort.programme is None:
        raise Http404
    form = GiveForm(request.POST or None, cohort=cohort)
    if request.method == "POST":
        _give(request, cohort, form)
        return redirect("gradebook:completing", cohort_id)
    marks = can_mark(request.person, cohort)
    found = queries.sortable(queries.learners_in_book(request.person, cohort), cohort, all_shown=marks)
    near = queries.people_one_step_short(cohort, kept)
    asked = (lambda: near) if "completion" in request.GET else None
    to_be_given: list[BookLine] = []  # of those that the page shows

    def lines_of(stays: Sequence[Any]) -> list[BookLine]:
        lines = queries.proposals(stays, kept, cohort)
        to_be_given.extend(filter(is_to_be_given, lines))
        return lines

    return list_page(
        request,
        "gradebook/completing.html",
        gradebook_table(kept, [], asked, gives=True, all_ticked=request.GET.get("tick") == "all"),
        queries.first_completing(found, near),
        {
            "cohort": cohort,
            "gives": bool(cohort.programme.certificate_title),
            "giving": form,
            "to_be_given": to_be_given,
        },
        name=f"{cohort.name} – {_('Who has completed')}",
        about=cohort,
        rows_of=lines_of,
    )


@person_required
@require_safe
def learner(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> HttpResponse:
    """One learner for who trains her: what completes her programme, and each mark."""
    stay, kept = _stay_opened(request, cohort_id, person_id)
    marks = can_mark(request.person, stay.cohort)
    return render(request, "gradebook/learner.html", {**_how_far(stay, kept), "marks": marks})


@person_required
@require_safe
def mine(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """How far she is herself."""
    stay = get_object_or_404(own_stay(request.person, cohort_id).select_related("cohort__programme", "person"))
    shown = _how_far(stay, services.bring_up(stay.cohort))
    # Her days and her work stand above already, as what the programme asks for.
    shown["marked"] = [each for each in shown["marked"] if each.activity.weight is not None or each.is_by_hand]
    return render(request, "gradebook/mine.html", shown)


@person_required
@require_http_methods(["GET", "POST"])
def cell(request: PersonRequest, cohort_id: UUID, person_id: UUID, activity: str) -> HttpResponse:
    """How a mark came to be what it is, and the form to write it by hand."""
    stay, kept = _stay_opened(request, cohort_id, person_id)
    about = next(
        (each for each in queries.activities_of(stay.cohort, kept, language_now()) if each.key == activity), None
    )
    marks = can_mark(request.person, stay.cohort)
    if about is None or (request.method == "POST" and not marks):
        raise Http404
    form = MarkForm(request.POST or None, activity=about)
    if request.method == "POST" and form.is_valid():
        services.mark_by_hand(stay, activity, form.cleaned_data["value"], why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is written down."))
        return redirect("gradebook:learner", cohort_id, person_id)
    shown: dict[str, Any] = {"stay": stay, "activity": about, "mark": stay.gradebook.marks.get(activity)}
    shown["changes"] = queries.history_of(request.person, stay, kept, activity)
    shown["objectives"] = queries.unmet_in(request.person, stay, activity)
    return form_page(request, "gradebook/cell.html", form, marks=marks, **shown)


@person_required
@require_http_methods(["GET", "POST"])
def weights(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """What each activity weighs, and who changed it when and from what; who trains the cohort changes it."""
    cohort, kept = _opened(request, cohort_id)
    marks = can_mark(request.person, cohort)
    if request.method == "POST" and not marks:
        raise Http404
    activities = queries.activities_of(cohort, kept, language_now())
    form = WeightsForm(request.POST or None, activities=activities)
    if request.method == "POST" and form.is_valid():
        services.set_weights(cohort, form.cleaned_data, by=request.user)
        messages.success(request, _("The weights count from now on."))
        return redirect("gradebook:book", cohort_id)
    titles = {each.key: each.title for each in activities}
    changes = [(row, titles.get(row.activity, ""), was) for row, was in queries.weights_in_time(cohort, kept)]
    weighed = [each for each in activities if each.weight is not None]
    shown: dict[str, Any] = {"cohort": cohort, "changes": changes, "weighed": weighed, "marks": marks}
    return form_page(request, "gradebook/weights.html", form, **shown)


def _give(request: PersonRequest, cohort: Cohort, form: GiveForm) -> None:
    typed = form.cleaned_data if form.is_valid() else {}
    people, again = ([UUID(key) for key in typed.get(name, [])] for name in ("person", "again"))
    given, refused = services.give_certificates(
        request.person, cohort, people, again=again, language=typed.get("language", ""), by=request.user
    )
    if given:
        said = ngettext("%d certificate is given.", "%d certificates are given.", len(given)) % len(given)
        messages.success(request, said)
    for person, refusal in refused:
        messages.warning(request, _("%(name)s: %(why)s") % {"name": person.name, "why": refusal})
    if not given and not refused:
        messages.info(request, _("Nobody was ticked who has completed."))


def _opened(request: PersonRequest, cohort_id: UUID) -> tuple[Cohort, Book]:
    """A cohort she teaches or manages, and its book with all rows up to date."""
    cohort = page_or_404(cohort_taught_by, request.person, cohort_id)
    return cohort, services.bring_up(cohort)


def _stay_opened(request: PersonRequest, cohort_id: UUID, person_id: UUID) -> tuple[Any, Book]:
    stays = stay_read_by(request.person, cohort_id, person_id)
    stay = get_object_or_404(stays.select_related("cohort__programme", "person"))
    kept = services.bring_up(stay.cohort)
    return stay, kept


def _how_far(stay: Enrolment, kept: Book) -> dict[str, Any]:
    row: Any = stay.gradebook
    reasons = queries.reasons_by_hand(stay) if row.by_hand else {}
    marked = [
        Marked(each, row.marks.get(each.key), each.key in row.by_hand, reasons.get(each.key, ""))
        for each in queries.activities_of(stay.cohort, kept, language_now())
    ]
    person, asks_days = stay.person_id, kept.rule.days_percent
    still = days_still_hers(stay.cohort, [person])[person] if asks_days else StillHers()
    conditions = queries.explained(kept, row.marks, still, timezone.localdate(), row.approved, row.by_hand)
    return {"stay": stay, "row": row, "marked": marked, "conditions": conditions, "now": timezone.localtime()}
