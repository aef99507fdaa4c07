"""What cohorts lay on a desk: the next lesson, what is late, the meetings of today, the cohorts one takes part in."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts import queries
from cohorts.models import Cohort
from cohorts.permissions import cohorts_taught_by, course_access_by_cohort, manages_cohorts
from cohorts.queries import NearSession
from core.local_text import language_now
from desk.cards import Card
from desk.enums import Section
from people.enums import Purpose
from people.models import Person
from people.permissions import has_agreed

# Who takes part in more than two cohorts at once finds the others under "Where you take part".
COURSES_LOOKED_INTO = 2


def cards(person: Person) -> Iterator[Card]:
    learning = [cohort for cohort in queries.my_cohorts(person) if not cohort.is_over]
    teaching = queries.running_cohorts(cohorts_taught_by(person)) if person.current_grants else []
    for cohort in learning[:COURSES_LOOKED_INTO]:
        yield from _course_cards(cohort, person)
    yield from _session_cards([*learning, *teaching])
    yield from (_place_card(cohort, reverse("cohorts:cohort", args=[cohort.pk])) for cohort in learning)
    taught = {cohort.pk: cohort for cohort in teaching}
    yield from (_taught_card(cohort, cohort.learners) for cohort in taught.values())
    if manages_cohorts(person):
        yield Card(Section.PLACES, "plus", _("A new cohort"), reverse("cohorts:create"), action=_("New cohort"))
    if learning or teaching:
        yield _card_of_the_day()
    is_first_step = not learning and not person.current_grants
    if is_first_step and not has_agreed(person, Purpose.TRAINING):
        yield _agreeing_card()
    else:
        yield _joining_card(is_first_step=is_first_step)


def _course_cards(cohort: Cohort, person: Person) -> Iterator[Card]:
    access = course_access_by_cohort(person, cohort.course_key)
    plan = queries.course_plan(cohort, person, access, language_now())
    if plan.late:
        text = ngettext("%d lesson of days gone by waits.", "%d lessons of days gone by wait.", plan.late) % plan.late
        link = reverse("cohorts:cohort", args=[cohort.pk])
        yield Card(Section.LATE, "clock", cohort.name, link, text, action=_("See which"))
    if plan.next_lesson:
        counted = {"done": plan.done, "total": plan.total}
        text = _("%(done)d of %(total)d lessons done") % counted
        title, link = plan.next_lesson.title, plan.next_lesson.address
        share = 100 * plan.done // plan.total
        yield Card(Section.NOW, "play", title, link, text, action=_("Go on"), share=share)
    elif plan.total and plan.done == plan.total:
        link = reverse("cohorts:cohort", args=[cohort.pk])
        yield Card(Section.WELL, "award", plan.title, link, _("You have done all lessons of the course."))


def _session_cards(cohorts: list[Cohort]) -> Iterator[Card]:
    for session in queries.sessions_ahead(cohorts) if cohorts else []:
        link = reverse("cohorts:cohort", args=[session.cohort_id]) + "#blocks"
        day: date = timezone.localdate(session.starts_at)
        yield Card(Section.NOW, "calendar", session.cohort, link, _when(session), session.venue, due=day)


def _when(session: NearSession) -> str:
    begins = timezone.localtime(session.starts_at)
    said = {"time": date_format(begins, "TIME_FORMAT"), "day": date_format(begins)}
    if not session.is_near:
        return _("Next: %(day)s at %(time)s") % said
    return (_("Today at %(time)s") if session.is_today else _("Tomorrow at %(time)s")) % said


def _place_card(cohort: Cohort, link: str) -> Card:
    days = f"{date_format(cohort.starts_on)} – {date_format(cohort.ends_on)}"
    return Card(Section.PLACES, "users", cohort.name, link, str(cohort.place), days)


def _taught_card(cohort: Cohort, learners: int) -> Card:
    people = ngettext("%d learner", "%d learners", learners) % learners
    days = f"{date_format(cohort.starts_on)} – {date_format(cohort.ends_on)}"
    link = reverse("cohorts:learners", args=[cohort.pk])
    return Card(Section.PLACES, "users", cohort.name, link, f"{people} · {cohort.place}", days)


def _card_of_the_day() -> Card:
    """The way to what the phone keeps: for who has a day to take along."""
    text = _("Read, answer and write where there is no network.")
    return Card(Section.PLACES, "phone", _("Take my day along"), reverse("offline:kept"), text, action=_("See how"))


def _joining_card(*, is_first_step: bool) -> Card:
    section = Section.NOW if is_first_step else Section.PLACES
    text = _("Your trainer writes a code of six letters on the board.")
    return Card(
        section,
        "key-round",
        _("Join a cohort"),
        reverse("cohorts:join"),
        text,
        action=_("Type the code"),
        is_small=not is_first_step,
    )


def _agreeing_card() -> Card:
    text = _(
        "You have not agreed that we keep a learning record. Agree to it on the page “About me”, then join a cohort."
    )
    return Card(
        Section.NOW, "info", _("Your training"), reverse("people:profile"), text, action=_("To the page “About me”")
    )
