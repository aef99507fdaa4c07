"""What leaves the portal: on the ways she chose, in one message an hour, never at night, once."""

from datetime import time, timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jobs.services import run_due_jobs
from notifications import ways
from notifications.enums import Channel, DeliveryState, Reason
from notifications.kinds import notice_kinds, said_outside
from notifications.models import QUIET, Delivery
from notifications.quiet_hours import BETWEEN_MESSAGES
from notifications.services import choose_ways, deliver, mark_read, notify
from people.sms import MemorySms
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
PHONE = "+919876543210"


def person(*channels, language="en"):
    account = {"user__email": "asha@example.org", "user__phone": PHONE, "user__phone_verified_at": timezone.now()}
    asha = PersonFactory(**account, language=language)
    if channels:
        choose_ways(asha, channels, quiet_from=QUIET.begins, quiet_until=QUIET.ends)
    return asha


def tell(asha, number=1, **more):
    notify(asha, kind="cohort_joined", event=f"joined:{number}", data={"cohort": f"MOVE {number}"}, **more)
    run_due_jobs()


def states(asha):
    rows = Delivery.objects.filter(person=asha).order_by("pk")
    return [(row.channel, row.state, row.reason) for row in rows]


def test_what_comes_at_night_waits_for_the_morning(clock, mailoutbox):
    asha = person()
    clock.at(22)
    tell(asha)
    assert mailoutbox == []
    clock.at(7, 59)
    assert mailoutbox == []
    clock.at(8)
    assert len(mailoutbox) == 1
    assert states(asha) == [("email", "sent", "")]


def test_her_own_quiet_hours_hold_not_those_of_everybody(clock, mailoutbox):
    asha = person()
    choose_ways(asha, ["email"], quiet_from=time(9), quiet_until=time(11))
    tell(asha)
    assert mailoutbox == []
    clock.at(11)
    assert len(mailoutbox) == 1
    clock.at(23)
    tell(asha, 2)
    assert len(mailoutbox) == 2


def test_ten_within_the_hour_are_one_message_after_the_first(clock, mailoutbox):
    asha = person()
    for number in range(11):
        tell(asha, number)
    assert [mail.body.splitlines()[0] for mail in mailoutbox] == ["You have joined MOVE 0. Your first lesson is open."]
    clock.forward(hours=1)
    assert len(mailoutbox) == 2
    assert len([line for line in mailoutbox[1].body.splitlines() if line.startswith("You have joined")]) == 10
    clock.forward(hours=5)
    assert len(mailoutbox) == 2


def test_what_she_has_read_meanwhile_does_not_leave(clock, mailoutbox):
    asha = person()
    clock.at(21)
    tell(asha)
    mark_read(asha, asha.notices.all())
    clock.at(9)
    assert mailoutbox == []
    assert states(asha) == [("email", "stopped", "read")]


@pytest.mark.parametrize("again", [True, False])
def test_what_she_reads_while_one_way_refuses_it_leaves_no_more(clock, monkeypatch, mailoutbox, again):
    asha = person("sms", "email")
    way = broken(monkeypatch, Channel.SMS, again=again)
    refuse = way.send

    def read_meanwhile(person, letter):
        mark_read(asha, asha.notices.all())
        refuse(person, letter)

    way.send = read_meanwhile
    tell(asha)
    clock.forward(hours=24)
    assert (way.asked, mailoutbox) == (1, [])
    assert states(asha) == [("sms", "stopped", "read") if again else ("sms", "failed", "away")]


def test_what_she_reads_after_the_sending_broke_off_leaves_on_no_other_way(clock, mailoutbox):
    asha = person("sms", "email")
    clock.at(21)
    tell(asha)
    Delivery.objects.update(state=DeliveryState.LEAVING, left_at=clock.now)
    mark_read(asha, asha.notices.all())
    clock.forward(hours=24)
    deliver({"person": str(asha.pk)})
    clock.forward(hours=24)
    assert (MemorySms.sent, mailoutbox) == ([], [])


def test_an_e_mail_leads_to_what_it_tells_of(mailoutbox, settings):
    settings.BASE_URL = "https://portal.example"
    tell(person(), link="/cohorts/1/")
    assert mailoutbox[0].body.endswith("\n\nhttps://portal.example/cohorts/1/")


def test_without_a_way_it_stands_in_the_portal_and_says_why():
    asha = PersonFactory()
    tell(asha)
    assert states(asha) == [("portal", "kept", "no_way")]


def test_an_sms_goes_to_who_chose_it_and_its_parts_are_counted():
    asha = person("sms")
    tell(asha)
    assert MemorySms.sent == [(PHONE, "You have joined MOVE 1. Your first lesson is open.")]
    assert Delivery.objects.get().cost == 1


