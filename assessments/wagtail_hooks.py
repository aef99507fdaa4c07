"""The question bank in the admin."""

from typing import Any

import django_filters
from django import forms
from django.contrib.admin.utils import quote
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from assessments.bank import bring_back, retire
from assessments.enums import Difficulty, QuestionKind
from assessments.formats.known import FORMS
from assessments.forms import RegradeForm
from assessments.imports import as_table, as_text
from assessments.item_statistics import LEAST_ATTEMPTS
from assessments.models import Question, Quiz
from assessments.queries import (
    item_figures,
    names_of,
    previewed,
    questions_of_bank,
    regrades_of,
    reliability_figures,
    trial_of,
)
from assessments.question_form import question_panels
from assessments.regrading import mark_anew
from core.enums import Language
from core.local_text import choose, language_now
from core.numbers import percent_of
from courses.queries import course_choices, lesson_choices
from exchange.files import FileFormat
from exchange.http import as_file, as_text_file
from exchange.permissions import kind_for
from people.permissions import person_of

ATTEMPTS_A_PAGE = 50
MOST_KEYS_BEFORE = 5


def _written_or_not() -> list[tuple[str, str]]:
    """Each language, and each with a minus: not yet in it."""
    names = [(code, name) for code, name in Language.choices if code != Language.ENGLISH]
    return [*names, *((f"-{code}", gettext("Not yet in %(language)s") % {"language": name}) for code, name in names)]


class QuestionFilters(WagtailFilterSet):
    """What the list may be narrowed to."""

    course = django_filters.ChoiceFilter(label=_("Course"), field_name="lesson__course_key", choices=course_choices)
    lesson = django_filters.ChoiceFilter(label=_("Lesson"), field_name="lesson", choices=lesson_choices)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=QuestionKind.choices)
    difficulty = django_filters.ChoiceFilter(label=_("Difficulty"), choices=Difficulty.choices)
    language = django_filters.ChoiceFilter(label=_("Language"), choices=_written_or_not, method="written_in")
    retired = django_filters.BooleanFilter(
        label=_("Retired"), field_name="retired_at", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Question
        fields: list[str] = []

    def written_in(self, found: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        has_it = Q(texts__has_key=value.removeprefix("-"))
        return found.exclude(has_it) if value.startswith("-") else found.filter(has_it)


class QuestionIndex(IndexView):
    """The list, out as a file and in again; a row's last action retires the question or brings it back."""

    FORMATS = (*IndexView.FORMATS, *FORMS)
    show_export_buttons = True
    export_filename = "questions"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        for name, form in FORMS.items():
            label = format_lazy(_("Download {form}"), form=form.reader.name)
            buttons.append(Button(label, url=self.get_export_url(name), icon_name="download", priority=100))
        lesson = self.request.GET.get("lesson", "")
        if kind_for(self.request.user, "questions", lesson) is None:
            return buttons
        address = reverse("exchange:start", args=["questions"], query={"about": lesson} if lesson else None)
        label = _("Bring in questions of this lesson") if lesson else _("Bring in questions")
        return [*buttons, Button(label, url=address, icon_name="upload", priority=110)]

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """In the shape in which it is brought in again; a table has nothing in it that a spreadsheet would run."""
        name = self.export_filename
        if form := FORMS.get(spreadsheet_format):
            pieces = as_text(queryset, spreadsheet_format)
            return as_text_file(self.request, pieces, name=name, ending=form.ending, content_type=form.content_type)
        header, rows = as_table(queryset)
        return as_file(self.request, FileFormat(spreadsheet_format), header, rows, name=name)

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *_own_buttons(instance, self)]


class QuestionEdit(EditView):
    """The form; retiring is beside it, not in it."""

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *_own_buttons(self.object, self)]


