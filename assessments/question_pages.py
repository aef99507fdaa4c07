"""The pages beside a question of the bank in the admin: where it stands, how it works, mark anew."""

from decimal import Decimal
from typing import Any

from django.contrib.admin.utils import quote
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from assessments.bank import move_question
from assessments.enums import QuestionState
from assessments.forms import NarrowedForm, RegradeForm, ReviewForm
from assessments.item_statistics import LEAST_ATTEMPTS, ItemFigures
from assessments.models import Question
from assessments.queries import (
    duplicates,
    history_of,
    item_figures,
    names_of,
    previewed,
    regrades_of,
    reliability_figures,
    reviewed,
    trial_of,
)
from assessments.regrading import mark_anew
from assessments.states import QUESTION, REVIEWS
from core.charts import Chart, ChartKind, Point, Series
from core.enums import Language
from core.errors import Refusal
from core.local_text import choose, language_now
from core.states import may_move
from people.permissions import person_of

SAID_OF = {
    QuestionState.DRAFT: _("The question is a draft again. Who wrote it reads your word."),
    QuestionState.IN_REVIEW: _("The question waits for somebody else to review it. Nobody is asked it yet."),
    QuestionState.IN_USE: _("The question is in use: it is asked in attempts that begin from now on."),
    QuestionState.RETIRED: _("The question is retired: it is asked no more. What was answered stays."),
}
ATTEMPTS_A_PAGE = 50
MOST_KEYS_BEFORE = 5


class QuestionPage(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """One of them, for who may change the ``question``."""

    permission_required = "change"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.question = get_object_or_404(Question, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": address_of("edit", self.question), "label": str(self.question)},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "question": self.question}


class StandsView(QuestionPage):
    """How far a question is, who uses it and how it stood before; and the moves from there."""

    template_name = "assessments/admin/stands.html"
    header_icon = "list-ul"
    page_title = _("State, use and versions")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        may = [each for each in QUESTION.moves if may_move(self.question, QUESTION, each.name, by=request.user)]
        self.form = ReviewForm(request.POST if request.method == "POST" else None, question=self.question, moves=may)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request, pk=pk)
        try:
            move_question(self.question, by=request.user, **self.form.cleaned_data)
        except Refusal as refusal:
            self.form.refuse(refusal)
            return self.get(request, pk=pk)
        self.question.refresh_from_db()
        messages.success(request, SAID_OF[QuestionState(self.question.state)])
        return redirect(address_of("stands", self.question))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        history = history_of(self.question)
        languages = [(code, str(name)) for code, name in Language.choices if code in self.question.texts]
        shown = reviewed(
            [
                *((self.question, code) for code, _name in languages),
                *((version.question, language_now()) for version in history.versions),
            ]
        )
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "asks_for_a_word": any(each.name in REVIEWS for each in self.form.moves),
            "steps": QUESTION.steps(self.question.state),
            "texts": [(name, each) for (_code, name), each in zip(languages, shown, strict=False)],
            "history": history,
            "versions": list(zip(history.versions, shown[len(languages) :], strict=True)),
        }


class StatisticsView(QuestionPage):
    """How a question works: how hard it is, whether it tells the good from the weak, and who chose what."""

    template_name = "assessments/admin/statistics.html"
    header_icon = "view"
    page_title = _("How it works")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = self.question
        figures = item_figures(question)
        text = choose(question.texts).value
        right = question.answer if isinstance(question.answer, list) else [question.answer]
        return {
            **super().get_context_data(**kwargs),
            "prompt": text["prompt"],
            "figures": figures,
            "options": [
                (use, text["options"][use.key], use.key in right) for use in (figures.options if figures else [])
            ],
            "reliability": reliability_figures(question),
            **(_parts_of(figures) if figures else {}),
            "least": LEAST_ATTEMPTS,
        }


class DuplicatesView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the bank may have twice, of the course and the lesson to which the list was narrowed."""

    permission_required = "change"
    template_name = "assessments/admin/duplicates.html"
    header_icon = "copy"
    page_title = _("Find duplicates")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = NarrowedForm(self.request.GET)
        found, many = duplicates(**form.cleaned_data) if form.is_valid() else ([], 0)
        pairs = [(each, [(side, address_of("edit", side)) for side in (each.one, each.other)]) for each in found]
        return {**super().get_context_data(**kwargs), "pairs": pairs, "many": many}


class AnewView(QuestionPage):
    """What comes of the attempts that had another key, before they are marked anew; and what was marked anew before."""

    template_name = "assessments/admin/anew.html"
    header_icon = "history"
    page_title = _("Mark anew")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = RegradeForm(request.POST if request.method == "POST" else None, question=self.question)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request, pk=pk)
        said = self.form.cleaned_data
        job = mark_anew(self.question, reason=said["reason"], takes_passes=said["takes_passes"], by=request.user)
        return redirect(job)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trial = trial_of(self.question)
        page = Paginator(trial.replays, ATTEMPTS_A_PAGE).get_page(self.request.GET.get("p"))
        names = names_of(page.object_list, person_of(self.request.user))
        return {
            **super().get_context_data(**kwargs),
            "shown": previewed(self.question, language_now(), reveal=True),
            "form": self.form,
            "trial": trial,
            "right_before": trial.right_before.most_common(MOST_KEYS_BEFORE),
            "refused": sorted((str(why), number) for why, number in trial.refused.items() if number),
            "page": page,
            "rows": [(each, names.get(each.attempt.person_id, "")) for each in page],
            "regrades": regrades_of(self.question),
        }


def _parts_of(figures: ItemFigures) -> dict[str, Any]:
    """How it works in each language, as table and picture, and in each version."""
    languages = [(_language_named(part.name), part) for part in figures.languages]
    points = [Point(name, round(Decimal(part.facility), 1), part.attempts) for name, part in languages]
    title, series = gettext("Right in each language"), [Series(gettext("Facility"), points)]
    return {
        "languages": languages,
        "most": next((name for name, part in languages if part.name), ""),
        "chart": Chart(ChartKind.BARS, title, series, unit="%") if len(languages) > 1 else None,
        "versions": figures.versions if len(figures.versions) > 1 else [],
    }


def _language_named(code: str) -> str:
    return str(Language(code).label) if code else gettext("Not noted")


def address_of(page: str, question: Question) -> str:
    """The address of a ``page`` of a question: edit, stands, works, anew."""
    return reverse(Question.snippet_viewset.get_url_name(page), args=[quote(question.pk)])
