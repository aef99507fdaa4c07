"""Who is let into a socket, and who is put out of it while it is open."""

import pytest
from channels.db import database_sync_to_async
from channels.layers import InMemoryChannelLayer
from django.conf import settings
from django.contrib.sessions.models import Session

from cohorts.models import Enrolment
from cohorts.services import withdraw_learner
from core.limits import Budget
from people.models import Person, RoleGrant, User
from people.services import end_role
from people.signals import access_changed
from portal.origin import comes_from_us
from talks import consumers, receivers
from tests.factories import PersonFactory, UserFactory, learner_in, trainer_of
from tests.talks.sockets import opened, session_of, socket_at

pytestmark = pytest.mark.django_db(transaction=True)

NOT_YOURS = 4404
CLOSED_TO_YOU = 4403


@pytest.fixture
def talk(transactional_db, make_talk):
    return make_talk()


async def _says_no_more_to(socket, talk) -> None:
    """A message of the other now reaches ``socket`` only as another close."""
    async with opened(talk.mentor, talk.thread.pk) as his:
        assert (await his.send_message("Not for her any more"))["state"] == "applied"
        await his.until_message("Not for her any more")
    assert await socket.closed() == CLOSED_TO_YOU


@pytest.mark.parametrize("who", ["outsider", "colleague", "trainer", "editor", "withdrawn learner", "nobody"])
async def test_who_takes_no_part_is_told_that_there_is_no_such_thread(talk, who):
    def somebody():
        if who == "withdrawn learner":
            withdraw_learner(talk.learner.enrolments.get(), by=None)
            return talk.learner
        make = {
            "outsider": PersonFactory,
            "colleague": lambda: learner_in(talk.cohort),
            "trainer": lambda: trainer_of(talk.cohort),
            "editor": lambda: PersonFactory(user=UserFactory(staff=True, is_superuser=True)),
            "nobody": lambda: None,
        }
        return make[who]()

    async with opened(await database_sync_to_async(somebody)(), talk.thread.pk) as socket:
        assert await socket.closed() == NOT_YOURS
        await socket.say("hello", after=0)
        assert await socket.closed() in (NOT_YOURS, CLOSED_TO_YOU)


async def test_a_thread_that_does_not_exist_is_answered_like_one_that_is_not_hers(talk):
    async with opened(talk.learner, talk.learner.pk) as socket:
        assert await socket.closed() == NOT_YOURS


@pytest.mark.parametrize(
    ("origin", "let_in"),
    [
        ("http://testserver", True),
        ("https://testserver", False),
        ("http://testserver:8000", False),
        ("http://evil.example.org", False),
        ("http://testserver.evil.example", False),
        ("null", False),
        (None, False),
    ],
)
async def test_only_pages_of_the_portal_itself_may_open_a_socket(talk, origin, let_in):
    browser = await database_sync_to_async(session_of)(talk.learner)
    cookies = {settings.SESSION_COOKIE_NAME: browser.cookies[settings.SESSION_COOKIE_NAME].value}
    socket = socket_at(f"/live/threads/{talk.thread.pk}/", cookies, origin=origin)
    assert await socket.connect() is let_in
    await socket.disconnect()


@pytest.mark.parametrize(("host", "ours"), [(b"portal.example", True), (b"evil.example", False)])
def test_a_page_that_agrees_with_its_own_address_is_ours_only_under_our_name(settings, host, ours):
    settings.ALLOWED_HOSTS = ["portal.example"]
    assert comes_from_us({"scheme": "ws", "headers": [(b"host", host), (b"origin", b"http://" + host)]}) is ours


