"""The lists of assignments: what waits for review, who has handed in what, and what was recorded."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter

from assignments.enums import WorkState
from assignments.models import HandIn, Work
from assignments.queries import LearnerLine, order_of
from core.asked import Ask, Asked, as_value
from core.tables import Column, Table, filters_by

WAITING = Table[Work](
    caption=_("What waits for review"),
    columns=[
        Column("name", _("Name"), lambda work: work.person.name, template="assignments/_work_link.html"),
        Column("assignment", _("Assignment"), lambda work: work.assignment.title),
        Column("cohort", _("Cohort"), lambda work: work.assignment.cohort.name),
        Column(
            "since",
            _("Waits since"),
            lambda work: date_format(timezone.localtime(work.waits_since)) if work.waits_since else None,
            ("waits_since",),
        ),
    ],
    empty=_("Nothing waits for your review."),
    search=("person__search_text",),
)

LEARNERS = Table[LearnerLine](
    caption=_("Who has handed in"),
    columns=[
        Column("name", _("Name"), lambda line: line.person.name, ("person_name",), "assignments/_learner_link.html"),
        Column(
            "state",
            _("How it stands"),
            lambda line: str(line.state.label),
            template="assignments/_state_cell.html",
        ),
        Column("marks", _("Marks"), lambda line: line.work.marks if line.work else None, is_number=True),
        Column(
            "since",
            _("Waits since"),
            lambda line: (
                date_format(timezone.localtime(line.work.waits_since)) if line.work and line.work.waits_since else None
            ),
        ),
    ],
    empty=_("Nobody whose work you may see learns in this cohort yet."),
    search=("person__search_text",),
    filters=filters_by(
        state=ChoiceFilter(
            field_name="work_state",
            label=_("How it stands"),
            choices=WorkState.choices,
            empty_label="–",
        )
    ),
)


def recorded_table(asked: Sequence[Asked]) -> Table[HandIn]:
    """What was recorded: a line for each learner, a column for each thing that is ``asked``."""
    return Table[HandIn](
        caption=_("What was recorded"),
        columns=[
            Column(
                "name",
                _("Name"),
                lambda version: version.work.person.name,
                ("work__person__name",),
                "assignments/_recorded_link.html",
            ),
            *(_column(each) for each in asked),
            Column("received", _("Handed in on"), _day_of, ("received_at",)),
        ],
        empty=_("Nobody whose work you may see has handed in a record yet."),
        search=("work__person__search_text",),
    )


def _column(asked: Asked) -> Column[HandIn]:
    return Column(
        asked.name,
        f"{asked.label} ({asked.unit})" if asked.unit else asked.label,
        partial(_answer, asked),
        (order_of(asked),),
        is_number=asked.ask == Ask.NUMBER,
        is_money=asked.ask == Ask.RUPEES,
    )


def _answer(asked: Asked, version: HandIn) -> Any:
    return as_value(asked, version.entries[asked.name]) if asked.name in version.entries else None


def _day_of(version: HandIn) -> Any:
    return timezone.localdate(version.received_at)
