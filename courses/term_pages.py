"""The words of courses in the admin."""

from typing import Any
from uuid import UUID

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column

from core.forms import LocalNamesField, PlainTextField
from core.local_text import OTHER_LANGUAGES
from core.named_rows import LocallyNamedForm, LocallyNamedViewSet
from courses.models import Term
from courses.queries import course_choices, terms_kept, who_may_keep_terms

LONGEST_MEANING = Term._meta.get_field("meaning").max_length or 0


def _word_in(code: str, label: str) -> Column:
    return Column(code, label=label, accessor=lambda term: term.local_names.get(code, "–"))


class TermForm(LocallyNamedForm):
    """A word, which stays in its course."""

    course_key = forms.TypedChoiceField(label=_("Course"), coerce=UUID)
    meaning = PlainTextField(label=_("Meaning"), max_length=LONGEST_MEANING)
    local_meanings = LocalNamesField(label=_("Meanings in other languages"), max_length=LONGEST_MEANING, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course_key"].choices = course_choices()
        self.fields["course_key"].disabled = bool(self.instance.pk)
        self.fields["keeper"].queryset = who_may_keep_terms()


class TermFilters(WagtailFilterSet):
    """What the list may be narrowed to."""

    course_key = django_filters.ChoiceFilter(label=_("Course"), choices=course_choices)

    class Meta:
        model = Term
        fields: list[str] = []


class TermViewSet(LocallyNamedViewSet):
    """What the words of a course are called and mean, in every language."""

    model = Term
    icon = "openquote"
    add_to_admin_menu = True
    menu_label = _("Words")
    menu_order = 160
    filterset_class = TermFilters
    list_display = [
        "name",
        Column("course_title", label=_("Course")),
        *(_word_in(code, label) for code, label in OTHER_LANGUAGES),
        "keeper",
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("course_key"),
            FieldPanel("name"),
            FieldPanel("local_names"),
            FieldPanel("meaning"),
            FieldPanel("local_meanings"),
            FieldPanel("keeper"),
        ],
        base_form_class=TermForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        return terms_kept()
