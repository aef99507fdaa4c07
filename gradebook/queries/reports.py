"""The report on a cohort: what stood in it when it was made, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assignments.queries import assignments_in
from attendance.queries import DaysOfCohort, days_of_cohort
from certificates.queries import number_standing_in, number_taken_back_in
from cohorts.enums import EnrolmentStatus, LeavingReason
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import trainers_of
from cohorts.queries import lesson_entries
from core.charts import SMALLEST_GROUP, Number, said
from core.local_text import language_now
from core.periods import format_of_day
from courses.queries import course_in
from gradebook.due import may_be_due
from gradebook.enums import DueThing
from gradebook.gains import Gain
from gradebook.paper import Report
from gradebook.permissions import stays_read_by
from gradebook.queries.books import Book
from gradebook.queries.due_words import due_in_one, not_completed_in_words
from gradebook.queries.figures import attendance_chart, gain_in_words, tests_chart
from gradebook.queries.gains import both_tests
from gradebook.queries.learners import HAS_COMPLETED, people_one_step_short, people_out_of_reach
from people.models import Person

TRAINERS_NAMED = 4
DAYS_NAMED = 6
DASH = "–"
# What is open stands in a list, where no sentence ends.
STOPS = ".।"


@dataclass(frozen=True)
class PeopleOfCohort:
    """How many take part, left for which reason, moved to another cohort, wait or have asked."""

    active: int
    left: dict[LeavingReason, int]
    moved_on: int
    waiting: int
    asked: int

    @property
    def enrolled(self) -> int:
        """All who take part or did, stay by stay."""
        return self.active + self.gone

    @property
    def gone(self) -> int:
        return sum(self.left.values()) + self.moved_on


@dataclass(frozen=True)
class Reached:
    """How far the ``shown`` learners are, whose results the reader may see: None where no programme says.

    ``read`` is the mean number of lessons. ``out_of_reach`` are those whom another make-up alone helps,
    ``taken_back`` those of whom a certificate was taken back and none given again.
    """

    shown: int
    read: float
    completed: int | None
    one_short: int
    out_of_reach: int
    taken_back: int


def report_of(viewer: Person, cohort: Cohort, book: Book) -> Report:
    """For who teaches or manages ``cohort``, whose rows are up to date; as many queries however many learn in it."""
    people, days, tests = _people_of(cohort), days_of_cohort(cohort), both_tests(viewer, cohort, book)
    reached = _reached(viewer, cohort, book)
    return Report(
        title=cohort.name,
        below=_("Report for the organiser · %(organisation)s") % {"organisation": cohort.organisation},
        facts=_facts(cohort, days),
        people=_in_numbers(people, reached, number_standing_in([cohort.pk]).get(cohort.pk, 0)),
        left=_left_in_words(people),
        attendance=attendance_chart(days),
        tests=_rows(tests.gain, tests.needed) if tests.gain else [],
        tests_in_words=gain_in_words(tests.gain) if tests.gain else tests_chart(tests).empty,
        read=_read_in_words(cohort, reached),
        open=_open(viewer, cohort, days, people, reached),
        notes=_notes(people, reached),
    )


def _people_of(cohort: Cohort) -> PeopleOfCohort:
    rows = Enrolment.objects.filter(cohort=cohort).order_by().values_list("status", "left_for")
    counts = {(status, why): number for status, why, number in rows.annotate(number=Count("pk"))}
    by_status = {each: sum(n for (status, _why), n in counts.items() if status == each) for each in EnrolmentStatus}
    left = {reason: counts.get((EnrolmentStatus.WITHDRAWN, reason), 0) for reason in LeavingReason}
    return PeopleOfCohort(
        active=by_status[EnrolmentStatus.ACTIVE],
        left={reason: number for reason, number in left.items() if number},
        moved_on=by_status[EnrolmentStatus.TRANSFERRED],
        waiting=by_status[EnrolmentStatus.WAITING],
        asked=by_status[EnrolmentStatus.APPLIED],
    )


def _reached(viewer: Person, cohort: Cohort, book: Book) -> Reached:
    read = stays_read_by(viewer, cohort)
    near, lost = people_one_step_short(cohort, book), people_out_of_reach(cohort, book)
    found = read.aggregate(shown=Count("pk"), read=Avg("summary__read"), completed=Count("pk", filter=HAS_COMPLETED))
    return Reached(
        shown=found["shown"],
        read=found["read"] or 0,
        completed=found["completed"] if book.has_programme else None,
        one_short=read.filter(person__in=near).count(),
        out_of_reach=read.filter(person__in=lost.keys() - near.keys()).count(),
        taken_back=number_taken_back_in(cohort.pk, read.values("person")),
    )


def _facts(cohort: Cohort, days: DaysOfCohort) -> list[tuple[str, str]]:
    course = course_in(cohort.course_key, language_now())
    trainers = ", ".join(person.name for person in trainers_of(cohort)[:TRAINERS_NAMED])
    dates = f"{date_format(cohort.starts_on)} {DASH} {date_format(cohort.ends_on)}"
    held = _("%(held)d of %(planned)d") % {"held": len(days.held), "planned": days.planned}
    return [
        (_("Course"), course.title if course else DASH),
        (_("Programme"), str(cohort.programme or DASH)),
        (_("Place"), str(cohort.place)),
        (_("Venue"), cohort.venue or DASH),
        (_("Dates"), dates),
        (_("Days held"), held),
        (_("Trainers"), trainers or DASH),
        (_("Language"), cohort.get_language_display()),
    ]


def _in_numbers(people: PeopleOfCohort, reached: Reached, certificates: int) -> list[tuple[str, str]]:
    completed = DASH if reached.completed is None else str(reached.completed)
    return [
        (_("Enrolled"), str(people.enrolled)),
        (_("Left"), str(people.gone)),
        (_("Take part now"), str(people.active)),
        (_("Have completed"), completed),
        (_("Certificates"), str(certificates)),
    ]


def _left_in_words(people: PeopleOfCohort) -> str:
    lines = sorted(people.left.items(), key=lambda each: -each[1])
    counted = [f"{reason.label}: {number}" for reason, number in lines]
    if people.moved_on:
        counted.append(f"{EnrolmentStatus.TRANSFERRED.label}: {people.moved_on}")
    return _("Why they left: %(reasons)s.") % {"reasons": " · ".join(counted)} if counted else ""


def _rows(gain: Gain, needed: int | None) -> list[tuple[str, str, str, str]]:
    (before, after), (low, high) = gain.means, gain.medians
    rows = [
        (_("On average"), said(before, "%"), said(after, "%"), _signed(gain.points)),
        (_("In the middle (median)"), said(low, "%"), said(high, "%"), _signed(high - low)),
    ]
    if gain.reached:
        of = _("%(number)d of %(whole)d")
        had, have = (of % {"number": number, "whole": gain.pairs} for number in gain.reached)
        rows.append(
            (_("Reached %(needed)s%%") % {"needed": needed}, had, have, _signed(gain.reached[1] - gain.reached[0]))
        )
    return rows


def _signed(value: Number) -> str:
    return f"+{said(value)}" if value > 0 else said(value)


def _read_in_words(cohort: Cohort, reached: Reached) -> str:
    if reached.shown < SMALLEST_GROUP:
        return ""
    total = len(lesson_entries(cohort, language_now()))
    number = said(round(Decimal(reached.read), 1))
    return _("Lessons read to the end, on average: %(number)s of %(total)d.") % {"number": number, "total": total}


def _open(viewer: Person, cohort: Cohort, days: DaysOfCohort, people: PeopleOfCohort, reached: Reached) -> list[str]:
    """What is due, by the same rule and in the same words as on the desk of who runs the cohort, and what is open
    besides.
    """
    due = [line.words.rstrip(STOPS) for line in due_in_one(viewer, cohort) if line.thing != DueThing.CLOSING]
    if not may_be_due(cohort.state):
        return due
    return [*due, *_open_days(days), *_open_work(viewer, cohort), *_open_people(cohort, people, reached)]


def _open_days(days: DaysOfCohort) -> list[str]:
    items = []
    if days.without_list:
        today = timezone.localdate()
        named = ", ".join(date_format(day, format_of_day(day, today)) for day in days.without_list[:DAYS_NAMED])
        more = " …" if len(days.without_list) > DAYS_NAMED else ""
        number = len(days.without_list)
        words = ngettext("%(number)d day without a list: %(days)s", "%(number)d days without a list: %(days)s", number)
        items.append(words % {"number": number, "days": f"{named}{more}"})
    if days.to_come:
        items.append(ngettext("%d day is still to come", "%d days are still to come", days.to_come) % days.to_come)
    return items


def _open_work(viewer: Person, cohort: Cohort) -> list[str]:
    assignments: Iterable[Any] = assignments_in(cohort, viewer)
    number = sum(each.waiting for each in assignments)
    if not number:
        return []
    return [ngettext("%d work waits for a review", "%d works wait for a review", number) % number]


def _open_people(cohort: Cohort, people: PeopleOfCohort, reached: Reached) -> list[str]:
    """Once the cohort is over what is wanting of anybody is open, be it one step or more."""
    short, lost, back = reached.one_short, reached.out_of_reach, reached.taken_back
    not_completed = 0 if reached.completed is None or not cohort.is_over else reached.shown - reached.completed
    one_short = ngettext(
        "%d learner is one step short of completing", "%d learners are one step short of completing", short
    )
    needs = ngettext("%d learner needs a make-up to complete", "%d learners need make-ups to complete", lost)
    taken_back = ngettext(
        "%d certificate was taken back and not given again",
        "%d certificates were taken back and not given again",
        back,
    )
    waiting = ngettext("%d person waits for a place", "%d people wait for a place", people.waiting)
    counted = [(short, one_short), (lost, needs), (back, taken_back), (people.waiting, waiting)]
    found = [words % number for number, words in counted if number]
    return [not_completed_in_words(not_completed).rstrip(STOPS), *found] if not_completed else found


def _notes(people: PeopleOfCohort, reached: Reached) -> list[str]:
    counted = _(
        "Tests, lessons and completing are counted of the %(shown)d of %(active)d learners whose results the reader "
        "may see. Before is the first try, after the one that counts, of who took both tests; from five learners on."
    ) % {"shown": reached.shown, "active": people.active}
    moment = date_format(timezone.localtime(), "DATETIME_FORMAT")
    return [f"{counted} {_('Counted at %(moment)s.') % {'moment': moment}}"]
