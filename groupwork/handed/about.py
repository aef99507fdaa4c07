"""What a record is about: its group, and what of it.

What each is about begins with its group: ``<group>/<kind>`` of a new sheet, ``<group>/<kind>/<sheet>`` of what corrects
one, ``<group>`` of a new idea and a new survey, ``<group>/<idea>`` and ``<group>/<survey>`` of what corrects one,
``<group>/<idea>`` of a decision, ``<group>/<survey>`` of a count. A step of a trainee is about ``<cohort>/<stay>``, or
about ``<cohort>`` where it says itself whose it is.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by
from groupwork.models import Count, Decision, Group, Idea, Sheet, Survey
from groupwork.permissions import groups_visible_to, groups_written_with, own_records, tracks_shown_in
from people.models import Person
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, keys_about

Noted = TypeVar("Noted", Idea, Survey)


def group_about(person: Person, handed: Handed, model: type[Model], group_of: str = "group") -> Group:
    """The group that ``handed``, to be kept as a ``model``, is about. Raises NotYours."""
    came = own_records(person, model).filter(pk=handed.id)
    group = replace(handed, about=part_of(handed, 0)).row_about(groups_written_with(person, came, group_of))
    if group is None:
        raise NotYours
    return group


def is_known(record: Any, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it is about the same. Raises IdIsTaken."""
    if about_of(record) != handed.about:
        raise IdIsTaken
    return {}


def about_of(record: Model) -> str:
    """What a record was handed in about."""
    if isinstance(record, Decision):
        return f"{record.idea.group_id}/{record.idea_id}"
    if isinstance(record, Count):
        return f"{record.survey.group_id}/{record.survey_id}"
    of_group: Any = record
    parts = [of_group.group_id, *([of_group.kind] if isinstance(record, Sheet) else []), of_group.corrects_id]
    return "/".join(str(part) for part in parts if part)


def groups_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """Those the reader sees."""
    keys = keys_about(abouts)
    names = dict(groups_visible_to(reader).filter(pk__in=keys.values()).values_list("pk", "name"))
    return {about: names[key] for about, key in keys.items() if key in names}


def cohorts_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """Those the reader teaches."""
    keys = keys_about(abouts)
    names = dict(cohorts_taught_by(reader).filter(pk__in=keys.values()).values_list("pk", "name"))
    return {about: names[key] for about, key in keys.items() if key in names}


def idea_about(person: Person, handed: Handed) -> Idea:
    group = group_about(person, handed, Decision, "idea__group")
    idea = replace(handed, about=part_of(handed, 1)).row_about(group.ideas.all())
    if idea is None:
        raise NotYours
    return idea


def survey_about(person: Person, handed: Handed) -> Survey:
    group = group_about(person, handed, Count, "survey__group")
    survey = replace(handed, about=part_of(handed, 1)).row_about(group.surveys.all())
    if survey is None:
        raise NotYours
    return survey


def corrected_by(handed: Handed, of_group: QuerySet[Noted]) -> Noted | None:
    """What it is in the place of; None of what is new. Raises NotYours where it is not of the group."""
    return replace(handed, about=part_of(handed, 1)).row_about(of_group)


def stays_about(person: Person, handed: Handed) -> tuple[Cohort, Enrolment | None, QuerySet[Enrolment]]:
    """(its cohort, the one it is about where it is about one, all that it may be about). Raises NotYours."""
    cohort = replace(handed, about=part_of(handed, 0)).row_about(cohorts_taught_by(person))
    if cohort is None:
        raise NotYours
    stays = tracks_shown_in(cohort, person).select_related("person", "cohort").order_by("person_name", "pk")
    return cohort, replace(handed, about=part_of(handed, 1)).row_about(stays), stays


def part_of(handed: Handed, number: int) -> str:
    parts = handed.about.split("/")
    return parts[number] if len(parts) > number else ""
