"""The pages of cohorts: the lists, the figures, and each cohort."""

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cohorts import queries
from cohorts.enums import CohortState
from cohorts.kinds import due_in, links_of
from cohorts.models import Cohort
from cohorts.permissions import manages_cohorts, manages_programmes, mentors_named, teaches_cohorts
from cohorts.queries.works import newest_works_in
from cohorts.states import COHORT_PATH, DECIDED
from cohorts.tables import COHORTS, FIGURES
from core.http import page_or_404
from core.local_text import language_now
from core.states import may_move
from core.tables import narrowed
from courses.permissions import course_access
from exchange.http import list_page
from people.http import PersonRequest, person_required


@person_required
@require_safe
def cohort_list(request: PersonRequest) -> HttpResponseBase:
    """All cohorts she teaches or manages, those of before too."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.cohorts_in_list(request.person, language_now())
    context = {"manages": manages_cohorts(request.person), "plans": manages_programmes(request.person)}
    rows_of = partial(queries.figures_of, request.person)
    return list_page(request, "cohorts/cohort_list.html", COHORTS, found, context, name=_("Cohorts"), rows_of=rows_of)


@person_required
@require_safe
def all_figures(request: PersonRequest) -> HttpResponseBase:
    """All cohorts she teaches or manages in figures, drawn and as a list, by place and time."""
    if not teaches_cohorts(request.person):
        raise Http404
    found = queries.cohorts_in_list(request.person, language_now())
    left, _filters = narrowed(FIGURES, found, request.GET)
    charts = [] if "file" in request.GET else queries.charts_across(request.person, left)
    return list_page(
        request,
        "cohorts/all_figures.html",
        FIGURES,
        found,
        {"charts": charts, "title": _("Cohorts in figures"), "now": timezone.localtime()},
        name=_("Cohorts in figures"),
        rows_of=partial(queries.figures_of, request.person),
    )


@person_required
@require_safe
def cohort_detail(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """Blocks, sessions and lessons: what is done, what is open, what opens the rest."""
    cohort = page_or_404(queries.cohort_seen_by, request.person, cohort_id)
    access = course_access(request.user, request.person, cohort.course_key)
    plan = queries.course_plan(cohort, request.person, access, language_now())
    blocks = queries.block_lines(cohort, plan)
    context = {
        "cohort": cohort,
        "plan": plan,
        "path": queries.path_of(plan, blocks),
        "has_blocks": bool(blocks),
        "next": queries.next_of(cohort, blocks),
        "links": links_of(cohort.pk, learns=cohort.learns, teaches=cohort.teaches),
        "works": newest_works_in(cohort),
    }
    if cohort.learns:
        context["mentors"] = mentors_named(cohort)
    else:
        context["overview"] = queries.overview_of(request.person, cohort, plan)
    if cohort.teaches:
        context["due"] = due_in(request.person, cohort)
        context["invitation"] = _invitation(request, cohort)
        context["gives_code"] = cohort.takes_people or cohort.state == CohortState.PLANNED
        context["steps"] = queries.steps_of(cohort)
        context["decisions"] = [
            COHORT_PATH.named(name) for name in DECIDED if may_move(cohort, COHORT_PATH, name, by=request.user)
        ]
    return render(request, "cohorts/cohort_detail.html", context)


def _invitation(request: PersonRequest, cohort: Cohort) -> str:
    """What is sent to who shall join."""
    address = request.build_absolute_uri(reverse("cohorts:join", query={"code": cohort.code}))
    said = {"cohort": cohort.name, "code": cohort.code, "address": address}
    return _("Join “%(cohort)s” with the code %(code)s: %(address)s") % said
