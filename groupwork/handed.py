"""What groups hand in, by phone or by the button of a page: how it is read, and what it does.

What each is about begins with its group: ``<group>/<kind>`` of a new sheet, ``<group>/<kind>/<sheet>`` of what corrects
one, ``<group>`` of a new idea and a new survey, ``<group>/<idea>`` and ``<group>/<survey>`` of what corrects one,
``<group>/<idea>`` of a decision, ``<group>/<survey>`` of a count. A step of a trainee is about ``<cohort>/<stay>``, or
about ``<cohort>`` where it says itself whose it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.forms import Field, Form
from django.urls import reverse

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by
from groupwork import services
from groupwork.enums import Milestone
from groupwork.forms import CountForm, DecisionForm, IdeaField, IdeaForm, SheetForm, StepForm, SurveyForm
from groupwork.models import Count, Decision, Group, Idea, Sheet, Survey
from groupwork.permissions import groups_visible_to, groups_written_with, own_records, tracks_shown_in
from groupwork.queries import (
    chain_with,
    ideas_called,
    ideas_of,
    milestone_of,
    milestones_of,
    sessions_named,
    surveys_of,
    tallied,
)
from groupwork.sheets import SHEETS
from groupwork.states import ALL_STEPS
from people.models import Person
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, keys_about

Noted = TypeVar("Noted", Idea, Survey)


def group_about(person: Person, handed: Handed, model: type[Model], group_of: str = "group") -> Group:
    """The group that ``handed``, to be kept as a ``model``, is about. Raises NotYours."""
    came = own_records(person, model).filter(pk=handed.id)
    group = replace(handed, about=_part(handed, 0)).row_about(groups_written_with(person, came, group_of))
    if group is None:
        raise NotYours
    return group


def sheet_form(person: Person, handed: Handed) -> SheetForm:
    """Raises NotYours, also where there is no such sheet."""
    group = group_about(person, handed, Sheet)
    kind = _part(handed, 1)
    if kind not in SHEETS:
        raise NotYours
    return SheetForm(handed.fields, kind=SHEETS[kind], ideas=ideas_of(group), sessions=sessions_named(group))


def keep_sheet(person: Person, handed: Handed, form: SheetForm) -> None:
    """Write it down, in the place of another where it corrects one."""
    group, kind = group_about(person, handed, Sheet), _part(handed, 1)
    of_group = group.sheets.filter(kind=kind)
    sheet = Sheet(pk=handed.id, device_at=handed.device_at, group=group, kind=kind, entries=form.entries)
    sheet.corrects = replace(handed, about=_part(handed, 2)).row_about(of_group)
    sheet.idea, sheet.session_id = form.cleaned_data.get("idea"), form.cleaned_data["session"]
    services.keep_sheet(sheet, by=person)


def idea_form(person: Person, handed: Handed) -> IdeaForm:
    """Raises NotYours."""
    group = group_about(person, handed, Idea)
    corrects = _corrected(handed, group.ideas.all()) is not None
    return IdeaForm(handed.fields, corrects=corrects, sessions=sessions_named(group))


def add_idea(person: Person, handed: Handed, form: IdeaForm) -> None:
    """Put it on the short list, or in the place of another where it corrects one."""
    group, said = group_about(person, handed, Idea), form.cleaned_data
    idea = Idea(pk=handed.id, device_at=handed.device_at, group=group, name=said["name"], reason=said["reason"])
    idea.corrects, idea.session_id = _corrected(handed, group.ideas.all()), said["session"]
    services.add_idea(idea, verdict=said.get("verdict", ""), why=said.get("why", ""), by=person)


def decision_form(person: Person, handed: Handed) -> DecisionForm:
    """Raises NotYours."""
    idea = _idea_about(person, handed)
    return DecisionForm(handed.fields, sessions=sessions_named(idea.group))


def decide(person: Person, handed: Handed, form: DecisionForm) -> None:
    """It holds from now on."""
    decision = Decision(pk=handed.id, device_at=handed.device_at, idea=_idea_about(person, handed))
    said = form.cleaned_data
    decision.verdict, decision.reason, decision.session_id = said["verdict"], said["reason"], said["session"]
    services.decide(decision, by=person)


def survey_form(person: Person, handed: Handed) -> SurveyForm:
    """Raises NotYours."""
    group = group_about(person, handed, Survey)
    _corrected(handed, group.surveys.all())
    return SurveyForm(handed.fields, ideas=ideas_of(group), sessions=sessions_named(group))


def keep_survey(person: Person, handed: Handed, form: SurveyForm) -> None:
    """It can be counted for from now on. Where it corrects another, what was counted for that one counts for it."""
    group = group_about(person, handed, Survey)
    said = {**form.cleaned_data, "session_id": form.cleaned_data["session"]}
    del said["session"]
    survey = Survey(pk=handed.id, device_at=handed.device_at, group=group, **said)
    survey.corrects = _corrected(handed, group.surveys.all())
    services.keep_survey(survey, by=person)


def count_form(person: Person, handed: Handed) -> CountForm:
    """Raises NotYours."""
    _survey_about(person, handed)
    return CountForm(handed.fields)


def keep_count(person: Person, handed: Handed, form: CountForm) -> dict[str, Any]:
    """Add it up with the others; what all phones have counted is told."""
    said, survey = form.cleaned_data, _survey_about(person, handed)
    count = Count(pk=handed.id, device_at=handed.device_at, survey=survey, counts=form.counts)
    count.counter, count.presses = said["counter"], said["presses"]
    services.keep_count(count, by=person)
    chain = chain_with(surveys_of(survey.group), survey.pk)
    return {"totals": tallied([chain])[0].counts if chain else {}}


def step_form(person: Person, handed: Handed) -> StepForm:
    """Raises NotYours."""
    cohort, one, stays = _stays_about(person, handed)
    at = {"": milestone_of(one)} if one else milestones_of(stays)
    return StepForm(handed.fields, ahead=ALL_STEPS, at=at, begins=cohort.starts_on, stays=None if one else stays)


def set_step(person: Person, handed: Handed, form: StepForm) -> None:
    """She is that far from this day on."""
    _cohort, one, _stays = _stays_about(person, handed)
    said = form.cleaned_data
    day, why = said["reached_on"], said["reason"]
    services.set_milestone(one or said["stay"], said["milestone"], reached_on=day, reason=why, by=person.user)


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


def page_of_tracks(about: str) -> str:
    """The trainee's page, or that of all."""
    keys = about.split("/")
    return reverse("groupwork:track" if len(keys) > 1 else "groupwork:tracks", args=keys)


