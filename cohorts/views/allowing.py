"""More time, more tries or other hours at a test, given by who teaches."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.services import allow, take_back
from cohorts import queries
from cohorts.forms import AllowanceForm
from core.http import form_page, page_or_404
from core.local_text import language_now
from people.http import PersonRequest, person_required

PAGE = "cohorts:allowances"


@person_required
@require_http_methods(["GET", "POST"])
def allowances(request: PersonRequest, cohort_id: UUID) -> HttpResponse:
    """What was given and holds (GET), and one more (POST)."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    tests = queries.tests_taken_in(cohort, language_now())
    data = request.POST if request.method == "POST" else None
    form = AllowanceForm(data, tests=tests, learners=queries.people_learning_in(cohort))
    if data is not None and form.is_valid():
        typed = form.cleaned_data
        person = form.learners.get(typed["learner"])
        group = None if person else cohort.pk
        quiz = form.tests[typed["test"]].quiz
        allow(quiz, form.change, person=person, group=group, reason=typed["reason"], by=request.user)
        messages.success(request, _("It holds from now on."))
        return redirect(PAGE, cohort_id)
    context = {"cohort": cohort, "tests": tests, "allowed": queries.allowed_in(cohort, tests)}
    return form_page(request, "cohorts/allowances.html", form, **context)


@person_required
@require_POST
def end(request: PersonRequest, cohort_id: UUID, allowance_id: int) -> HttpResponse:
    """Take one back that holds in this cohort."""
    cohort = page_or_404(queries.cohort_taught_by, request.person, cohort_id)
    here = queries.allowed_in(cohort, queries.tests_taken_in(cohort, language_now()))
    found = next((each.allowance for each in here if each.allowance.pk == allowance_id), None)
    if found is None:
        raise Http404
    take_back(found, by=request.user)
    messages.success(request, _("It is taken back. Who is answering now keeps her time."))
    return redirect(PAGE, cohort_id)
