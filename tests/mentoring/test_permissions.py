"""Who takes part in a thread now: its learner while enrolled, its mentor while mentoring, nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.services import withdraw_learner
from people.enums import Role
from people.models import Person, RoleGrant
from people.services import end_role, grant_role
from talks.models import Thread
from talks.permissions import can_talk, threads_visible_to
from tests.factories import CohortFactory, PersonFactory, learner_in, mentor_of, trainer_of


def _now(person: Person) -> Person:
    """The person as the next request meets her."""
    return Person.objects.select_related("user").get(pk=person.pk)


def _may(person: Person, thread: Thread) -> bool:
    """Both forms of the rule, which must agree."""
    person = _now(person)
    allowed = can_talk(person, thread)
    assert (thread in threads_visible_to(person)) == allowed
    return allowed


def test_both_members_take_part(talk):
    assert _may(talk.learner, talk.thread)
    assert _may(talk.mentor, talk.thread)


def test_nobody_else_does_however_near(talk):
    others = [
        PersonFactory(),
        learner_in(talk.cohort),
        mentor_of(talk.cohort, name="Another mentor"),
        trainer_of(talk.cohort),
        learner_in(CohortFactory()),
    ]
    assert not any(_may(person, talk.thread) for person in others)
    assert not can_talk(None, talk.thread)


def test_who_left_the_cohort_takes_part_no_more(talk):
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    assert not _may(talk.learner, talk.thread)
    assert _may(talk.mentor, talk.thread)


def test_a_learner_who_left_is_not_let_in_by_another_cohort(talk):
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    CohortFactory().enrolments.create(person=talk.learner)
    assert not _may(talk.learner, talk.thread)


def test_a_mentor_whose_role_ended_takes_part_no_more(talk):
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    assert not _may(talk.mentor, talk.thread)
    assert _may(talk.learner, talk.thread)


def test_a_mentor_who_moved_to_another_cohort_takes_part_no_more(talk):
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    grant_role(talk.mentor, role=Role.MENTOR, over=CohortFactory(), by=None)
    assert not _may(talk.mentor, talk.thread)


@pytest.mark.parametrize("scope", ["organisation", "place"])
def test_a_mentor_over_the_organisation_or_place_of_the_cohort_still_mentors_it(talk, scope):
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    grant_role(talk.mentor, role=Role.MENTOR, by=None, over=getattr(talk.cohort, scope))
    assert _may(talk.mentor, talk.thread)


@pytest.mark.parametrize("scope", ["organisation", "place"])
def test_a_mentor_over_another_organisation_or_place_does_not(talk, scope):
    end_role(RoleGrant.objects.get(person=talk.mentor), by=None)
    grant_role(talk.mentor, role=Role.MENTOR, by=None, over=getattr(CohortFactory(), scope))
    assert not _may(talk.mentor, talk.thread)


def test_a_mentor_of_the_cohort_who_is_only_its_trainer_now_takes_part_no_more(talk):
    RoleGrant.objects.filter(person=talk.mentor).update(role=Role.TRAINER)
    assert not _may(talk.mentor, talk.thread)


@pytest.mark.parametrize("role", ["learner", "mentor"])
def test_an_account_that_was_shut_takes_no_part(talk, role):
    person = getattr(talk, role)
    person.user.is_active = False
    person.user.save()
    assert not _may(person, talk.thread)


def test_a_person_without_an_account_takes_no_part(talk):
    Person.objects.filter(pk=talk.learner.pk).update(user=None)
    assert not _may(talk.learner, talk.thread)


def test_a_cohort_that_is_over_may_still_be_talked_about(talk):
    talk.cohort.ends_on = timezone.localdate() - timedelta(days=1)
    talk.cohort.save()
    assert _may(talk.learner, talk.thread)
