"""A group of the demonstration on its way: two markets, three ideas, a count on two phones, a first sale."""

from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from cohorts.models import Cohort, Enrolment
from groupwork import services
from groupwork.enums import Milestone, Verdict
from groupwork.models import Count, Decision, Group, Idea, Sheet, Survey
from people.models import Person, User

VISIT = {
    "shop": "Grocery with snacks",
    "place": "Nadipura market",
    "running": "120",
    "peak": "October, before Diwali",
    "lean": "July",
    "supplier": "Wholesaler in the district town",
    "trick": "The best papad hangs at the height of the eyes.",
    "rows": [
        {"good": "Papad, 200 g", "buy": "30", "sell": "40", "units": "14"},
        {"good": "Pickle, 250 g", "buy": "52", "sell": "60", "units": "5"},
    ],
}
TASKS = {
    "rows": [
        {"task": "Roll papad evenly", "way": "have", "who": "Salma"},
        {"task": "Keep the books", "way": "learn", "who": "Lakshmi", "days": "4"},
        {"task": "Carry goods to town", "way": "buy", "money": "600"},
    ]
}
PILOT = {
    "product": "Rice papad, 200 g",
    "made": "50",
    "sold": "38",
    "price": "20",
    "cost": "12",
    "feedback": "Too salty, five said.",
}
ASKED = (
    {"buys-yes": 15, "buys-no": 18, "often-4": 15, "price-low": 3, "price-middle": 12},
    {
        "buys-yes": 12,
        "buys-no": 15,
        "often-4": 12,
        "price-middle": 9,
        "price-high": 3,
        "factor-near": 9,
        "factor-cheap": 4,
    },
)


def load_groups(cohort: Cohort, members: list[Person], *, by: User) -> None:
    """The group with what it found out, and how far its members have come."""
    group = services.make_group(cohort, name="Papad group", members=members, by=by)
    first, second = members[:2]
    _sheet(group, "shop-visit", VISIT, first)
    papad = _idea(group, "Rice papad", "Two shops ran out before Diwali", first)
    pickle = _idea(group, "Mango pickle", "Mothers-in-law asked for it", second)
    _idea(group, "Cloth bags", "The market has forbidden plastic", second)
    _decide(pickle, Verdict.KEPT, "There are mangoes from April", second)
    survey = Survey(
        pk=_key("survey"),
        group=group,
        idea=papad,
        product="Rice papad, 200 g",
        area="Three lanes of Nadipura",
        households=1200,
        price_low=30,
        price_middle=40,
        price_high=50,
        hoped_percent=15,
        leaves=8,
    )
    services.keep_survey(survey, by=first)
    for number, (person, counts) in enumerate(zip((first, second), ASKED, strict=True)):
        touches = sum(counts.values())
        count = Count(
            pk=_key(f"count {number}"), survey=survey, counter=_key(f"phone {number}"), presses=touches, counts=counts
        )
        services.keep_count(count, by=person)
    _decide(pickle, Verdict.DROPPED, "No jars to be had nearer than the district town", first)
    _decide(papad, Verdict.CHOSEN, "27 of 60 households buy it, four times a month", second)
    _sheet(group, "competency", TASKS, first, papad)
    _sheet(group, "pilot", {**PILOT, "day": str(timezone.localdate() - timedelta(days=2))}, second, papad)
    _tracks(cohort, members, by=by)


def _tracks(cohort: Cohort, members: list[Person], *, by: User) -> None:
    reached = (Milestone.PILOTED, Milestone.COMPETENT, Milestone.PRODUCT_CHOSEN)
    stays = {stay.person_id: stay for stay in Enrolment.objects.active().filter(cohort=cohort)}
    for person, milestone in zip(members, reached, strict=False):
        services.set_milestone(stays[person.pk], milestone, reached_on=timezone.localdate(), by=by)


def _sheet(group: Group, kind: str, entries: dict[str, Any], by: Person, idea: Idea | None = None) -> None:
    services.keep_sheet(Sheet(pk=_key(kind), group=group, kind=kind, entries=entries, idea=idea), by=by)


def _idea(group: Group, name: str, reason: str, by: Person) -> Idea:
    idea = Idea(pk=_key(name), group=group, name=name, reason=reason)
    services.add_idea(idea, by=by)
    return idea


def _decide(idea: Idea, verdict: str, reason: str, by: Person) -> None:
    decision = Decision(pk=_key(f"{idea.name} {verdict}"), idea=idea, verdict=verdict, reason=reason)
    services.decide(decision, by=by)


def _key(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"portal:demo:groups:{name}")
