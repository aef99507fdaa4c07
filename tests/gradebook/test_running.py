"""The cohorts that somebody runs: days held, who came, who has completed, what is due."""

import csv
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendance.came import Average, average_of
from attendance.enums import MARKED
from attendance.models import Mark
from attendance.queries import days_held_in, days_of_cohort, difference_in
from cohorts.enums import CohortState, EnrolmentStatus
from cohorts.models import Cohort, Enrolment, Programme, Session
from cohorts.queries import cohorts_run_by
from gradebook.enums import DueThing
from gradebook.queries import run_cohorts
from gradebook.services import bring_up, bring_up_each, give_certificates
from jobs.services import run_due_jobs
from people.enums import Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role
from tests.attendance.meetings import mark, session_of
from tests.cohorts.test_trainers_page import seen, sit
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, learner_in

pytestmark = pytest.mark.django_db
PRESENT, LATE, ABSENT = MARKED


@pytest.fixture
def sangha():
    return OrganisationFactory(name="Malnad Mahila Sangha")


@pytest.fixture
def partner(sangha):
    person = PersonFactory(organisation=sangha)
    grant_role(person, role=Role.PARTNER, over=sangha, by=None)
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def hers(sangha):
    """Four learners, since before the first day."""
    cohort = CohortFactory(name="MOVE at Kere", organisation=sangha, starts_on=timezone.localdate() - timedelta(days=9))
    for name in ("Asha", "Bhavani", "Chaithra", "Deepa"):
        learner_in(cohort, name=name, joined_days_ago=12)
    return cohort


def people_in(cohort: Cohort) -> list[Person]:
    return [stay.person for stay in cohort.enrolments.order_by("person_name").select_related("person")]


def take(session: Session, *presences: str) -> None:
    people, marks = people_in(session.block.cohort), PersonFactory()
    for person, presence in zip(people, presences, strict=False):
        mark(session, person, presence, by=marks)


def line_of(partner: Person):
    (line,) = run_cohorts(partner, list(cohorts_run_by(partner)))
    return line


def due_of(partner: Person) -> dict[DueThing, int]:
    return {each.thing: each.number for each in line_of(partner).due}


def test_days_are_counted_as_they_were_held(hers):
    first, second, both = (session_of(hers, days=-days) for days in (8, 6, 4))
    take(first, PRESENT, LATE, ABSENT, PRESENT)
    take(second, PRESENT, ABSENT, ABSENT, PRESENT)
    take(both, ABSENT, ABSENT, ABSENT, ABSENT)
    take(session_of(hers, days=-4, hour=14), PRESENT, PRESENT, PRESENT, ABSENT)
    session_of(hers, days=-2)
    session_of(hers, days=3)
    session_of(hers, days=-3, cancelled_at=timezone.now())
    days = days_held_in([hers.pk])[hers.pk]
    assert [(day.came, day.of) for day in days.held] == [(3, 4), (2, 4), (3, 4)]
    assert (len(days.planned), days.without_list) == (5, 1)
    assert average_of(days.held) == Average(Decimal("2.7"), 4, 67)  # 8 of 12 on three days


def test_a_list_stays_due_until_everybody_is_marked(hers, partner):
    session = session_of(hers, days=-2)
    assert due_of(partner)[DueThing.LISTS] == 1
    take(session, PRESENT, ABSENT)
    assert (due_of(partner).get(DueThing.LISTS), due_of(partner)[DueThing.HALF_TAKEN]) == (None, 1)
    take(session, PRESENT, ABSENT, PRESENT, PRESENT)
    assert not {DueThing.LISTS, DueThing.HALF_TAKEN} & due_of(partner).keys()


def test_a_make_up_is_no_day_and_who_is_in_doubt_did_not_come(hers):
    session = session_of(hers, days=-8)
    take(session, PRESENT, PRESENT, ABSENT, ABSENT)
    doubt = people_in(hers)[1]
    mark(session, doubt, ABSENT, by=PersonFactory())
    take(session_of(hers, days=-7, makes_up=session), PRESENT, PRESENT, PRESENT, PRESENT)
    days = days_held_in([hers.pk])[hers.pk]
    assert [(day.came, day.of) for day in days.held] == [(1, 4)]
    assert days.differing == 1


def test_present_and_late_are_two_things_that_somebody_decides_and_both_say_that_she_came(hers):
    session = session_of(hers, days=-8)
    take(session, PRESENT, PRESENT, PRESENT, PRESENT)
    doubt = people_in(hers)[1]
    mark(session, doubt, LATE, by=PersonFactory())
    days = days_held_in([hers.pk])[hers.pk]
    assert (days.differing, days.held[0].came) == (1, 4)
    assert len(difference_in([session.pk])[session.pk]) == 1


