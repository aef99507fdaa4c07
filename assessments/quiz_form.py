"""The form of how the questions of a lesson are asked, with the table of what is drawn by rule."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from assessments.drawing import Part, draw, read_parts
from assessments.enums import Difficulty
from assessments.models import Quiz
from assessments.services import another_try_counts
from assessments.sittings import bank_of
from courses.queries import lesson_choices, outcome_choices

MOST_PARTS = 8
MOST_DRAWN = 100
WHAT_IS_DRAWN = {"lesson", "draw", "draw_rule"}
COLUMNS = ("how_many", "difficulty", "objective")
Row = dict[str, str]


class RuleTable(forms.Widget):
    """Rows of :data:`COLUMNS`, each with fields of its own; its value are the rows that say something, as typed."""

    def __init__(self) -> None:
        super().__init__()
        self.objectives: list[Any] = []

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        typed = [*(value or []), *({} for _row in range(MOST_PARTS))][:MOST_PARTS]
        context = {"name": name, "rows": typed, "levels": Difficulty.choices, "objectives": self.objectives}
        return render_to_string("assessments/admin/_draw_rule.html", context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        rows = [
            {column: data.get(f"{name}-{row}-{column}", "").strip() for column in COLUMNS} for row in range(MOST_PARTS)
        ]
        return [row for row in rows if any(row.values())]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-0-how_many" not in data

    def id_for_label(self, id_: str) -> str:
        return ""  # a table is named by its heading


class RuleField(forms.Field):
    """What is drawn by rule, as :meth:`assessments.drawing.Part.written` says it; None where nothing is."""

    widget = RuleTable

    def prepare_value(self, value: Any) -> list[Row]:
        return [{column: str(row.get(column) or "") for column in COLUMNS} for row in value or []]

    def clean(self, value: Any) -> Any:
        parts = [_part(row) for row in value or []]
        if sum(part.how_many for part in parts) > MOST_DRAWN:
            raise ValidationError(_("That is more than 100 questions."))
        return [part.written() for part in parts] or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != self.prepare_value(data))


def _part(row: Row) -> Part:
    try:
        part = Part(
            how_many=int(row["how_many"]),
            difficulty=int(row["difficulty"] or 0),
            objective=UUID(row["objective"]) if row["objective"] else None,
        )
    except ValueError:
        raise ValidationError(_("Say in each row how many questions, as a number from 1 on.")) from None
    if part.how_many < 1 or part.difficulty not in (0, *Difficulty.values):
        raise ValidationError(_("Say in each row how many questions, as a number from 1 on."))
    return part


class QuizForm(WagtailAdminModelForm):
    """The settings of the test of a lesson, which stays that of its lesson."""

    draw_rule = RuleField(
        label=_("Drawn by rule"),
        required=False,
        help_text=_("So many of each difficulty and objective, other ones each time. Empty: as the number above says."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson"].choices = [("", _("Choose a lesson")), *lesson_choices()]
        self.fields["lesson"].disabled = bool(self.instance.pk)
        self.fields["draw_rule"].widget.objectives = outcome_choices()

    def save(self, commit: bool = True) -> Quiz:
        quiz: Quiz = super().save(commit)
        if "counts" in self.changed_data and commit:
            another_try_counts(quiz)
        return quiz

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("It closes before it opens."))
        lesson = cleaned.get("lesson")
        if lesson and (not self.instance.pk or WHAT_IS_DRAWN & set(self.changed_data)):
            self._check_bank(lesson.pk, cleaned)
        return cleaned

    def _check_bank(self, lesson: UUID, cleaned: dict[str, Any]) -> None:
        """No more is drawn than is there now. A bank that shrank since stands in the way of no other change."""
        bank, parts = bank_of(lesson), read_parts(cleaned.get("draw_rule"))
        if parts:
            found = draw(parts, [question.traits for question in bank], seed=0)
            for row, (part, places) in enumerate(zip(parts, found, strict=True), start=1):
                if len(places) < part.how_many:
                    said = {"row": row, "there": len(places)}
                    self.add_error("draw_rule", gettext("Row %(row)s: only %(there)s there.") % said)
            cleaned["draw"] = sum(part.how_many for part in parts)
        elif (cleaned.get("draw") or 0) > len(bank):
            self.add_error("draw", gettext("Only %(there)s there.") % {"there": len(bank)})
