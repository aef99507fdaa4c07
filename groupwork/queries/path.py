"""A group's way from ideas to a decision, to be read from top to bottom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from groupwork.enums import Verdict
from groupwork.models import Decision, Group, Idea, Sheet, Survey
from groupwork.queries.appraisals import Tallied, tallied
from groupwork.queries.sheets import Line, lines_of, sums_of
from groupwork.sheets import SHEETS

NOTED = ("recorded_by", "session")


@dataclass(frozen=True)
class SheetLine:
    """A sheet to be read: what was asked and answered, row by row, and what it comes to."""

    sheet: Sheet
    title: str
    lines: list[Line]
    rows: list[list[Line]]
    sums: list[Line]


@dataclass(frozen=True)
class IdeaLine:
    """An idea with all that was decided about it, the newest last, and what was found out."""

    idea: Idea
    decisions: list[Decision]
    surveys: list[Tallied]
    sheets: list[SheetLine]

    @property
    def verdict(self) -> str:
        """What holds now; nothing while it is open."""
        return self.decisions[-1].verdict if self.decisions else ""

    @property
    def reason(self) -> str:
        """Why it holds."""
        return self.decisions[-1].reason if self.decisions else ""


@dataclass(frozen=True)
class GroupPath:
    """All that a group found out and decided. What is about no idea stands by itself, market visits first."""

    visits: list[SheetLine]
    ideas: list[IdeaLine]
    surveys: list[Tallied]
    sheets: list[SheetLine]

    def having(self, *verdicts: str) -> list[IdeaLine]:
        """Ideas that stand so."""
        return [each for each in self.ideas if each.verdict in verdicts]

    @property
    def chosen(self) -> list[IdeaLine]:
        return self.having(Verdict.CHOSEN)

    @property
    def on_the_list(self) -> list[IdeaLine]:
        """Open, or kept."""
        return self.having("", Verdict.KEPT, Verdict.CHANGED)

    @property
    def dropped(self) -> list[IdeaLine]:
        return self.having(Verdict.DROPPED)

    @property
    def is_empty(self) -> bool:
        return not (self.visits or self.ideas or self.surveys or self.sheets)


def path_of(group: Group) -> GroupPath:
    """What stands of a group's work, in five queries however much there is."""
    ideas = list(Idea.objects.current().filter(group=group).select_related(*NOTED))
    decisions: dict[UUID, list[Decision]] = {idea.pk: [] for idea in ideas}
    noted = Decision.objects.filter(idea__in=list(decisions), withdrawn_at=None).select_related("recorded_by")
    for decision in noted.order_by("received_at", "pk"):
        decisions[decision.idea_id].append(decision)
    surveys = list(tallied(Survey.objects.current().filter(group=group).select_related(*NOTED)).values())
    sheets = [_sheet_line(each) for each in Sheet.objects.current().filter(group=group).select_related(*NOTED)]
    lines = [
        IdeaLine(idea, decisions[idea.pk], _about(idea.pk, surveys, "survey"), _about(idea.pk, sheets, "sheet"))
        for idea in ideas
    ]
    apart = _about(None, sheets, "sheet")
    return GroupPath(
        visits=[each for each in apart if not SHEETS[each.sheet.kind].about_idea],
        ideas=lines,
        surveys=_about(None, surveys, "survey"),
        sheets=[each for each in apart if SHEETS[each.sheet.kind].about_idea],
    )


def _about(idea: UUID | None, lines: Iterable[Any], name: str) -> list[Any]:
    return [each for each in lines if getattr(each, name).idea_id == idea]


def _sheet_line(sheet: Sheet) -> SheetLine:
    kind = SHEETS[sheet.kind]
    columns = kind.rows.columns if kind.rows else ()
    return SheetLine(
        sheet,
        str(kind.title),
        lines=lines_of(kind.asked, sheet.entries),
        rows=[lines_of(columns, row) for row in sheet.entries.get("rows", [])],
        sums=sums_of(kind.sums, sheet.entries),
    )
