"""What cohorts lay on a desk: the next lesson, what is late, the meetings of today, the cohorts one takes part in."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts import queries
from cohorts.entry_cards import asking, ways_in
from cohorts.enums import EnrolmentStatus, Standing
from cohorts.kinds import about_session
from cohorts.models import Cohort
from cohorts.permissions import cohorts_mentored_by, cohorts_taught_by, course_access_by_cohort, manages_cohorts
from cohorts.queries import NearSession
from core.addresses import address_of_view
from core.charts import Chart
from core.local_text import language_now
from core.numbers import percent_of
from desk.cards import Card
from desk.enums import Section
from people.enums import TEACHING_ROLES, Purpose, Role
from people.models import Person
from people.permissions import has_agreed

# Who takes part in more than two cohorts at once finds the others under "Where you take part".
COURSES_LOOKED_INTO = 2
# Who teaches many begins with those where most wait for her.
COHORTS_TO_HELP = 5
COHORTS_ON_A_DESK = 12


def cards(person: Person) -> Iterator[Card]:
    hers = [cohort for cohort in queries.cohorts_on_desk(person) if not cohort.is_over]
    learning = [cohort for cohort in hers if cohort.stands == EnrolmentStatus.ACTIVE]
    roles = {grant.role for grant in person.current_grants}
    teaching = queries.running_cohorts(cohorts_taught_by(person)) if roles & set(TEACHING_ROLES) else []
    mentored = queries.running_cohorts(cohorts_mentored_by(person)) if Role.MENTOR in roles else []
    yield from ways_in(cohort for cohort in hers if cohort.stands != EnrolmentStatus.ACTIVE)
    yield from asking(teaching)
    for cohort in learning[:COURSES_LOOKED_INTO]:
        yield from _course_cards(cohort, person)
    where = {cohort.pk: cohort for cohort in [*learning, *mentored, *teaching]}
    yield from _session_cards(person, list(where.values()))
    looked_after = {cohort.pk for cohort in [*mentored, *teaching]}
    # Who teaches a cohort and learns in it finds it once, as the one she teaches: its page shows both.
    yield from _places_of_a_learner(person, [each for each in learning if each.pk not in looked_after])
    yield from _places_of_a_teacher(person, teaching, is_counted_above=Role.PARTNER in roles)
    taught = {cohort.pk for cohort in teaching}
    for cohort in mentored[:COHORTS_ON_A_DESK]:
        if cohort.pk not in taught:
            yield _helped_card(cohort, address_of_view("cohorts:cohort", cohort.pk))
    if where:
        yield _timetable_card(is_small=bool(roles))
        yield _card_of_the_day(is_small=bool(roles))


def _places_of_a_learner(person: Person, learning: list[Cohort]) -> Iterator[Card]:
    yield from (_place_card(cohort, address_of_view("cohorts:cohort", cohort.pk)) for cohort in learning)
    if person.current_grants:
        return
    is_first_step = not learning
    if is_first_step:
        yield from _ended_cards(person)
    if is_first_step and not has_agreed(person, Purpose.TRAINING):
        yield _agreeing_card()
    else:
        yield _joining_card(is_first_step=is_first_step)


def _places_of_a_teacher(person: Person, teaching: list[Any], *, is_counted_above: bool) -> Iterator[Card]:
    """Who needs help in which cohort, the cohorts themselves, and how to make one.

    Where an upper app says how many cohorts and learners they are, it ``is_counted_above`` and not here.
    """
    today = queries.cohorts_today(person, teaching) if teaching else {}
    behind = [cohort for cohort in teaching if cohort.pk in today and _waits(today[cohort.pk].numbers)]
    behind.sort(key=lambda cohort: -_waits(today[cohort.pk].numbers))
    yield from (_behind_card(cohort, today[cohort.pk].numbers) for cohort in behind[:COHORTS_TO_HELP])
    if len(teaching) > 1:
        yield _all_together([] if is_counted_above else teaching, [stands.numbers for stands in today.values()])
    for cohort in teaching[:COHORTS_ON_A_DESK]:
        stands = today.get(cohort.pk)
        yield _helped_card(cohort, address_of_view("cohorts:learners", cohort.pk), stands.spark if stands else None)
    if manages_cohorts(person):
        yield Card(Section.PLACES, "plus", _("A new cohort"), address_of_view("cohorts:create"), action=_("New cohort"))


def _course_cards(cohort: Cohort, person: Person) -> Iterator[Card]:
    access = course_access_by_cohort(person, cohort.course_key)
    plan = queries.course_plan(cohort, person, access, language_now())
    if plan.late:
        text = ngettext("%d lesson of days gone by waits.", "%d lessons of days gone by wait.", plan.late) % plan.late
        link = address_of_view("cohorts:cohort", cohort.pk)
        yield Card(Section.LATE, "clock", cohort.name, link, text, action=_("See which"))
    if plan.next_lesson:
        counted = {"done": plan.done, "total": plan.total}
        text = _("%(done)d of %(total)d lessons done") % counted
        to_do, share = plan.next_lesson, percent_of(plan.done, plan.total)
        yield Card(
            Section.NOW,
            "play",
            to_do.title,
            to_do.address,
            text,
            action=_("Go on"),
            share=share,
            language=to_do.language,
        )
    elif plan.total and plan.done == plan.total:
        link = address_of_view("cohorts:cohort", cohort.pk)
        yield Card(Section.WELL, "award", plan.title, link, _("You have done all lessons of the course."))


def _session_cards(person: Person, cohorts: list[Cohort]) -> Iterator[Card]:
    for session in queries.sessions_ahead(person, cohorts) if cohorts else []:
        link = address_of_view("cohorts:cohort", session.cohort_id) + "#blocks"
        day: date = timezone.localdate(session.starts_at)
        action = _("To the session") if session.is_near else _("To the plan")
        when, about = _when(session), about_session(session.key)
        yield Card(
            Section.NOW, "calendar", session.cohort, link, when, session.venue, action=action, due=day, about=about
        )


def _when(session: NearSession) -> str:
    begins = timezone.localtime(session.starts_at)
    said = {"time": date_format(begins, "TIME_FORMAT"), "day": date_format(begins)}
    if not session.is_near:
        return _("Next: %(day)s at %(time)s") % said
    return (_("Today at %(time)s") if session.is_today else _("Tomorrow at %(time)s")) % said


def _place_card(cohort: Cohort, link: str) -> Card:
    days = f"{date_format(cohort.starts_on)} – {date_format(cohort.ends_on)}"
    return Card(Section.PLACES, "users", cohort.name, link, str(cohort.place), days)


def _helped_card(cohort: Any, link: str, read: Chart | None = None) -> Card:
    """A cohort she teaches or mentors, of :func:`queries.running_cohorts`."""
    people = ngettext("%d learner", "%d learners", cohort.learners) % cohort.learners
    days = f"{date_format(cohort.starts_on)} – {date_format(cohort.ends_on)}"
    return Card(Section.PLACES, "users", cohort.name, link, f"{people} · {cohort.place}", days, chart=read)


def _behind_card(cohort: Cohort, numbers: dict[Standing, int]) -> Card:
    """Leads to those of the cohort who are late, else to those who are stuck."""
    late, stuck = numbers[Standing.LATE], numbers[Standing.STUCK]
    said = []
    if late:
        said.append(ngettext("%d learner is late.", "%d learners are late.", late) % late)
    if stuck:
        said.append(ngettext("%d opened nothing for a week.", "%d opened nothing for a week.", stuck) % stuck)
    link = address_of_view("cohorts:learners", cohort.pk) + f"?standing={Standing.LATE if late else Standing.STUCK}"
    return Card(Section.LATE, "clock", cohort.name, link, " ".join(said), action=_("See who"))


def _all_together(counted: list[Any], numbers: list[dict[Standing, int]]) -> Card:
    """All her cohorts in a few figures, of those to be ``counted`` also how many they are.

    Who asks on finds the plots and a line for each.
    """
    address = address_of_view("cohorts:all-figures")
    facts = []
    if counted:
        facts = [(_("Cohorts"), len(counted)), (_("Learners"), sum(cohort.learners for cohort in counted))]
    of_them = (Standing.LATE, Standing.STUCK)
    facts += [(str(standing.label), sum(each[standing] for each in numbers)) for standing in of_them]
    return Card(Section.PLACES, "chart-column", _("All together"), address, action=_("Cohorts in figures"), facts=facts)


def _waits(numbers: dict[Standing, int]) -> int:
    return numbers[Standing.LATE] + numbers[Standing.STUCK]


def _timetable_card(*, is_small: bool) -> Card:
    text, link = _("When and where you meet, in all your cohorts."), address_of_view("cohorts:timetable")
    return Card(Section.PLACES, "calendar", _("My timetable"), link, text, action=_("To the days"), is_small=is_small)


def _card_of_the_day(*, is_small: bool) -> Card:
    """The way to what the phone keeps: for who has a day to take along."""
    text, link = _("Read, answer and write where there is no network."), address_of_view("offline:kept")
    return Card(Section.PLACES, "phone", _("Take my day along"), link, text, action=_("See how"), is_small=is_small)


def _ended_cards(person: Person) -> Iterator[Card]:
    """Before she is asked to join one: that her place in another ended, and where she reads why."""
    stay = queries.ended_lately(person)
    if stay and stay.withdrawn_at:
        text = _("Your place ended on %(day)s.") % {"day": date_format(timezone.localtime(stay.withdrawn_at))}
        link = address_of_view("cohorts:my-place", stay.cohort_id)
        yield Card(Section.NOW, "info", stay.cohort.name, link, text, action=_("Read why, and what you can do"))


def _joining_card(*, is_first_step: bool) -> Card:
    section = Section.NOW if is_first_step else Section.PLACES
    text = _("Your trainer writes a code of six letters on the board.")
    return Card(
        section,
        "key-round",
        _("Join a cohort"),
        address_of_view("cohorts:join"),
        text,
        action=_("Type the code"),
        is_small=not is_first_step,
    )


def _agreeing_card() -> Card:
    text = _(
        "You have not agreed that we keep a learning record. Agree to it on the page “About me”, then join a cohort."
    )
    return Card(
        Section.NOW,
        "info",
        _("Your training"),
        address_of_view("people:profile"),
        text,
        action=_("To the page “About me”"),
    )
