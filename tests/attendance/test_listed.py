"""Who stands on the list of a session, and who is not named there."""

from datetime import datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.listed import Listed, listed_as
from attendance.models import Mark
from attendance.queries import days_held_in, history_of, line_of, sessions_not_taken, sessions_of_today, sheet_of
from attendance.queries.half_taken import half_taken, not_marked_in
from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, Enrolment, Session
from jobs.services import run_due_jobs
from people.enums import Role
from people.services import give_consent, grant_role, withdraw_consent
from tests.attendance.meetings import list_of, mark, session_of
from tests.cohorts.test_trainers_page import learners
from tests.factories import PersonFactory, learner_in, trainer_of


def at(day: int, hour: int) -> datetime:
    """An hour of a day of November, which begins on a Sunday."""
    return timezone.make_aware(datetime(2026, 11, day, hour))


SUNDAY, MONDAY, TUESDAY = 1, 2, 3
AT_TEN = at(MONDAY, 10)


@pytest.mark.parametrize(
    ("joined", "left", "way"),
    [
        (at(SUNDAY, 9), None, Listed.EXPECTED),
        (at(SUNDAY, 9), at(TUESDAY, 0), Listed.EXPECTED),
        (at(MONDAY, 16), None, Listed.EXPECTED),
        (at(SUNDAY, 9), at(MONDAY, 15), Listed.LEFT),
        (at(SUNDAY, 9), at(MONDAY, 9), None),
        (at(SUNDAY, 9), at(SUNDAY, 12), None),
        (at(TUESDAY, 9), None, Listed.LATER),
        (at(TUESDAY, 9), at(TUESDAY, 12), None),
    ],
)
def test_her_stay_says_how_she_stands_on_the_list_of_monday_at_ten(joined, left, way):
    assert listed_as(AT_TEN, [(joined, left)]) == way


def test_of_two_stays_the_one_counts_by_which_she_belongs_to_the_day_most():
    left_on_monday, back_on_monday, back_on_tuesday = (
        (at(SUNDAY, 9), at(MONDAY, 15)),
        (at(MONDAY, 17), None),
        (at(TUESDAY, 9), None),
    )
    assert listed_as(AT_TEN, [left_on_monday, back_on_monday]) == Listed.EXPECTED
    assert listed_as(AT_TEN, [back_on_tuesday, left_on_monday]) == Listed.LEFT
    assert listed_as(AT_TEN, []) is None


def leave(person, at=None):
    person.enrolments.update(status="withdrawn", left_for="home", withdrawn_at=at or timezone.now())


def test_who_left_on_the_day_is_marked_by_name_and_not_with_all_others(sign_in, trainer, session, lakshmi, asha):
    leave(asha)
    row = list_of(session).rows[1]
    assert (row.name, row.left_then, list_of(session).counts["open"]) == ("Asha Kumari", True, 1)
    page, client = reverse("attendance:mark", args=[session.pk]), sign_in(trainer)
    assert "Left on that day" in client.get(page).text
    client.post(page, {f"state:{lakshmi.pk}": "", f"later:{asha.pk}": "", "rest": "present"})
    assert [each.person for each in Mark.objects.all()] == [lakshmi]
    client.post(page, {f"later:{asha.pk}": "late"})
    assert all(each.is_expected for each in list_of(session).rows)


def test_below_the_list_stands_first_who_left_on_its_day_then_who_joined_later_by_name(cohort, lakshmi, asha):
    for name in ("Zubeda", "Mary"):
        learner_in(cohort, name=name, joined_days_ago=0)
    old = session_of(cohort, days=-2)
    leave(asha, at=old.starts_at + timedelta(hours=3))
    assert [row.name for row in list_of(old).rows] == ["Lakshmi Devi", "Asha Kumari", "Mary", "Zubeda"]


@pytest.fixture
def without_consent(asha):
    withdraw_consent(asha, purpose="training", by=asha.user)
    run_due_jobs()
    return asha