def test_no_sms_goes_to_a_number_that_nobody_has_proved():
    asha = person("sms")
    asha.user.phone_verified_at = None
    asha.user.save()
    tell(asha)
    assert MemorySms.sent == []
    assert states(asha) == [("portal", "kept", "no_way")]


def test_by_itself_no_sms_goes_to_anybody():
    tell(person())
    assert MemorySms.sent == []


def test_of_a_kind_that_does_not_say_so_an_sms_tells_only_that_there_is_news(monkeypatch, mailoutbox):
    monkeypatch.setitem(notice_kinds._things, "loan", lambda reader, notices: ["₹ 5,000 were paid."] * len(notices))
    asha = person("sms")
    notify(asha, kind="loan", event="loan:1", data={})
    run_due_jobs()
    assert MemorySms.sent == [(PHONE, "There is news for you in the portal.")]


def test_what_becomes_of_her_work_messages_and_lists_is_never_said_outside():
    """Who lends a kind decides; these name a result, somebody else's words or a person."""
    alone = {"assignment_returned", "assignment_approved", "message", "cohort_declined", "cohort_asked", "long_job"}
    alone |= {"cohort_ended", "cohort_off_list"}
    assert [kind for kind in alone if kind not in notice_kinds or kind in said_outside] == []


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("cohort_invited", {"cohort": "MOVE 1"}, "You are invited to MOVE 1."),
        ("cohort_moved_up", {"cohort": "MOVE 1"}, "A place has become free: you take part in MOVE 1 now."),
        (
            "session_missed",
            {"day": "2026-03-02", "cohort": "MOVE 1"},
            "You were missed on 02-03-2026 in MOVE 1. If you were there, tell your trainer.",
        ),
        ("certificate_issued", {"titles": {"en": "MOVE"}}, "Your certificate is ready: MOVE."),
        (
            "certificate_reissued",
            {"titles": {"en": "MOVE"}},
            "You have a new certificate: MOVE. It takes the place of the old one, which counts no more.",
        ),
        (
            "sessions_moved",
            {
                "number": 1,
                "at": "2026-03-04T04:30:00+00:00",
                "before": "2026-03-02T04:30:00+00:00",
                "venue": "Village hall",
                "cohort": "MOVE 1",
            },
            "Moved: the session of 02-03-2026 is on 04-03-2026 at 10:00, Village hall: MOVE 1.",
        ),
    ],
)
def test_where_and_when_she_is_awaited_is_said_outside(kind, data, words):
    notify(person("sms"), kind=kind, event=f"{kind}:1", data=data)
    run_due_jobs()
    assert MemorySms.sent == [(PHONE, words)]


def test_why_a_session_is_cancelled_is_said_in_the_mail_and_never_outside(mailoutbox):
    data = {"at": "2026-03-04T04:30:00+00:00", "venue": "Hall", "cohort": "MOVE 1", "reason": "The trainer is ill"}
    for way in ("sms", "email"):
        notify(person(way), kind="session_cancelled", event=f"session_cancelled:{way}", data=data)
    run_due_jobs()
    words = "Cancelled: you do not meet on 04-03-2026 at 10:00, Hall: MOVE 1."
    assert MemorySms.sent == [(PHONE, words)]
    assert f"{words} Why: The trainer is ill" in mailoutbox[0].body


def test_several_of_them_are_counted_and_what_may_be_said_comes_first(clock, monkeypatch):
    monkeypatch.setitem(notice_kinds._things, "loan", lambda reader, notices: ["₹ 5,000 were paid."] * len(notices))
    asha = person("sms")
    clock.at(21)
    for event in ("loan:1", "loan:2"):
        notify(asha, kind="loan", event=event, data={})
    tell(asha)
    clock.at(8)
    ((_phone, text),) = MemorySms.sent
    assert text == "You have joined MOVE 1. Your first lesson is open. And 2 more pieces of news in the portal."


class Broken:
    """A way that takes nothing."""

    def __init__(self, *, again):
        self.again = again
        self.asked = 0

    def reaches(self, person):
        return True

    def send(self, person, letter):
        self.asked += 1
        raise ways.NotTaken(Reason.AWAY, again=self.again)


def broken(monkeypatch, way, *, again):
    found = Broken(again=again)
    monkeypatch.setattr("notifications.services.delivering.WAYS", {**ways.WAYS, way: found})
    return found


def test_what_one_way_does_not_take_goes_the_next_in_her_order(monkeypatch, mailoutbox):
    broken(monkeypatch, Channel.SMS, again=False)
    asha = person("sms", "email")
    tell(asha)
    assert len(mailoutbox) == 1
    assert states(asha) == [("sms", "failed", "away"), ("email", "sent", "")]


