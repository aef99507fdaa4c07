"""The report for the organiser: what stands on it, and that it stays on one sheet."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db.models import Value
from django.urls import reverse
from django.utils import timezone, translation

from attendance.came import DayCount
from attendance.enums import Presence
from attendance.queries import DaysOfCohort
from certificates.services import revoke
from cohorts.enums import CohortState, LeavingReason
from cohorts.models import Cohort, Enrolment, Session
from cohorts.services import transfer, withdraw_learner
from gradebook.enums import DueThing
from gradebook.paper import report_sheet
from gradebook.queries import due_lines, report_of, run_cohorts
from gradebook.queries.figures import attendance_chart
from gradebook.services import bring_up, give_certificates, mark_by_hand
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import sit
from tests.factories import PersonFactory, cohort_on, learner_in, trainer_of
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
        mark(first, learners[0], presence, by=PersonFactory())
    told = " ".join(report(cohort).open)
    assert "1 day without a list: " in told
    assert "Two marks of 1 person differ" in told
    assert "Attendance of 1 session is not taken" in told
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


def over(cohort) -> None:
    """Its last day is gone, and lists were taken."""
    Session.objects.filter(block__cohort=cohort).update(starts_at=timezone.now() - timedelta(days=1))
    take_lists(cohort)


def not_tested(cohort) -> int:
    """As the page of the cohorts that somebody runs counts, which the report agrees with."""
    bring_up(cohort)
    (row,) = run_cohorts(trainer_of(cohort), [row_of(cohort)])
    counted = next((due.number for due in row.due if due.thing == DueThing.TEST), 0)
    said = [each for each in report(cohort).open if "the test at the end" in each]
    assert [each.split()[0] for each in said] == ([str(counted)] if counted else [])
    return counted


def row_of(cohort) -> Cohort:
    return Cohort.objects.annotate(asked=Value(0), learners=Value(0)).get(pk=cohort.pk)


def test_who_has_not_taken_the_test_is_counted_as_on_the_page_of_cohorts(cohort, lessons):
    took_neither, only_first, on_paper = (learner_in(cohort) for _ in range(3))
    sit(only_first, lessons[0])
    assert not any("the test at the end" in each for each in report(cohort).open)  # it is not over
    over(cohort)
    somebody = 1  # who is on the lists alone
    assert not_tested(cohort) == 3 + somebody
    key, trainer = str(lessons[1].translation_key), trainer_of(cohort)
    stay = Enrolment.objects.get(person=on_paper)
    mark_by_hand(stay, key, 30, why="On paper", by=trainer.user)
    assert not_tested(cohort) == 2 + somebody
    mark_by_hand(stay, key, None, why="Another's paper", by=trainer.user)
    sit(took_neither, lessons[1], wrong=(1, 2, 3))
    assert not_tested(cohort) == 2 + somebody


def test_it_is_counted_without_a_test_at_the_beginning_too(cohort):
    cohort.programme.pre_test = None
    cohort.programme.save()
    learner_in(cohort)
    over(cohort)
    assert not_tested(cohort) == 2


def test_in_a_closed_cohort_nothing_is_open_but_certificates_as_on_the_page_of_cohorts(cohort, lessons):
    cohort.programme.days_percent, cohort.programme.certificate_title = None, "Trained in MOVE"
    cohort.programme.save()
    cohort.refresh_from_db()
    sit(learner_in(cohort), lessons[1])
    learner_in(cohort)
    over(cohort)
    assert not_tested(cohort)
    cohort.state = CohortState.CLOSED
    cohort.save()
    assert not_tested(cohort) == 0
    assert report(cohort).open == ["1 learner has completed and has no certificate"]


def test_a_certificate_taken_back_is_due_nowhere(cohort, lessons):
    cohort.programme.days_percent, cohort.programme.certificate_title = None, "Trained in MOVE"
    cohort.programme.save()
    cohort.refresh_from_db()
    trainer, asha, bina = trainer_of(cohort), learner_in(cohort), learner_in(cohort)
    for person in (asha, bina):
        sit(person, lessons[1])
    (given,), _refused = give_certificates(trainer, cohort, [asha.pk], by=trainer.user)
    revoke(given, reason="Issued by mistake", by=None)
    assert "1 learner has completed and has no certificate" in report(cohort).open
    assert "1 certificate was taken back and not given again" in report(cohort).open
    assert dict(report(cohort).people)["Certificates"] == "0"
    (row,) = run_cohorts(trainer, [row_of(cohort)])
    assert [due.number for due in row.due if due.thing == DueThing.CERTIFICATES] == [1]
    assert row.certificates == 0


def test_what_is_due_in_it_is_said_as_on_the_desk_also_of_one_session_of_a_day(cohort, lessons):
    take_lists(cohort)
    first = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
    Session.objects.create(block=first.block, starts_at=first.starts_at + timedelta(hours=3), venue="The hall")
    told = report(cohort).open
    assert "Attendance of 1 session is not taken" in told
    assert not any("without a list" in each for each in told)


def test_a_cohort_that_is_over_is_not_said_to_be_all_done_while_somebody_has_not_completed(cohort, lessons):
    """Of five days four are needed, and two were held."""
    hers = learner_in(cohort)
    sit(hers, lessons[1])
    over(cohort)
    for session in Session.objects.filter(block__cohort=cohort):
        mark(session, hers, Presence.ABSENT, by=PersonFactory())
    cohort.programme.post_test_percent = None
    cohort.programme.save()
    cohort.state = CohortState.FINISHED
    cohort.save()
    cohort.refresh_from_db()
    assert report(cohort).open[0] == "1 learner has not completed"
    bring_up(cohort)
    (row,) = run_cohorts(trainer_of(cohort), [row_of(cohort)])
    assert [line.words for line in due_lines(row)] == ["Nothing is due: it can be closed. 1 learner has not completed."]


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
