"""What assignments lend to the floors below."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assignments.attached import purge_files, refuse_too_many
from assignments.desk_cards import cards, due_there
from assignments.enums import HAND_IN
from assignments.forms import HandInForm, photo_without_notes
from assignments.models import Assignment, HandIn, Review, Work
from assignments.permissions import (
    assignments_open_to,
    assignments_set_by,
    assignments_visible_to,
    learners_of,
    own_hand_ins,
)
from assignments.queries import asked_ever, asks_seen, planned_lines, to_do, weight_of_files
from assignments.recording import asked_in
from assignments.rule_kinds import APPROVED, WORK_APPROVED
from assignments.services import follow_days, hand_in, set_planned, tell_of_given
from cohorts.kinds import CohortLink, ProgrammePart, cohort_links, due_in_cohort, programme_parts
from cohorts.signals import COHORT_DAYS_MOVED, COHORT_PLANNED
from core.asked import Ask, Asked, as_value, lines_of
from courses.kinds import CONDITION_KINDS
from desk.cards import desk_cards
from jobs.schedules import Daily
from jobs.services import register_schedule, subscribe
from notifications.kinds import Data, notice_kinds, said_where_it_leads, sentence
from offline.kinds import KeptPage, pages_of_today, private_files
from people.models import Person, User
from people.queries import KEPT, Kept, person_of_key
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, Kind, keys_about, submission_kinds


def hand_in_form(person: Person, handed: Handed) -> HandInForm:
    """About ``<assignment>/<person>``: hers, or that of a learner she teaches. Raises NotYours, ManyFilesToday."""
    assignment, learner = _what_it_is_about(person, handed)
    if submission_kinds.get(HAND_IN).holds_file(handed.fields):
        refuse_too_many(person, handed.id)
    asks = asks_seen(assignment, handed.fields.get("asks", ""))
    return HandInForm(handed.fields, asks=asks, is_on_paper=learner != person)


def keep_hand_in(person: Person, handed: Handed, form: HandInForm) -> dict[str, Any]:
    """Keep a version; what comes again changes nothing."""
    assignment, learner = _what_it_is_about(person, handed)
    hand_in(
        assignment,
        learner,
        hand_in_id=handed.id,
        body=form.cleaned_data["body"],
        attached=form.attached,
        record=form.record,
        device_at=handed.device_at,
        by=person,
    )
    return {}


def known_hand_in(version: HandIn, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it was handed in for the same."""
    if f"{version.work.assignment_id}/{version.work.person_id}" != handed.about:
        raise IdIsTaken
    return {}


def _what_it_is_about(person: Person, handed: Handed) -> tuple[Assignment, Person]:
    """What came before is known again, also where she takes part no more. Raises NotYours."""
    try:
        assignment_key, learner_key = map(UUID, handed.about.split("/"))
    except ValueError:
        raise NotYours from None
    known = own_hand_ins(person).filter(pk=handed.id).select_related("work__assignment", "work__person").first()
    if known is not None:
        return known.work.assignment, known.work.person
    if learner_key == person.pk:
        mine = assignments_open_to(person).filter(pk=assignment_key).first()
        if mine is not None:
            return mine, person
        raise NotYours
    assignment = assignments_set_by(person).filter(pk=assignment_key).first()
    learner = person_of_key(str(learner_key))
    if assignment is None or learner is None or not learners_of(assignment).filter(person=learner).exists():
        raise NotYours
    return assignment, learner


def page_of(about: str) -> str:
    """Hers, whoever hands in: a trainer finds what she carried for somebody from there."""
    assignment, _slash, _person = about.partition("/")
    return reverse("assignments:work", args=[assignment])


def form_of(about: str) -> str:
    """Where it is mended. Whose page that is depends on who reads it, so her own is led to from there."""
    return reverse("assignments:hand-in-for", args=about.split("/"))


def assignments_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """By what they are about, where the reader may see it."""
    keys = keys_about(abouts)
    hers = assignments_visible_to(reader).filter(pk__in=keys.values()).values_list("pk", "title")
    taught = assignments_set_by(reader).filter(pk__in=keys.values()).values_list("pk", "title")
    titles = dict(hers) | dict(taught)
    return {about: titles[key] for about, key in keys.items() if key in titles}


def texts_typed(handed: Iterable[Handed]) -> dict[UUID, list[str]]:
    """What was typed, in the record under what was asked, and the name of the file."""
    found = list(handed)
    keys = keys_about(each.about for each in found)
    asked = asked_ever(keys.values()) if keys else {}
    by_about = {about: asked.get(key, []) for about, key in keys.items()}
    return {each.id: [*_typed(each), *_typed_in_record(each, by_about.get(each.about, []))] for each in found}


