"""The question bank in the admin."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from assessments.bank import save_question
from assessments.enums import Difficulty, QuestionKind, QuestionState
from assessments.formats.known import FORMS, FormOfFile
from assessments.imports import as_table, as_text, left_out
from assessments.models import Question, Quiz
from assessments.queries import questions_of_bank
from assessments.question_form import question_panels
from assessments.question_pages import AnewView, DuplicatesView, StandsView, StatisticsView, address_of
from assessments.quiz_form import QuizForm
from core.enums import Language
from core.numbers import percent_of
from core.searching import named
from courses.queries import course_choices, lesson_choices
from exchange.files import FileFormat
from exchange.http import as_file, as_text_file
from exchange.permissions import kind_for


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
    state = django_filters.ChoiceFilter(label=_("State"), choices=QuestionState.choices)

    class Meta:
        model = Question
        fields: list[str] = []

    def written_in(self, found: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        has_it = Q(texts__has_key=value.removeprefix("-"))
        return found.exclude(has_it) if value.startswith("-") else found.filter(has_it)


class QuestionIndex(IndexView):
    """The list, out as a file and in again; each row leads to where the question stands."""

    FORMATS = (*IndexView.FORMATS, *FORMS)
    show_export_buttons = True
    export_filename = "questions"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        buttons = list(super().header_more_buttons)
        for name, form in FORMS.items():
            label = format_lazy(_("Download {form}"), form=form.reader.name)
            buttons.append(Button(label, url=self.get_export_url(name), icon_name="download", priority=105))
        if self.user_has_permission("change"):
            buttons.append(self._to_duplicates())
        lesson = self.request.GET.get("lesson", "")
        if kind_for(self.request.user, "questions", lesson) is None:
            return buttons
        address = reverse("exchange:start", args=["questions"], query={"about": lesson} if lesson else None)
        label = _("Bring in questions of this lesson") if lesson else _("Bring in questions")
        return [*buttons, Button(label, url=address, icon_name="upload", priority=110)]

    def _to_duplicates(self) -> Button:
        """Of what the list is narrowed to."""
        narrowed = {name: self.request.GET[name] for name in ("course", "lesson") if self.request.GET.get(name)}
        address = reverse(Question.snippet_viewset.get_url_name("duplicates"), query=narrowed or None)
        return Button(_("Find duplicates"), url=address, icon_name="copy", priority=108)

    def search_queryset(self, queryset: QuerySet[Question]) -> QuerySet[Question]:
        """Those that say every word of it in any language, however it is typed."""
        return named(queryset, self.search_query) if self.is_searching else queryset

    def as_spreadsheet(self, queryset: Any, spreadsheet_format: str) -> HttpResponseBase:
        """In the shape in which it is brought in again; a table has nothing in it that a spreadsheet would run."""
        name = self.export_filename
        if form := FORMS.get(spreadsheet_format):
            missing = left_out(queryset, spreadsheet_format) if "anyway" not in self.request.GET else []
            if missing:
                return self._says_what_is_left_out(form, missing)
            pieces = as_text(queryset, spreadsheet_format)
            return as_text_file(self.request, pieces, name=name, ending=form.ending, content_type=form.content_type)
        header, rows = as_table(queryset)
        return as_file(self.request, FileFormat(spreadsheet_format), header, rows, name=name)

    def _says_what_is_left_out(self, form: FormOfFile, missing: list[tuple[str, str]]) -> TemplateResponse:
        """Before a file that cannot say so itself: which questions are not in it, and the way to it."""
        anyway = self.request.GET.copy()
        anyway["anyway"] = "1"
        context = {"missing": missing, "form_name": form.reader.name, "address": f"?{anyway.urlencode()}"}
        context |= {"page_title": gettext("Download"), "header_title": gettext("Download"), "header_icon": "download"}
        return TemplateResponse(self.request, "assessments/admin/left_out.html", context)

    def get_list_more_buttons(self, instance: Question) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *_own_buttons(instance, self)]


class QuestionCreate(CreateView):
    """A new question is a draft."""

    def save_instance(self) -> Question:
        question = self.form.save(commit=False)
        question.state = QuestionState.DRAFT
        return save_question(question, by=self.request.user)

    def get_success_message(self, instance: Question) -> str:
        return gettext(
            "It is kept as a draft, and nobody is asked it. Under State, use and versions send it to review."
        )


class QuestionEdit(EditView):
    """The form; how far the question is stands beside it, not in it."""

    def save_instance(self) -> Question:
        self.has_content_changes = self.form.has_changed()
        return save_question(self.form.save(commit=False), by=self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [*super().header_more_buttons, *_own_buttons(self.object, self)]


class QuestionViewSet(SnippetViewSet):
    """Questions with their texts in every language."""

    model = Question
    icon = "help"
    add_to_admin_menu = True
    index_view_class = QuestionIndex
    add_view_class = QuestionCreate
    edit_view_class = QuestionEdit
    list_display = [
        "__str__",
        Column("course_title", label=_("Course")),
        Column("lesson", label=_("Lesson"), sort_key="lesson__position"),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column(lambda question: Difficulty(question.difficulty).label, label=_("Difficulty"), sort_key="difficulty"),
        Column("times_asked", label=_("Answered"), sort_key="times_asked"),
        Column(lambda question: _percent_right(question), label=_("Right")),
        Column("get_state_display", label=_("State"), sort_key="state"),
    ]
    filterset_class = QuestionFilters
    search_fields = ["search_text"]
    edit_handler = question_panels()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return questions_of_bank()

    def get_urlpatterns(self) -> list[URLPattern]:
        policy = self.permission_policy
        return [
            *super().get_urlpatterns(),
            path("stands/<int:pk>/", self.construct_view(StandsView, permission_policy=policy), name="stands"),
            path("duplicates/", self.construct_view(DuplicatesView, permission_policy=policy), name="duplicates"),
            path("works/<int:pk>/", self.construct_view(StatisticsView, permission_policy=policy), name="works"),
            path("anew/<int:pk>/", self.construct_view(AnewView, permission_policy=policy), name="anew"),
        ]


class QuizViewSet(SnippetViewSet):
    """How the questions of a lesson are asked."""

    model = Quiz
    icon = "list-ul"
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
            FieldPanel("draw_rule"),
            FieldPanel("pass_percent"),
            FieldPanel("reveals", widget=forms.RadioSelect),
            MultiFieldPanel(
                [FieldPanel("minutes"), FieldPanel("opens_at"), FieldPanel("closes_at"), FieldPanel("grace_minutes")],
                heading=_("Time"),
                help_text=_("Who is answering now keeps the time she was given when she began."),
            ),
            MultiFieldPanel([FieldPanel("tries"), FieldPanel("counts", widget=forms.RadioSelect)], heading=_("Tries")),
            FieldPanel("works_without_line"),
        ],
        base_form_class=QuizForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quiz]:
        return Quiz.objects.select_related("lesson").order_by("lesson__course_key", "lesson__position")


def _percent_right(question: Any) -> str:
    return f"{percent_of(question.times_right, question.times_asked)} %" if question.times_asked else ""


def _own_buttons(question: Question, view: Any) -> list[Button]:
    if not view.user_has_permission("change"):
        return []
    return [
        Button(_("How it works"), url=address_of("works", question), icon_name="view", priority=30),
        Button(_("Mark anew"), url=address_of("anew", question), icon_name="history", priority=35),
        Button(_("State, use and versions"), url=address_of("stands", question), icon_name="list-ul", priority=40),
    ]


register_snippet(QuestionViewSet)
register_snippet(QuizViewSet)