def test_who_left_before_a_day_is_not_missed_on_it(hers):
    left = Enrolment.objects.filter(cohort=hers).order_by("person_name").last()
    Enrolment.objects.filter(pk=left.pk).update(
        status=EnrolmentStatus.WITHDRAWN, left_for="moved", withdrawn_at=timezone.now() - timedelta(days=7)
    )
    learner_in(hers, name="Esha", joined_days_ago=2)
    for days in (8, 6, 1):
        take(session_of(hers, days=-days), PRESENT)
    many, one = days_held_in([hers.pk])[hers.pk], days_of_cohort(hers)
    assert [day.of for day in many.held] == [4, 3, 4]
    assert [(day.day, day.came, day.of) for day in many.held] == [(day.day, day.there, day.of) for day in one.held]


def test_who_is_not_marked_yet_is_in_no_share_of_one_cohort_or_of_many(hers):
    """A list on which two of four are marked; a day of two lists, the second half taken; today, after noon to come."""
    take(session_of(hers, days=-8), PRESENT, ABSENT)
    take(session_of(hers, days=-6), ABSENT, ABSENT, LATE, PRESENT)
    take(session_of(hers, days=-6, hour=14), ABSENT, PRESENT)
    take(session_of(hers), PRESENT, ABSENT, ABSENT, PRESENT)
    Session.objects.filter(pk=session_of(hers, hour=23).pk).update(starts_at=timezone.now() + timedelta(minutes=1))
    many, one = days_held_in([hers.pk])[hers.pk], days_of_cohort(hers)
    assert [(day.came, day.known, day.of, day.not_marked) for day in many.held][:2] == [(1, 2, 4, 2), (3, 4, 4, 0)]
    assert [(day.day, day.came, day.known, day.of, day.not_marked) for day in many.held] == [
        (day.day, day.there, day.known, day.of, day.not_marked) for day in one.held
    ]
    assert one.percent_there == average_of(many.held).percent


def test_the_last_day_is_said_with_who_is_not_marked_on_it(hers, partner, sign_in):
    take(session_of(hers, days=-1), PRESENT, ABSENT)
    assert "1 of 2 50%" in (words := seen(sign_in(partner).get(reverse("gradebook:running")).text))
    assert "2 not marked" in words


