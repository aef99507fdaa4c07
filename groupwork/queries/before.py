"""What stood before it was corrected, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from core.money import shown
from core.numbers import grouped
from core.records import Chain
from groupwork.models import GroupRecord, Idea, Survey

Noted = TypeVar("Noted", bound=GroupRecord)


@dataclass(frozen=True)
class Before:
    """How something stood, who wrote it so, and when."""

    text: str
    name: str
    day: datetime


def before_of(chain: Chain[Noted], in_words: Callable[[Noted], str]) -> list[Before]:
    """All that ``chain`` was corrected from, the newest first."""
    return [Before(in_words(each), each.noted_by, written_at(each)) for each in chain.before]


def written_at(record: GroupRecord) -> datetime:
    """When it was noted, by the phone where that said so."""
    return record.device_at or record.received_at


def idea_in_words(idea: Idea) -> str:
    """Its name and why it came up."""
    return f"{idea.name}: {idea.reason}"


def survey_in_words(survey: Survey) -> str:
    """What was asked, where, for how much."""
    said = _("%(product)s, %(area)s, %(households)s households, %(prices)s, share of %(percent)s %%")
    prices = " / ".join(shown(price) for price in (survey.price_low, survey.price_middle, survey.price_high))
    words = said % {
        "product": survey.product,
        "area": survey.area,
        "households": grouped(survey.households),
        "prices": prices,
        "percent": survey.hoped_percent,
    }
    return words if survey.leaves is None else f"{words}, {_('one piece leaves')} {shown(survey.leaves)}"
