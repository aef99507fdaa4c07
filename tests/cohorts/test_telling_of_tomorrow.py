"""Who learns, trains or mentors is told the day before, once for all she goes to."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from cohorts.models import Session
from cohorts.permissions import can_attend, people_attending
from cohorts.services import tell_of_tomorrow, withdraw_learner
from jobs.services import run_due_jobs
from notifications.queries import said, unread_count
from notifications.services import mark_read
from people.models import Person
from tests.factories import CohortFactory, PersonFactory, learner_in, mentor_of, trainer_of

pytestmark = pytest.mark.django_db


def meet(cohort, *, hour=10, in_days=1, venue="Panchayat hall", **more):
    block, _ = cohort.blocks.get_or_create(
        number=1, defaults={"title": "First", "starts_on": cohort.starts_on, "ends_on": cohort.ends_on}
    )
    day = timezone.localdate() + timedelta(days=in_days)
    begins = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=hour)
    return Session.objects.create(block=block, starts_at=begins, venue=venue, **more)


def tell(day=None):
    tell_of_tomorrow({"day": (day or timezone.localdate()).isoformat()})
    run_due_jobs()


def news_of(person):
    return [line.text for line in said(person, person.notices.filter(kind="cohort_sessions"))]


def test_each_who_goes_there_is_told_hour_and_venue_and_nobody_else():
    cohort = CohortFactory(name="MOVE Wardha")
    going = [learner_in(cohort), trainer_of(cohort), mentor_of(cohort)]
    gone, stranger = learner_in(cohort), PersonFactory()
    withdraw_learner(gone.enrolments.get(), by=None)
    meet(cohort)
    tell()
    day = timezone.localdate() + timedelta(days=1)
    for person in going:
        (text,) = news_of(person)
        assert "10:00" in text or "10 a.m." in text
        assert f"{day:%d-%m-%Y}" in text
        assert text.endswith("Panchayat hall: MOVE Wardha.")
    assert news_of(gone) == news_of(stranger) == []


def test_several_sessions_of_several_cohorts_are_one_notice_that_begins_with_the_first():
    first, second = CohortFactory(name="MOVE"), CohortFactory(name="TEAM")
    asha = learner_in(first)
    asha.enrolments.create(cohort=second)
    meet(first, hour=14)
    meet(second, hour=9, venue="School")
    meet(second, hour=11)
    tell()
    (text,) = news_of(asha)
    assert "3 times" in text
    assert text.endswith("School: TEAM.")


def test_telling_twice_tells_once_and_what_was_moved_is_told_anew_also_where_it_was_seen():
    cohort = CohortFactory()
    asha = learner_in(cohort)
    session = meet(cohort)
    tell()
    mark_read(asha, asha.notices.all())
    tell()
    assert unread_count(asha) == 0
    Session.objects.filter(pk=session.pk).update(starts_at=session.starts_at + timedelta(hours=4))
    tell()
    assert unread_count(asha) == 1
    (text,) = news_of(asha)
    assert "14:00" in text or "2 p.m." in text


def test_what_is_cancelled_or_on_another_day_is_not_told():
    cohort = CohortFactory()
    asha = learner_in(cohort)
    meet(cohort, cancelled_at=timezone.now())
    meet(cohort, in_days=2)
    meet(cohort, in_days=0)
    tell()
    assert news_of(asha) == []


def test_a_job_that_comes_a_day_late_tells_of_nothing():
    cohort = CohortFactory()
    asha = learner_in(cohort)
    meet(cohort, in_days=0)
    tell(timezone.localdate() - timedelta(days=1))
    assert news_of(asha) == []


def test_who_is_told_is_who_attends():
    cohort = CohortFactory()
    learner_in(cohort), trainer_of(cohort), mentor_of(cohort), PersonFactory()
    told = set(people_attending(cohort))
    assert told == {person for person in Person.objects.all() if can_attend(person, cohort)}
    assert len(told) == 3