def test_of_a_last_day_on_which_it_is_said_of_nobody_there_is_no_share(hers, partner, sign_in):
    """One is absent before noon and one after it: neither is on the list of the other half."""
    take(session_of(hers, days=-1), ABSENT)
    take(session_of(hers, days=-1, hour=15), PRESENT, ABSENT)
    Mark.objects.filter(presence=PRESENT).delete()
    (day,) = line_of(partner).days.held
    assert (day.known, day.not_marked) == (0, 4)
    client = sign_in(partner)
    words = seen(client.get(reverse("gradebook:running")).text)
    assert "4 not marked" in words
    assert "0 of 0" not in words
    answer = client.get(reverse("gradebook:running"), {"file": "csv"})
    row = next(csv.DictReader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    assert (row["Came on the last day"], row["Came on the last day (%)"]) == ("", "")


def test_what_is_due_is_said_with_where_it_is_done(hers, partner, sign_in):
    session_of(hers, days=-3)
    Enrolment.objects.create(cohort=hers, person=PersonFactory(), status=EnrolmentStatus.APPLIED)
    assert due_of(partner) == {DueThing.ASKED: 1, DueThing.LISTS: 1}
    page = sign_in(partner).get(reverse("gradebook:running")).text
    assert f'<a href="{reverse("cohorts:coming-and-going", args=[hers.pk])}">1 person asks to join.</a>' in page
    assert f'<a href="{reverse("attendance:cohort", args=[hers.pk])}">Attendance of 1 session is not taken.</a>' in page


def test_before_it_is_closed_she_is_asked_once_what_is_still_to_do(hers, partner, sign_in):
    session_of(hers, days=-3)
    client, address = sign_in(partner), reverse("cohorts:decide-state", args=[hers.pk])
    asked = client.post(address, {"move": "close"})
    assert asked.status_code == 422
    assert "Attendance of 1 session is not taken." in asked.text
    assert f"Its last day is {hers.ends_on:%d-%m-%Y}." in asked.text
    assert Cohort.objects.get().state != CohortState.CLOSED
    # The language is changed, or the page is loaded again.
    assert "Attendance of 1 session is not taken." in client.get(address).text
    client.post(address, {"move": "close", "asked": "yes"})
    assert Cohort.objects.get().state == CohortState.CLOSED
    assert client.get(address)["Location"] == reverse("cohorts:cohort", args=[hers.pk])


def test_a_cohort_of_which_nothing_is_left_is_closed_after_one_question_too(hers, partner, sign_in):
    Cohort.objects.update(
        starts_on=timezone.localdate() - timedelta(days=9), ends_on=timezone.localdate() - timedelta(days=1)
    )
    client, address = sign_in(partner), reverse("cohorts:decide-state", args=[hers.pk])
    assert "Nothing is left to do in it." in client.post(address, {"move": "close"}).text
    assert Cohort.objects.get().state != CohortState.CLOSED
    client.post(address, {"move": "close", "asked": "yes"})
    assert Cohort.objects.get().state == CohortState.CLOSED


def test_who_has_completed_and_who_is_to_be_given_a_certificate(cohort, programme, lessons, sangha, partner):
    Cohort.objects.filter(pk=cohort.pk).update(organisation=sangha)
    Programme.objects.filter(pk=programme.pk).update(days_percent=None, certificate_title="MOVE")
    cohort.refresh_from_db()
    passed, failed, _not_yet = (learner_in(cohort, name=name) for name in ("Asha", "Bhavani", "Chaithra"))
    keeps = learner_in(cohort, name="Deepa")
    for person in people_in(cohort)[:3]:
        give_consent(person, purpose=Purpose.SHARING, language="en", by=person.user)
    for person, wrong in ((passed, ()), (keeps, ()), (failed, (1, 2, 3, 4))):
        sit(person, lessons[1], wrong=wrong)
    Session.objects.filter(block__cohort=cohort).update(starts_at=timezone.now() - timedelta(days=1))
    for session in Session.objects.filter(block__cohort=cohort):
        take(session, PRESENT, PRESENT, PRESENT, PRESENT)
    bring_up(cohort)
    line = line_of(partner)
    assert (line.completed, line.shown, line.certificates) == (1, 3, 0)
    assert due_of(partner) == {DueThing.TEST: 1, DueThing.CERTIFICATES: 1}
    give_certificates(partner, cohort, [passed.pk], by=partner.user)
    assert (line_of(partner).certificates, due_of(partner)) == (1, {DueThing.TEST: 1})


def test_certificates_that_are_due_stay_on_her_desk_after_the_cohort_is_closed(
    cohort, programme, sangha, partner, sign_in
):
    Cohort.objects.filter(pk=cohort.pk).update(organisation=sangha, state=CohortState.CLOSED)
    Programme.objects.filter(pk=programme.pk).update(
        days_percent=None, post_test_percent=None, certificate_title="MOVE"
    )
    cohort.refresh_from_db()
    asha = learner_in(cohort, name="Asha")
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    bring_up(cohort)
    client, desk, said = sign_in(partner), reverse("desk:home"), "has completed and has no certificate."
    page = client.get(desk).text
    assert said in page
    assert reverse("gradebook:completing", args=[cohort.pk]) in page
    give_certificates(partner, cohort, [asha.pk], by=partner.user)
    assert said not in client.get(desk).text


def test_who_has_completed_counts_for_a_year_after_it_is_closed(cohort, programme, sangha, partner, sign_in):
    Cohort.objects.filter(pk=cohort.pk).update(organisation=sangha)
    Programme.objects.filter(pk=programme.pk).update(days_percent=None, post_test_percent=None)
    cohort.refresh_from_db()
    asha = learner_in(cohort, name="Asha")
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    bring_up(cohort)
    client, desk, running = sign_in(partner), reverse("desk:home"), reverse("gradebook:running")
    assert "Cohorts 1 Learners 1 Completed 1" in seen(client.get(desk).text)

    def closed(**change) -> tuple[str, str]:
        Cohort.objects.filter(pk=cohort.pk).update(state=CohortState.CLOSED, **change)
        return seen(client.get(desk).text), seen(client.get(running).text)

    desk_says, list_says = closed()
    assert "Completed: also in 1 closed cohort of the last 12 months." in desk_says
    assert "Cohorts 0 Learners 0 Completed, closed cohorts too 1" in desk_says
    assert "Cohorts not closed 0 Take part in them 0 Have completed 1" in list_says
    assert "counted also in 1 closed cohort whose last day" in list_says
    assert line_of(partner).completed == 1
    long_ago = timezone.localdate() - timedelta(days=400)
    desk_says, list_says = closed(starts_on=long_ago, ends_on=long_ago)
    assert "Completed 0" in desk_says
    assert "closed cohort" not in f"{desk_says}{list_says}"


def test_each_night_it_is_worked_out_who_has_completed(cohort, programme):
    learner_in(cohort)
    long_ago = timezone.localdate() - timedelta(days=400)
    closed = CohortFactory(programme=programme, state=CohortState.CLOSED, starts_on=long_ago, ends_on=long_ago)
    learner_in(closed)
    bring_up_each({})
    run_due_jobs()
    rows = Enrolment.objects.filter(gradebook__isnull=False)
    assert {stay.cohort for stay in rows} == {cohort}
    assert all(stay.gradebook.book for stay in rows)


def test_she_finds_her_cohorts_and_no_others(hers, partner, sign_in):
    CohortFactory(name="Elsewhere", place=hers.place)
    take(session_of(hers, days=-8), PRESENT, PRESENT, PRESENT, ABSENT)
    page = seen(sign_in(partner).get(reverse("gradebook:running")).text)
    assert "Malnad Mahila Sangha" in page
    assert "MOVE at Kere" in page
    assert "1 of 1" in page
    assert "3 of 4 75%" in page
    assert "Elsewhere" not in page


def test_a_file_has_a_column_for_each_number(hers, partner, sign_in):
    take(session_of(hers, days=-8), PRESENT, PRESENT, PRESENT, ABSENT)
    answer = sign_in(partner).get(reverse("gradebook:running"), {"file": "csv"})
    rows = list(csv.reader(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()))
    told = dict(zip(rows[0], rows[1], strict=False))
    asked = ("Cohort", "Days held", "Days planned", "Came on the last day", "Came on the last day (%)")
    assert [told[name] for name in asked] == ["MOVE at Kere", "1", "1", "3", "75"]


def test_her_desk_says_how_they_stand_and_what_is_due(hers, partner, sign_in):
    take(session_of(hers, days=-8), PRESENT, PRESENT, PRESENT, ABSENT)
    CohortFactory(
        organisation=hers.organisation,
        name="MOVE at Banashri",
        state=CohortState.PLANNED,
        starts_on=timezone.localdate() + timedelta(days=5),
    )
    page = seen(sign_in(partner).get(reverse("desk:home")).text)
    assert re.search(r"MOVE at Banashri Begins on .*? and is not open to join\. Open it", page)
    assert re.search(r"Malnad Mahila Sangha 1 thing is due\. .*Cohorts 2 Learners 4 Came \(%\) 75", page)
    assert "Cohorts you run" in page


def test_her_desk_counts_all_her_cohorts_once(hers, partner, sign_in, monkeypatch):
    monkeypatch.setattr("gradebook.desk_cards.COHORTS_LOOKED_INTO", 2)
    for number in range(3):
        CohortFactory(organisation=hers.organisation, name=f"MOVE {number}")
    page = seen(sign_in(partner).get(reverse("desk:home")).text)
    assert page.count("Cohorts 4 Learners 4 Completed 0") == 1
    assert "All together Late" in page
    assert "due." not in page  # it would be said of some of them


def test_the_groups_below_her_organisation_are_named(hers, partner, sign_in):
    client, page = sign_in(partner), reverse("gradebook:running")
    assert "Self-help group 7" not in client.get(page).text
    CohortFactory(organisation=OrganisationFactory(name="Self-help group 7", parent=hers.organisation))
    assert "Self-help group 7" in client.get(page).text


def test_a_manager_has_the_page_and_no_card(hers, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=hers.place, by=None)
    client = sign_in(manager)
    assert "Malnad Mahila Sangha" in client.get(reverse("gradebook:running")).text
    assert "See the cohorts" not in client.get(reverse("desk:home")).text


def queries_of(client, name: str) -> int:
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name)).status_code == 200
    return len(asked)


def test_as_many_queries_for_many_cohorts_as_for_two(hers, partner, sign_in, programme):
    client, pages = sign_in(partner), ("gradebook:running", "desk:home")
    _held(hers.organisation, programme)
    few = [queries_of(client, name) for name in pages]
    for _ in range(6):
        _held(hers.organisation, programme)
    assert [queries_of(client, name) for name in pages] == few
    assert few[0] <= 16


def _held(organisation, programme) -> None:
    """A cohort of five that met on three days, and on one without a list."""
    cohort = CohortFactory(organisation=organisation, programme=programme)
    for _ in range(5):
        learner_in(cohort)
    for days in (5, 3, 1):
        take(session_of(cohort, days=-days), PRESENT, ABSENT, PRESENT, LATE, PRESENT)
    session_of(cohort, days=-2)
