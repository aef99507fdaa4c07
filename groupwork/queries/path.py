"""A group's way from ideas to a decision, to be read from top to bottom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.asked import Line, lines_of
from core.records import Chain, chains_of
from groupwork.enums import Verdict
from groupwork.meeting import session_at
from groupwork.models import Decision, Group, Idea, Sheet, Survey
from groupwork.permissions import with_names
from groupwork.queries.appraisals import Tallied, tallied
from groupwork.queries.before import Before, before_of, idea_in_words
from groupwork.queries.groups import noted, sheets_of
from groupwork.queries.sessions import sessions_of
from groupwork.queries.sheets import sums_of
from groupwork.sheets import SHEETS


@dataclass(frozen=True)
class SheetLine:
    """A sheet to be read: what was asked and answered, row by row, and what it comes to."""

    chain: Chain[Sheet]
    title: str
    lines: list[Line]
    rows: list[list[Line]]
    sums: list[Line]

    @property
    def sheet(self) -> Sheet:
        """As it stands."""
        return self.chain.now

    @property
    def before(self) -> list[Before]:
        """How it stood before it was corrected."""
        return before_of(self.chain, _in_words)


@dataclass(frozen=True)
class Decided:
    """What was decided, and when the session began that it belongs to; None where there was none yet."""

    decision: Decision
    session_at: datetime | None


@dataclass(frozen=True)
class IdeaLine:
    """An idea with all that was decided about it, the newest last, and what was found out."""

    chain: Chain[Idea]
    decisions: list[Decided]
    surveys: list[Tallied]
    sheets: list[SheetLine]

    @property
    def idea(self) -> Idea:
        """As it stands."""
        return self.chain.now

    @property
    def before(self) -> list[Before]:
        """How it stood before it was corrected."""
        return before_of(self.chain, idea_in_words)

    @property
    def verdict(self) -> str:
        """What holds now; nothing while it is open."""
        return self.decisions[-1].decision.verdict if self.decisions else ""

    @property
    def reason(self) -> str:
        """Why it holds."""
        return self.decisions[-1].decision.reason if self.decisions else ""


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

    @property
    def missing(self) -> list[str]:
        """The steps of MOVE's path that were left out before the last that is written: who reads a price only asks how
        the group came to it.
        """
        steps = {_("a market visit"): self.visits, _("ideas"): self.ideas, _("what the group chose"): self.chosen}
        about_ideas = self.sheets or any(line.sheets for line in self.ideas)
        written = [*map(bool, steps.values()), bool(about_ideas)]
        furthest = max((place for place, is_written in enumerate(written) if is_written), default=0)
        return [step for step, is_written in list(zip(steps, written, strict=False))[:furthest] if not is_written]


def path_of(group: Group) -> GroupPath:
    """What stands of a group's work, in six queries however much there is."""
    ideas = chains_of(noted(Idea.objects.filter(group=group)))
    stands = {key: chain.now.pk for chain in ideas for key in chain.keys}
    decisions: dict[UUID, list[Decided]] = {chain.now.pk: [] for chain in ideas}
    made = with_names(Decision.objects.filter(idea__in=list(stands), withdrawn_at=None)).select_related("session")
    meets = sessions_of(group)
    for decision in made.order_by("received_at", "pk"):
        decisions[stands[decision.idea_id]].append(Decided(decision, _met(decision, meets)))
    surveys: dict[UUID | None, list[Tallied]] = defaultdict(list)
    for each in tallied(chains_of(noted(Survey.objects.filter(group=group)))):
        surveys[_standing(each.survey.idea_id, stands)].append(each)
    sheets: dict[UUID | None, list[SheetLine]] = defaultdict(list)
    for chain in sheets_of(group):
        sheets[_standing(chain.now.idea_id, stands)].append(_sheet_line(chain))
    apart = sheets[None]
    return GroupPath(
        visits=[each for each in apart if not SHEETS[each.sheet.kind].about_idea],
        ideas=[_idea_line(each, decisions, surveys, sheets) for each in ideas],
        surveys=surveys[None],
        sheets=[each for each in apart if SHEETS[each.sheet.kind].about_idea],
    )


def _idea_line(
    idea: Chain[Idea],
    decisions: Mapping[UUID, list[Decided]],
    surveys: Mapping[UUID | None, list[Tallied]],
    sheets: Mapping[UUID | None, list[SheetLine]],
) -> IdeaLine:
    key = idea.now.pk
    return IdeaLine(idea, decisions[key], surveys[key], sheets[key])


def _met(decision: Decision, meets: Iterable[tuple[int, datetime]]) -> datetime | None:
    if decision.session:
        return decision.session.starts_at
    return session_at(decision.device_at or decision.received_at, [(at, at) for _key, at in meets])


def _standing(idea: UUID | None, stands: Mapping[UUID, UUID]) -> UUID | None:
    """The idea that stands where ``idea`` stood."""
    return stands.get(idea) if idea else None


def _sheet_line(chain: Chain[Sheet]) -> SheetLine:
    sheet = chain.now
    kind = SHEETS[sheet.kind]
    return SheetLine(
        chain,
        str(kind.title),
        lines=lines_of(kind.asked, sheet.entries),
        rows=_rows_of(sheet),
        sums=sums_of(kind.sums, sheet.entries),
    )


def _rows_of(sheet: Sheet) -> list[list[Line]]:
    rows = SHEETS[sheet.kind].rows
    return [lines_of(rows.columns if rows else (), row) for row in sheet.entries.get("rows", [])]


def _in_words(sheet: Sheet) -> str:
    lines = [*lines_of(SHEETS[sheet.kind].asked, sheet.entries), *(each for row in _rows_of(sheet) for each in row)]
    return " · ".join(f"{line.label}: {line.text}" for line in lines)
