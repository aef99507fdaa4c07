"""``python -m tests.browser.the_others COHORT``: what the forty did that no journey waits for, in one process.

The cohort began two days ago, and its lists were taken. Whoever was there sat the test on paper and had her field work
approved. One of them came late to the cohort and is two days short; one did nothing; and Asha does hers on her phone.
"""

import sys
from datetime import timedelta
from uuid import uuid4

import django

django.setup()

from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from assignments.enums import Verdict  # noqa: E402
from assignments.models import Assignment  # noqa: E402
from assignments.services import hand_in, review  # noqa: E402
from attendance.enums import Presence, Reason  # noqa: E402
from attendance.marks import Said  # noqa: E402
from attendance.services import mark_people  # noqa: E402
from cohorts.models import Cohort, Enrolment, Session  # noqa: E402
from cohorts.services import follow_dates, move_blocks  # noqa: E402
from gradebook.services import mark_by_hand  # noqa: E402
from people.models import Person  # noqa: E402
from tests.browser.a_whole_cohort import ABSENT, ASHA, DAYS_AGO, TWO_DAYS_SHORT  # noqa: E402
from tests.browser.members import KABINI_TRAINER  # noqa: E402

MARK = 80


def do_all(cohort: Cohort, trainer: Person) -> None:
    """The learners, by what the trainer wrote down."""
    _begin_earlier(cohort)
    stays = list(Enrolment.objects.filter(cohort=cohort).select_related("cohort__programme", "person"))
    was_away = {ABSENT[0], TWO_DAYS_SHORT}
    for session in Session.objects.filter(block__cohort=cohort, starts_at__lt=_midnight()).order_by("starts_at"):
        mark_people(session, [_said(stay.person, was_away) for stay in stays], by=trainer)
    work = Assignment.objects.get(cohort=cohort)
    for stay in stays:
        if stay.person.name not in {ABSENT[0], ASHA}:
            _sit_and_work(stay, work, trainer)


def _begin_earlier(cohort: Cohort) -> None:
    way = cohort.starts_on - timezone.localdate() + timedelta(days=DAYS_AGO)
    move_blocks(cohort, days=-way.days, by=None)
    cohort.starts_on, cohort.ends_on = cohort.starts_on - way, cohort.ends_on - way
    cohort.save(update_fields=["starts_on", "ends_on"])
    cohort.enrolments.update(joined_at=F("joined_at") - way)
    follow_dates(cohort)
    _open_the_lists_of_today(cohort)


def _open_the_lists_of_today(cohort: Cohort) -> None:
    """At whatever hour this runs: both sessions have begun."""
    today = Session.objects.filter(block__cohort=cohort, starts_at__gte=_midnight()).order_by("starts_at")[:2]
    for minute, session in enumerate(today):
        Session.objects.filter(pk=session.pk).update(starts_at=_midnight() + timedelta(minutes=minute))


def _said(person: Person, was_away: set[str]) -> Said:
    if person.name in was_away:
        return Said(uuid4(), person.pk, Presence.ABSENT, Reason.WORK)
    return Said(uuid4(), person.pk, Presence.PRESENT)


def _sit_and_work(stay: Enrolment, work: Assignment, trainer: Person) -> None:
    test = str(stay.cohort.programme.post_test_id)
    mark_by_hand(stay, test, MARK, why="Taken on paper in the hall", by=trainer.user)
    handed = hand_in(
        work, stay.person, hand_in_id=uuid4(), body="₹700 came in", attached=[], device_at=None, by=trainer
    )
    review(handed, verdict=Verdict.APPROVED, comment="", marks=None, by=trainer)


def _midnight():
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


if __name__ == "__main__":
    do_all(Cohort.objects.get(pk=sys.argv[1]), Person.objects.get(user__username=KABINI_TRAINER.code))