class RetireView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks, and retires a question or brings it back."""

    permission_required = "change"
    template_name = "assessments/admin/retire.html"
    header_icon = "help"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.question = get_object_or_404(Question, pk=kwargs["pk"])
        self.label = self.page_title = _retire_label(self.question)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.question.retired_at:
            bring_back(self.question, by=request.user)
            messages.success(request, gettext("The question is asked again."))
        else:
            retire(self.question, by=request.user)
            messages.success(request, gettext("The question is retired: it is asked no more."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse(Question.snippet_viewset.get_url_name("list"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "question": self.question}


class StatisticsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """How a question works: how hard it is, whether it tells the good from the weak, and who chose what."""

    permission_required = "change"
    template_name = "assessments/admin/statistics.html"
    header_icon = "view"
    page_title = _("How it works")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = get_object_or_404(questions_of_bank(), pk=self.kwargs["pk"])
        figures = item_figures(question)
        text = choose(question.texts).value
        right = question.answer if isinstance(question.answer, list) else [question.answer]
        return {
            **super().get_context_data(**kwargs),
            "question": question,
            "prompt": text["prompt"],
            "figures": figures,
            "options": [
                (use, text["options"][use.key], use.key in right) for use in (figures.options if figures else [])
            ],
            "reliability": reliability_figures(question),
            "least": LEAST_ATTEMPTS,
        }


class AnewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What comes of the attempts that had another key, before they are marked anew; and what was marked anew before."""

    permission_required = "change"
    template_name = "assessments/admin/anew.html"
    header_icon = "history"
    page_title = _("Mark anew")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.question = get_object_or_404(Question, pk=kwargs["pk"])
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
            "question": self.question,
            "shown": previewed(self.question, language_now(), reveal=True),
            "form": self.form,
            "trial": trial,
            "right_before": trial.right_before.most_common(MOST_KEYS_BEFORE),
            "refused": sorted((str(why), number) for why, number in trial.refused.items() if number),
            "page": page,
            "rows": [(each, names.get(each.attempt.person_id, "")) for each in page],
            "regrades": regrades_of(self.question),
        }


class QuestionViewSet(SnippetViewSet):
    """Questions with their texts in every language."""

    model = Question
    icon = "help"
    add_to_admin_menu = True
    index_view_class = QuestionIndex
    edit_view_class = QuestionEdit
    list_display = [
        "__str__",
        Column("course_title", label=_("Course")),
        Column("lesson", label=_("Lesson"), sort_key="lesson__position"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column(lambda question: Difficulty(question.difficulty).label, label=_("Difficulty"), sort_key="difficulty"),
        Column("times_asked", label=_("Answered"), sort_key="times_asked"),
        Column(lambda question: _percent_right(question), label=_("Right")),
        Column(lambda question: gettext("Retired") if question.retired_at else "", label=_("Retired")),
    ]
    filterset_class = QuestionFilters
    search_fields = [f"texts__{language}__prompt" for language in Language.values]
    edit_handler = question_panels()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return questions_of_bank()

    def get_urlpatterns(self) -> list[URLPattern]:
        policy = self.permission_policy
        return [
            *super().get_urlpatterns(),
            path("retire/<int:pk>/", self.construct_view(RetireView, permission_policy=policy), name="retire"),
            path("works/<int:pk>/", self.construct_view(StatisticsView, permission_policy=policy), name="works"),
            path("anew/<int:pk>/", self.construct_view(AnewView, permission_policy=policy), name="anew"),
        ]


class QuizForm(WagtailAdminModelForm):
    """The settings of the test of a lesson, which stays that of its lesson."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [("", _("Choose a lesson")), *lesson_choices()]
        self.fields["lesson"].disabled = bool(self.instance.pk)


class QuizViewSet(SnippetViewSet):
    """How the questions of a lesson are asked."""

    model = Quiz
    icon = "list-ul"
    menu_label = _("Tests of lessons")
    add_to_admin_menu = True
    list_display = [
        "__str__",
        "draw",
        "pass_percent",
        Column("get_reveals_display", label=_("Right answers are shown")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("lesson"),
            FieldPanel("draw"),
            FieldPanel("pass_percent"),
            FieldPanel("reveals", widget=forms.RadioSelect),
        ],
        base_form_class=QuizForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return Quiz.objects.select_related("lesson").order_by("lesson__course_key", "lesson__position")


def _percent_right(question: Any) -> str:
    return f"{percent_of(question.times_right, question.times_asked)} %" if question.times_asked else ""


def _retire_label(question: Question) -> str:
    return gettext("Bring back") if question.retired_at else gettext("Retire")


def _own_buttons(question: Question, view: Any) -> list[Button]:
    if not view.user_has_permission("change"):
        return []
    works, anew, retire = (
        reverse(Question.snippet_viewset.get_url_name(name), args=[quote(question.pk)])
        for name in ("works", "anew", "retire")
    )
    return [
        Button(_("How it works"), url=works, icon_name="view", priority=30),
        Button(_("Mark anew"), url=anew, icon_name="history", priority=35),
        Button(_retire_label(question), url=retire, icon_name="archive", priority=40),
    ]


register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)
