"""The report for the organiser: what stands on it, and that it stays on one sheet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import translation

from attendance.days import DayCount
from attendance.enums import Presence
from attendance.queries import DaysOfCohort
from cohorts.enums import LeavingReason
from cohorts.models import Enrolment, Session
from cohorts.services import transfer, withdraw_learner
from gradebook.paper import report_sheet
from gradebook.queries import report_of
from gradebook.queries.figures import attendance_chart
from gradebook.services import bring_up
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import mark
from tests.factories import cohort_on, learner_in, trainer_of
from tests.gradebook.conftest import take_lists
from tests.gradebook.test_figures import programme, took_both  # noqa: F401  (the programme with both tests)

pytestmark = pytest.mark.django_db


def report(cohort):
    return report_of(trainer_of(cohort), cohort, bring_up(cohort))


def leave(person, trainer, why):
    withdraw_learner(Enrolment.objects.active().get(person=person), by=trainer.user, left_for=why)


def test_people_are_counted_stay_by_stay_with_why_they_left(course, cohort):
    trainer = trainer_of(cohort)
    people = [learner_in(cohort) for _ in range(6)]
    for person, why in zip(people, (LeavingReason.WORK, LeavingReason.WORK, LeavingReason.FAR), strict=False):
        leave(person, trainer, why)
    other = cohort_on(course)
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    transfer(Enrolment.objects.active().get(person=people[3]), other, by=trainer.user)
    made = report(cohort)
    assert dict(made.people) == {
        "Enrolled": "6", "Left": "4", "Take part now": "2", "Have completed": "0", "Certificates": "0",
    }  # fmt: skip
    assert made.left.startswith("Why they left: Found paid work: 2 · ")
    assert "Moved to another cohort: 1" in made.left


def test_it_says_where_when_and_how_many_days_were_held(cohort):
    take_lists(cohort)
    facts = dict(report(cohort).facts)
    assert facts["Days held"] == "2 of 5"
    assert facts["Programme"] == "MOVE"
    assert facts["Trainers"] == "Rukmini Hegde"


def test_what_is_open_is_named(cohort, lessons):
    learners = took_both(cohort, lessons, 4)
    first = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
    for presence in (Presence.PRESENT, Presence.ABSENT):
        mark(first, learners[0], presence, by=learners[0])
    told = " ".join(report(cohort).open)
    assert "1 day without a list: " in told
    assert "1 person of whom two marks of one day differ" in told
    assert "3 days are still to come" in told


def test_the_tests_are_compared_from_five_who_took_both(cohort, lessons):
    took_both(cohort, lessons, 4)
    made = report(cohort)
    assert (made.tests, made.tests_in_words[:37]) == ([], "4 learners have taken both tests. Fro")
    assert made.read == ""
    took_both(cohort, lessons, 1)
    assert report(cohort).tests == [
        ("On average", "44.0%", "76.0%", "+32.0"),
        ("In the middle (median)", "40.0%", "80.0%", "+40.0"),
        ("Reached 60%", "1 of 5", "5 of 5", "+4"),
    ]


def _twenty_days() -> DaysOfCohort:
    days = [DayCount(date(2026, 11, 2) + timedelta(days=number), 40, 30, 4, 3, 1) for number in range(20)]
    return DaysOfCohort(days, planned=20, without_list=[])


@pytest.mark.parametrize("language", ["en", "hi", "kn", "ml"])
def test_forty_people_and_twenty_days_are_one_sheet_with_everything_open_in_every_language(cohort, lessons, language):
    took_both(cohort, lessons)
    with translation.override(language):
        made = report(cohort)
        chart = attendance_chart(_twenty_days())
        reasons = " · ".join(f"{reason.label}: 12" for reason in LeavingReason)
        longest = "ലക്ഷ്യം നേടിയവർക്ക് ഇനി ചെയ്യാനുള്ളത് " * 2
        full = replace(made, title=cohort.name * 2, attendance=chart, left=reasons, open=[longest] * 9)
        sheet = report_sheet(full, language=language)
    assert sheet.as_bytes().startswith(b"%PDF-")
    assert sheet.pages == 1


def test_who_teaches_it_takes_the_report_along(cohort, sign_in):
    answer = sign_in(trainer_of(cohort)).get(reverse("gradebook:print-report", args=[cohort.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-")