def _typed(handed: Handed) -> list[str]:
    return [str(handed.fields[name]) for name in ("body", "file_name") if handed.fields.get(name)]


def _typed_in_record(handed: Handed, asked: Iterable[Asked]) -> list[str]:
    said = ((each, str(handed.fields[each.name])) for each in asked if handed.fields.get(each.name))
    return [f"{each.label}: {as_value(each, typed) if each.ask == Ask.YES_NO else typed}" for each, typed in said]


def records_in_words(versions: Iterable[HandIn]) -> dict[UUID, str]:
    """What was recorded in each, under what was asked."""
    read = ((each.pk, lines_of(asked_in(each.asks), each.entries)) for each in versions)
    return {key: " · ".join(f"{line.label}: {line.text}" for line in lines) for key, lines in read}


def say_given(reader: Person, notices: list[Data]) -> list[str]:
    """With the day on which it is due, where there is one, and whether something of it was changed."""
    return [_given(data) for data in notices]


def _given(data: Data) -> str:
    is_changed = data.get("changed_at")
    if not data["due_on"]:
        changed = gettext("Your field work “%(title)s” was changed.")
        given = gettext("There is field work for you: “%(title)s”.")
        return (changed if is_changed else given) % data
    said = {**data, "day": date_format(date.fromisoformat(data["due_on"]))}
    changed = gettext("Your field work “%(title)s” was changed. Hand it in by %(day)s.")
    given = gettext("There is field work for you: “%(title)s”. Hand it in by %(day)s.")
    return (changed if is_changed else given) % said


def pages_of_my_assignments(user: User) -> Iterator[KeptPage]:
    """Her list, and each that is to be handed in."""
    person = user.person
    open_ones = to_do(person)
    if not open_ones:
        return
    yield KeptPage(reverse("assignments:mine"))
    weight = weight_of_files(person) // len(open_ones)
    for assignment in open_ones:
        yield KeptPage(reverse("assignments:work", args=[assignment.pk]), weight)


submission_kinds.register(
    HAND_IN,
    Kind(
        label=_("Field work"),
        form=hand_in_form,
        apply=keep_hand_in,
        address=page_of,
        form_at=form_of,
        record=HandIn,
        facts=known_hand_in,
        titles=assignments_named,
        words=texts_typed,
        files={"photo": photo_without_notes, "seconds": str, "voice": str, "file": str},
    ),
)
notice_kinds.register("assignment_given", say_given)
notice_kinds.register("assignment_returned", sentence(_("Your work “%(title)s” came back with comments.")))
notice_kinds.register("assignment_approved", sentence(_("Your work “%(title)s” is approved.")))
said_where_it_leads.register("assignment_given", "it is the task")
said_where_it_leads.register("assignment_returned", "the comments stand there")
said_where_it_leads.register("assignment_approved", "that it is approved stands there")
desk_cards.register("assignments", cards)
pages_of_today.register("assignments", pages_of_my_assignments)
private_files.register("assignments", "/assignments/files/")
register_schedule("assignments.tell_of_given", tell_of_given, Daily(time(7, 0)))
register_schedule("assignments.purge_files", purge_files, Daily(time(3, 55)))
cohort_links.register(
    "assignments",
    CohortLink("clipboard-list", _("Assignments"), "assignments:cohort", True, True, to_mentors=True),
)
due_in_cohort.register("assignments", due_there)
programme_parts.register(
    "assignments",
    ProgrammePart(
        _("Field work"),
        _("Nothing is planned between the blocks. What is planned here is set for each new cohort."),
        _("Plan the field work"),
        "assignments:programme",
        planned_lines,
    ),
)
subscribe(COHORT_PLANNED, "assignments.set_planned", set_planned)
subscribe(COHORT_DAYS_MOVED, "assignments.follow_days", follow_days)
SHOWN_OF_A_VERSION = ("body", "entries", "device_at", "received_at")
SHOWN_OF_A_REVIEW = ("at", "verdict", "comment", "marks")
KEPT.register("assignments", Kept(_("Your field work"), Work, shown=("assignment", "state", "marks")))
KEPT.register(
    "hand-ins",
    Kept(
        _("What you handed in"),
        HandIn,
        "recorded_by",
        shown=SHOWN_OF_A_VERSION,
        in_words={"entries": records_in_words},
    ),
)
KEPT.register("reviews", Kept(_("What you said about field work"), Review, "by", shown=SHOWN_OF_A_REVIEW))
KEPT.register("assignments-set", Kept(_("Field work you set"), Assignment, "set_by", shown=("title", "task", "set_at")))
CONDITION_KINDS.register(APPROVED, WORK_APPROVED)