def test_what_may_work_later_is_tried_three_times_then_the_next_way_is(clock, monkeypatch, mailoutbox):
    way = broken(monkeypatch, Channel.SMS, again=True)
    asha = person("sms", "email")
    tell(asha)
    clock.forward(minutes=5)
    assert (way.asked, len(mailoutbox)) == (2, 0)
    clock.forward(minutes=10)
    assert (way.asked, len(mailoutbox)) == (3, 1)
    assert states(asha) == [("sms", "failed", "away"), ("email", "sent", "")]


def test_when_no_way_is_left_it_has_failed_and_says_why(monkeypatch):
    broken(monkeypatch, Channel.SMS, again=False)
    asha = person("sms")
    tell(asha)
    assert states(asha) == [("sms", "failed", "away")]
    assert asha.notices.exists()


def test_too_many_sms_in_a_day_are_not_sent(clock):
    asha = person("sms")
    for number in range(4):
        tell(asha, number)
        clock.forward(hours=1)
    assert len(MemorySms.sent) == 3
    assert states(asha)[-1] == ("sms", "failed", "budget")


def test_what_a_process_left_half_done_is_not_sent_again_on_that_way(clock, mailoutbox):
    asha = person("sms", "email")
    clock.at(21)
    tell(asha)
    clock.now += timedelta(hours=12)
    Delivery.objects.update(state=DeliveryState.LEAVING, left_at=clock.now)
    clock.forward(minutes=3)
    deliver({"person": str(asha.pk)})
    clock.forward(hours=24)
    assert MemorySms.sent == []
    assert states(asha)[0] == ("sms", "failed", "broken_off")
    assert len(mailoutbox) == 1


def test_what_says_something_else_is_told_anew_before_she_saw_it_only_where_that_is_asked_for(clock, mailoutbox):
    asha = person()
    for place, anew in (("School", False), ("Hall", False), ("Mill", True)):
        data = {"at": "2026-11-28T10:00:00+05:30", "venue": place, "cohort": "MOVE", "number": 1}
        notify(asha, kind="cohort_sessions", event="s", data=data, occasion=place, anew=anew)
        run_due_jobs()
        clock.forward(hours=1)
    assert ["School" in mailoutbox[0].body, "Mill" in mailoutbox[1].body, len(mailoutbox)] == [True, True, 2]


steps = st.lists(st.tuples(st.sampled_from(["tell", "read", "wait"]), st.integers(1, 200)), min_size=1, max_size=8)


class Sometimes:
    """A way that takes a letter or refuses it, as ``takes`` says in turn; it writes down when it was asked."""

    def __init__(self, clock, takes):
        self.clock = clock
        self.takes = takes
        self.asked = []

    def reaches(self, person):
        return True

    def send(self, person, letter):
        self.asked.append(self.clock.now)
        if not self.takes[len(self.asked) % len(self.takes)]:
            raise ways.NotTaken(Reason.AWAY, again=len(self.asked) % 2 == 0)
        return 1


@settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps, takes=st.lists(st.booleans(), min_size=2, max_size=5), quiet=st.tuples(st.times(), st.times()))
def test_nothing_leaves_in_quiet_hours_or_twice_and_each_notice_goes_some_way_or_says_why_not(
    clock, monkeypatch, steps, takes, quiet
):
    """Whatever comes in whatever order, while ways fail now and then."""
    names = ["sms", "email"]
    found = {name: Sometimes(clock, takes) for name in names}
    monkeypatch.setattr("notifications.services.delivering.WAYS", found)
    asha = PersonFactory()
    choice = choose_ways(asha, names, quiet_from=quiet[0], quiet_until=quiet[1])
    for number, (step, minutes) in enumerate(steps):
        if step == "tell":
            tell(asha, number)
        elif step == "read":
            mark_read(asha, asha.notices.all()[:1])
        else:
            clock.forward(minutes=minutes)
    while (waits := Delivery.objects.waiting().filter(person=asha).order_by("due_at").first()) is not None:
        clock.now = max(clock.now, timezone.localtime(waits.due_at))
        run_due_jobs()
    asked = [at for way in found.values() for at in way.asked]
    assert not any(choice.quiet.cover(at) for at in asked)
    sent = Delivery.objects.filter(person=asha, state=DeliveryState.SENT)
    assert len({(row.notice_id, row.told_at) for row in sent}) == sent.count()
    moments = sorted({row.left_at for row in sent})
    assert all(after - before >= BETWEEN_MESSAGES for before, after in pairwise(moments))
    for notice in asha.notices.all():
        rows = list(notice.deliveries.all())
        assert {row.state for row in rows} <= {"sent", "stopped", "failed", "kept"}
        assert any(row.state == "sent" or row.reason for row in rows)