async def test_who_leaves_the_cohort_is_put_out_at_once_and_receives_nothing_more(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        enrolment = await database_sync_to_async(talk.learner.enrolments.get)()
        await database_sync_to_async(withdraw_learner)(enrolment, by=None)
        assert await hers.closed() == CLOSED_TO_YOU
        await _says_no_more_to(hers, talk)
        assert (await hers.send_message("And still she writes"))["code"] == "thread_closed"
        assert await hers.closed() == CLOSED_TO_YOU
    assert await database_sync_to_async(talk.bodies)() == ["Not for her any more"]


async def test_who_left_without_her_socket_being_told_still_receives_nothing(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        await database_sync_to_async(Enrolment.objects.update)(status="withdrawn")
        await _says_no_more_to(hers, talk)


async def test_a_mentor_whose_role_ended_is_put_out_at_once_and_receives_nothing_more(talk):
    async with opened(talk.mentor, talk.thread.pk) as his, opened(talk.learner, talk.thread.pk) as hers:
        await his.hello()
        grant = await database_sync_to_async(RoleGrant.objects.get)(person=talk.mentor)
        await database_sync_to_async(end_role)(grant, by=None)
        assert await his.closed() == CLOSED_TO_YOU
        await hers.send_message("Not for him any more")
        assert await his.closed() == CLOSED_TO_YOU


async def test_signing_out_closes_the_sockets_of_that_session_and_of_no_other(talk):
    phone, laptop = [await database_sync_to_async(session_of)(talk.learner) for _ in range(2)]
    async with opened(phone, talk.thread.pk) as hers, opened(laptop, talk.thread.pk) as other:
        await hers.hello()
        await database_sync_to_async(phone.post)("/account/logout/")
        assert await hers.closed() == CLOSED_TO_YOU
        assert (await other.send_message("Still here"))["state"] == "applied"
        assert await hers.closed() == CLOSED_TO_YOU


async def test_when_sockets_are_told_of_a_sign_out_its_session_is_gone_already(talk, monkeypatch):
    left = []
    monkeypatch.setattr(receivers, "_tell", lambda *args: left.append(Session.objects.count()))
    browser = await database_sync_to_async(session_of)(talk.learner)
    await database_sync_to_async(browser.post)("/account/logout/")
    assert left == [0]


async def test_a_session_that_was_ended_elsewhere_is_closed_on_its_next_frame(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        await database_sync_to_async(Session.objects.all().delete)()
        await hers.say("ping", after=0)
        assert await hers.closed() == CLOSED_TO_YOU


async def test_an_account_that_was_shut_is_closed_on_its_next_frame(talk):
    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        await database_sync_to_async(User.objects.filter(person=talk.learner).update)(is_active=False)
        await hers.say("send", record=hers.message("Am I still in?"))
        assert await hers.closed() == CLOSED_TO_YOU
    assert await database_sync_to_async(talk.bodies)() == []


async def test_whoever_is_said_to_have_lost_access_is_looked_at_again_at_once(talk):
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        await hers.hello()
        await database_sync_to_async(User.objects.filter(person=talk.learner).update)(is_active=False)
        for person in (talk.learner, talk.mentor):
            await database_sync_to_async(access_changed.send)(sender=Person, person=person)
        assert await hers.closed() == CLOSED_TO_YOU
        assert (await his.send_message("Still here"))["state"] == "applied"


async def test_sockets_opened_without_end_are_refused_for_a_while(talk, monkeypatch):
    monkeypatch.setattr(consumers, "SOCKETS", Budget("sockets", most=2, seconds=60))
    for _ in range(2):
        async with opened(talk.learner, talk.thread.pk) as hers:
            await hers.hello()
    async with opened(talk.learner, talk.thread.pk) as hers, opened(talk.mentor, talk.thread.pk) as his:
        assert await hers.closed() == 1008
        await his.hello()


async def test_a_layer_that_is_away_when_she_leaves_does_not_keep_her_in(talk, monkeypatch):
    async def fail(*args, **kwargs):
        raise ConnectionError("no Redis")

    async with opened(talk.learner, talk.thread.pk) as hers:
        await hers.hello()
        monkeypatch.setattr(InMemoryChannelLayer, "group_send", fail)
        enrolment = await database_sync_to_async(talk.learner.enrolments.get)()
        await database_sync_to_async(withdraw_learner)(enrolment, by=None)
        await hers.say("ping", after=0)
        assert await hers.closed() == CLOSED_TO_YOU