def steps_said(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How far, since when; whose it is is read on the page."""
    labels = dict(Milestone.choices)
    said = {each.id: (each.fields.get("milestone", ""), each.fields.get("reached_on", "")) for each in handed}
    return {key: [str(labels.get(milestone, milestone)), str(day)] for key, (milestone, day) in said.items()}


def page_of_group(about: str) -> str:
    """The group's way."""
    return reverse("groupwork:group", args=[about.partition("/")[0]])


def form_of_sheet(about: str) -> str:
    """Where it is filled in, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-sheet" if len(keys) > 2 else "groupwork:sheet", args=keys)


def form_of_idea(about: str) -> str:
    """Where it is written down, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-idea" if len(keys) > 1 else "groupwork:add-idea", args=keys)


def form_of_decision(about: str) -> str:
    """Where it is decided."""
    return reverse("groupwork:decide", args=about.split("/"))


def form_of_survey(about: str) -> str:
    """Where it is said what is asked, or corrected."""
    keys = about.split("/")
    return reverse("groupwork:correct-survey" if len(keys) > 1 else "groupwork:survey", args=keys)


def page_of_survey(about: str) -> str:
    """Where it is counted."""
    return reverse("groupwork:count", args=about.split("/"))


def sheets_read(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """What was typed into each, under what was asked."""
    said = list(handed)
    named, found = _ideas_named(said), {}
    for each in said:
        if _part(each, 1) in SHEETS:
            form = SheetForm(kind=SHEETS[_part(each, 1)], ideas=(), sessions=())
            rows = [(f"{title} · {field.label}", field) for title, fields in form.row_fields for field in fields]
            asked = [(field.label, field) for field in form.single_fields]
            found[each.id] = _typed([(label, field.name, field.field) for label, field in asked + rows], each, named)
    return found


def read_by(form: type[Form]) -> Callable[[Iterable[Handed]], dict[UUID, list[str]]]:
    """What was typed into each ``form``, under what was asked."""

    def read(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
        said = list(handed)
        named = _ideas_named(said)
        asked = [(field.label, name, field) for name, field in form.base_fields.items()]
        return {each.id: _typed(asked, each, named) for each in said}

    return read


def _typed(asked: Iterable[tuple[Any, str, Field]], handed: Handed, named: Mapping[str, str]) -> list[str]:
    lines = []
    for label, name, field in asked:
        typed = "" if name == "session" else handed.fields.get(name, "")  # a key, and the page says which it is
        choices = named if isinstance(field, IdeaField) else dict(getattr(field, "choices", ()))
        if typed:
            lines.append(f"{label}: {choices.get(typed, '–' if isinstance(field, IdeaField) else typed)}")
    return lines


def _ideas_named(handed: Iterable[Handed]) -> dict[str, str]:
    """{idea: its name} of the ideas that are typed as keys, each of the group it was handed in about; one query.

    For who reads what was handed in, and so what stands in it.
    """
    of_group = {str(each.fields["idea"]): each.about.partition("/")[0] for each in handed if each.fields.get("idea")}
    ideas = ideas_called(keys_about(of_group).values())
    return {str(each.pk): each.name for each in ideas if of_group.get(str(each.pk)) == str(each.group_id)}


def counted(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """How often each symbol, in the order in which they stand on the page."""
    names = ("buys-yes", "buys-no")
    return {each.id: [" / ".join(str(each.fields.get(name, "0")) for name in names)] for each in handed}


def _idea_about(person: Person, handed: Handed) -> Idea:
    group = group_about(person, handed, Decision, "idea__group")
    idea = replace(handed, about=_part(handed, 1)).row_about(group.ideas.all())
    if idea is None:
        raise NotYours
    return idea


def _survey_about(person: Person, handed: Handed) -> Survey:
    group = group_about(person, handed, Count, "survey__group")
    survey = replace(handed, about=_part(handed, 1)).row_about(group.surveys.all())
    if survey is None:
        raise NotYours
    return survey


def _corrected(handed: Handed, of_group: QuerySet[Noted]) -> Noted | None:
    """What it is in the place of; None of what is new. Raises NotYours where it is not of the group."""
    return replace(handed, about=_part(handed, 1)).row_about(of_group)


def _stays_about(person: Person, handed: Handed) -> tuple[Cohort, Enrolment | None, QuerySet[Enrolment]]:
    """(its cohort, the one it is about where it is about one, all that it may be about). Raises NotYours."""
    cohort = replace(handed, about=_part(handed, 0)).row_about(cohorts_taught_by(person))
    if cohort is None:
        raise NotYours
    stays = tracks_shown_in(cohort, person).select_related("person", "cohort").order_by("person_name", "pk")
    return cohort, replace(handed, about=_part(handed, 1)).row_about(stays), stays


def _part(handed: Handed, number: int) -> str:
    parts = handed.about.split("/")
    return parts[number] if len(parts) > number else ""