class TestWhoTookBackHerConsent:
    @pytest.fixture
    def old(self, cohort, trainer, lakshmi, asha):
        held = session_of(cohort, days=-2)
        mark(held, lakshmi, "present", by=trainer)
        mark(held, asha, "present", by=trainer)
        return held

    def test_is_counted_and_named_neither_on_the_list_nor_in_what_was_marked(
        self, sign_in, trainer, old, without_consent
    ):
        client = sign_in(trainer)
        for page in ("session", "mark"):
            assert "Asha" not in client.get(reverse(f"attendance:{page}", args=[old.pk])).text
        assert list_of(old).counts == {"present": 2, "late": 0, "absent": 0, "differing": 0, "open": 0}
        said = client.get(reverse("attendance:session", args=[old.pk])).text
        assert "1 took back her consent: counted, not named." in said

    def test_is_nobody_of_whom_is_to_be_decided(self, sign_in, cohort, trainer, old, without_consent):
        mark(old, without_consent, "absent", by=trainer_of(cohort))
        assert line_of(old).differing == days_held_in([cohort.pk])[cohort.pk].differing == 0
        assert list_of(old).counts == {"present": 1, "late": 0, "absent": 0, "differing": 0, "open": 0}
        give_consent(without_consent, purpose="training", language="en", by=without_consent.user)
        assert line_of(old).differing == days_held_in([cohort.pk])[cohort.pk].differing == 1
        assert list_of(old).counts["differing"] == 1

    def test_is_not_expected_where_nobody_marked_her(self, cohort, trainer, lakshmi, without_consent):
        unmarked = session_of(cohort, days=-3)
        assert [row.name for row in list_of(unmarked).rows] == ["Lakshmi Devi"]
        assert list_of(unmarked).counts["open"] == 1

    def test_is_waited_for_on_no_list_that_is_begun(self, cohort, trainer, lakshmi, asha):
        half = session_of(cohort, days=-2)
        mark(half, lakshmi, "present", by=trainer)
        cohorts = Cohort.objects.filter(pk=cohort.pk)
        for is_due in (True, False):
            assert days_held_in([cohort.pk])[cohort.pk].half_taken == int(is_due)
            assert [line.not_marked for line in sessions_not_taken(cohorts)] == [1] * is_due
            withdraw_consent(asha, purpose="training", by=asha.user)
            run_due_jobs()

    def test_is_named_to_who_sees_her_anyway(self, cohort, old, without_consent):
        without_consent.place = cohort.place
        without_consent.save()
        over_her_village = PersonFactory()
        grant_role(over_her_village, role=Role.PROGRAMME_MANAGER, over=without_consent.place, by=None)
        assert {row.name for row in sheet_of(old, over_her_village).rows} == {"Asha Kumari", "Lakshmi Devi"}

    def test_is_named_again_when_she_agrees_again(self, old, trainer, without_consent):
        give_consent(without_consent, purpose="training", language="en", by=without_consent.user)
        assert {heard.name for heard in history_of(old, trainer)} == {"Asha Kumari", "Lakshmi Devi"}

    def test_is_not_named_among_those_who_left(self, sign_in, cohort, trainer, lakshmi, without_consent):
        leave(lakshmi)
        page = reverse("cohorts:coming-and-going", args=[cohort.pk])
        client = sign_in(trainer)
        shown = client.get(page).text
        assert "Lakshmi Devi" in shown
        assert "1 more took back her consent and is not named." in shown
        for looked_for in ({}, {"q": "Asha"}, {"file": "csv"}):
            answer = client.get(page, looked_for)
            text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
            assert "Asha Kumari" not in text
        assert "Asha Kumari" not in client.get(learners(cohort)).text


@pytest.mark.parametrize("seed", range(4))
def test_who_is_still_to_be_marked_is_said_alike_by_the_list_and_of_many_lists_at_once(cohort, trainer, seed):
    """Of people with one or two stays, each from some hour to another around the session, and some of them marked."""
    chosen, session = Random(seed), session_of(cohort, hour=10)
    for _ in range(12):
        person = PersonFactory()
        for _stay in range(chosen.choice((1, 1, 2))):
            joined = session.starts_at + timedelta(hours=chosen.choice((-60, -30, -11, -2, 2, 12, 20)))
            left = chosen.choice((None, joined + timedelta(hours=chosen.choice((1, 10, 24, 50)))))
            Enrolment.objects.create(
                cohort=cohort,
                person=person,
                joined_at=joined,
                status=EnrolmentStatus.WITHDRAWN if left else EnrolmentStatus.ACTIVE,
                withdrawn_at=left,
                left_for="work" if left else "",
            )
            if not left:
                break
        if chosen.random() < 0.3:  # about a third
            Mark.objects.create(id=uuid4(), session=session, person=person, presence="absent", recorded_by=trainer)
    open_rows = {row.person for row in sheet_of(session, trainer).rows if row.is_expected and not row.says}
    assert not_marked_in([session.pk]).get(session.pk, set()) == open_rows
    sessions = Session.objects.filter(pk=session.pk)
    is_begun = Mark.objects.filter(session=session).exists()
    assert sessions.filter(half_taken(sessions)).exists() == (is_begun and bool(open_rows))
    (line,) = sessions_of_today(Cohort.objects.all())
    assert line.not_marked == (len(open_rows) if is_begun else 0)
