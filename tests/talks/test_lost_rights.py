"""Each way in which a right to a talk ends: found by a hint at once, and without one by asking at intervals."""

import asyncio
from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.contrib.sessions.models import Session
from django.utils import timezone

from cohorts.models import Enrolment
from cohorts.services import withdraw_learner
from people.models import RoleGrant, User
from people.services import end_role, give_new_pin, set_pin
from talks import live, receivers
from talks.groups import LIVE
from talks.live import hub
from tests.factories import PIN, PersonFactory
from tests.talks.sockets import opened, session_of

pytestmark = pytest.mark.django_db(transaction=True)

CLOSED_TO_YOU = 4403


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


@pytest.fixture
def phone(talk):
    """The browser of the learner."""
    return session_of(talk.learner)


def leaves_the_cohort(talk, phone):
    withdraw_learner(talk.learner.enrolments.get(), by=None)


def chooses_a_pin(talk, phone):
    set_pin(talk.learner.user, PIN)


def is_given_a_pin(talk, phone):
    give_new_pin(talk.learner, by=talk.mentor.user)


def has_another_password_by_a_command(talk, phone):
    user = User.objects.get(person=talk.learner)
    user.set_password("By a command, not by a service")
    user.save()


def account_is_deleted(talk, phone):
    User.objects.get(person=talk.learner).delete()


def accounts_are_deleted_together(talk, phone):
    User.objects.filter(person=talk.learner).delete()


def signs_out(talk, phone):
    phone.post("/account/logout/")


def lends_her_phone(talk, phone):
    phone.force_login(PersonFactory().user)


@pytest.mark.parametrize(
    "happens",
    [
        leaves_the_cohort,
        chooses_a_pin,
        is_given_a_pin,
        has_another_password_by_a_command,
        account_is_deleted,
        accounts_are_deleted_together,
        signs_out,
        lends_her_phone,
    ],
)
async def test_who_loses_her_right_is_put_out_at_once_by_a_hint(talk, phone, happens, monkeypatch):
    monkeypatch.setattr(live, "INTERVAL_SECONDS", 3600)
    async with opened(phone, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        await hers.hello()
        await database_sync_to_async(happens)(talk, phone)
        assert await hers.closed() == CLOSED_TO_YOU
        assert (await his.send_message("Still here"))["state"] == "applied"


def of_the_learner(**changes):
    return lambda talk: User.objects.filter(person=talk.learner).update(**changes)


@pytest.mark.parametrize(
    "end",
    [
        lambda talk: Enrolment.objects.update(status="withdrawn"),
        of_the_learner(is_active=False),
        of_the_learner(password="another"),
        lambda talk: User.objects.filter(person=talk.learner).delete(),
        lambda talk: Session.objects.all().delete(),
        lambda talk: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
    ],
    ids=["cohort", "account shut", "PIN", "account deleted", "session deleted", "session run out"],
)
async def test_a_right_that_ended_without_a_hint_is_found_by_asking(talk, end, monkeypatch):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        monkeypatch.setattr(receivers, "_tell", lambda event: None)
        await database_sync_to_async(end)(talk)
        await hub().check()
        assert await hers.closed() == CLOSED_TO_YOU


async def test_a_role_that_ended_without_a_hint_is_found_by_asking(talk, monkeypatch):
    async with opened(talk.mentor, talk.thread.pk) as his:
        await his.hello()
        monkeypatch.setattr(receivers, "_tell", lambda event: None)
        await database_sync_to_async(RoleGrant.objects.update)(ended_at=timezone.now())
        await hub().check()
        assert await his.closed() == CLOSED_TO_YOU


async def test_a_mentor_whose_role_ended_is_put_out_at_once_by_a_hint(talk, monkeypatch):
    monkeypatch.setattr(live, "INTERVAL_SECONDS", 3600)
    async with opened(talk.mentor, talk.thread.pk) as his:
        await his.hello()
        grant = await database_sync_to_async(RoleGrant.objects.get)(person=talk.mentor)
        await database_sync_to_async(end_role)(grant, by=None)
        assert await his.closed() == CLOSED_TO_YOU


async def test_a_process_whose_subscription_was_forgotten_takes_it_again(talk, monkeypatch):
    monkeypatch.setattr(live, "INTERVAL_SECONDS", 0.01)
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        groups = get_channel_layer().groups
        groups[LIVE].clear()
        while not groups[LIVE]:
            await asyncio.sleep(0.01)
