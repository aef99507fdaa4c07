"""A talk may be about anything: an app lends the kind, says who takes part, and talks do the rest."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy

from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import said
from people.enums import Role
from people.models import Person
from people.permissions import ORGANISATION
from people.services import grant_role
from talks.contexts import Invitation, Subject, ThreadContext, holds_role_over_it, thread_contexts
from talks.models import Thread
from talks.permissions import can_talk, members_now, threads_visible_to
from talks.services import add_member, open_thread, record_receipts, send_message, tell_who_has_not_read
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, mentor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(monkeypatch) -> str:
    """A kind of its own: everybody in a circle speaks, the guests among them only while they are called guests."""
    context = ThreadContext(
        role_names={"speaker": gettext_lazy("Speaker"), "guest": gettext_lazy("Guest")},
        takes_part=lambda: Q(role="speaker") | Q(role="guest", person__name__startswith="Guest"),
        subjects=lambda keys, language: {key: Subject(f"A circle, {language}", "/en/") for key in keys},
        invitation=Invitation(
            gettext_lazy("Come into a circle."), gettext_lazy("To the circles"), "notifications:list"
        ),
    )
    monkeypatch.setitem(thread_contexts._things, "circle", context)
    return "circle"


@pytest.fixture
def thread(circle) -> Thread:
    asha, salma, guest = PersonFactory(name="Asha"), PersonFactory(name="Salma"), PersonFactory(name="Guest Rani")
    return open_thread(circle, uuid4(), members={asha: "speaker", salma: "speaker", guest: "guest"}, by=asha.user)


def _people(thread: Thread) -> dict[str, Person]:
    return {member.person.first_name: member.person for member in thread.members.select_related("person__user")}


def _say(thread: Thread, author: Person, body: str):
    return send_message(thread.pk, author=author, message_id=uuid4(), body=body)


def test_a_context_has_one_thread_however_often_it_is_opened(thread, circle):
    again = open_thread(circle, thread.context_key, members={_people(thread)["Asha"]: "speaker"}, by=None)
    assert again == thread
    assert thread.members.count() == 3


def test_who_may_opens_a_talk_by_a_button_and_finds_it_again(circle, sign_in, monkeypatch):
    asha, salma, stranger = PersonFactory(), PersonFactory(), PersonFactory()
    context = replace(
        thread_contexts.get(circle),
        opened_by=lambda person, key: {} if person == stranger else dict.fromkeys((person, salma), "speaker"),
    )
    monkeypatch.setitem(thread_contexts._things, "circle", context)
    key = uuid4()
    for _ in range(2):
        answer = sign_in(asha).post(f"/talks/about/circle/{key}/")
        thread = Thread.objects.get(context_kind="circle", context_key=key)
        assert (answer.status_code, answer.url) == (302, f"/talks/{thread.pk}/")
    assert {member.person for member in thread.members.all()} == {asha, salma}
    for kind in ("circle", "nothing", "lesson"):
        assert sign_in(stranger).post(f"/talks/about/{kind}/{key}/").status_code == 404


def test_the_same_key_under_another_kind_is_another_thread(thread, talk):
    talk.thread.delete()
    other = open_thread("lesson", thread.context_key, members={}, by=None)
    assert other != thread


def test_the_context_says_who_takes_part_now(thread):
    people = _people(thread)
    assert all(can_talk(person, thread) for person in people.values())
    Person.objects.filter(pk=people["Guest"].pk).update(name="Rani")
    assert [can_talk(people[name], thread) for name in ("Asha", "Salma", "Guest")] == [True, True, False]


def test_whether_and_which_and_who_agree_for_every_kind_and_person(thread, talk):
    outsider = PersonFactory()
    Person.objects.filter(name="Guest Rani").update(name="Rani")
    people = [*_people(thread).values(), talk.learner, talk.mentor, outsider]
    allowed = {(member.thread_id, member.person_id) for member in members_now()}
    for person in people:
        seen = set(threads_visible_to(person).values_list("pk", flat=True))
        for each in (thread, talk.thread):
            answers = {can_talk(person, each), each.pk in seen, (each.pk, person.pk) in allowed}
            assert len(answers) == 1, (person, each.context_kind)
    assert len(allowed) == 4


def test_which_threads_are_hers_is_one_query_however_many_kinds_there_are(thread, talk):
    with CaptureQueriesContext(connection) as queries:
        assert list(threads_visible_to(talk.learner)) == [talk.thread]
    assert len(queries) == 1


def test_a_thread_of_a_kind_that_nobody_lends_any_more_is_open_to_nobody(thread, monkeypatch):
    asha = _people(thread)["Asha"]
    monkeypatch.delitem(thread_contexts._things, "circle")
    assert not can_talk(asha, thread)


def test_a_role_that_the_context_does_not_know_is_a_mistake(thread):
    with pytest.raises(LookupError, match="'king'"):
        add_member(thread, PersonFactory(), role="king")


def test_who_takes_part_and_has_not_read_a_message_is_told_who_wrote_and_what_it_is_about(thread):
    people = _people(thread)
    message = _say(thread, people["Asha"], "Namaste")
    record_receipts(thread.pk, people["Guest"], read=1)
    tell_who_has_not_read({"message": str(message.pk)})
    run_due_jobs()
    notice = Notice.objects.get()
    assert (notice.person, notice.link) == (people["Salma"], f"/talks/{thread.pk}/")
    with translation.override("kn"):
        assert said(people["Salma"], [notice])[0].text.startswith("“A circle, kn”")
    thread.delete()
    assert said(people["Salma"], [notice])[0].text == "Asha wrote to you."


def test_a_context_may_complete_a_talk_before_it_is_told_of(thread, monkeypatch):
    another = PersonFactory()
    context = replace(
        thread_contexts.get("circle"), complete=lambda thread: add_member(thread, another, role="speaker")
    )
    monkeypatch.setitem(thread_contexts._things, "circle", context)
    message = _say(thread, _people(thread)["Asha"], "Namaste")
    tell_who_has_not_read({"message": str(message.pk)})
    run_due_jobs()
    assert Notice.objects.filter(person=another).exists()


def test_a_talk_may_be_about_an_organisation_with_who_leads_it(monkeypatch):
    federation, other = OrganisationFactory(), OrganisationFactory()
    group, leader = OrganisationFactory(parent=federation), PersonFactory()
    grant_role(leader, role=Role.CBO_LEADER, over=federation, by=None)
    context = ThreadContext(
        role_names={"leader": gettext_lazy("Leader")},
        takes_part=lambda: Q(holds_role_over_it(ORGANISATION, Role.CBO_LEADER, key="uuid"), role="leader"),
        subjects=lambda keys, language: {},
        invitation=Invitation(gettext_lazy("Talk about your group."), gettext_lazy("To the groups"), "desk:home"),
    )
    monkeypatch.setitem(thread_contexts._things, "group", context)
    about = [open_thread("group", each.uuid, members={leader: "leader"}, by=None) for each in (group, other)]
    assert [can_talk(leader, thread) for thread in about] == [True, False]


def test_the_page_shows_what_it_is_about_and_as_what_the_others_take_part(thread, sign_in):
    people = _people(thread)
    _say(thread, people["Salma"], "Namaste")
    page = sign_in(people["Asha"]).get(f"/talks/{thread.pk}/")
    assert page.context["subject"] == Subject("A circle, en", "/en/")
    assert page.context["others"] == [(people["Salma"], "Speaker"), (people["Guest"], "Guest")]
    assert "A circle, en" in page.text


def test_the_list_holds_talks_of_every_kind(thread, talk, sign_in):
    asha = _people(thread)["Asha"]
    Thread.objects.filter(pk=talk.thread.pk).update(last_sequence=0)
    _say(thread, asha, "Namaste")
    (line,) = sign_in(asha).get("/talks/").context["lines"]
    assert (line.about, [person.first_name for person in line.others]) == ("A circle, en", ["Salma", "Guest"])


def test_who_has_no_talk_reads_how_each_kind_comes_about(circle, sign_in):
    page = sign_in(PersonFactory()).get("/talks/").text
    assert "Come into a circle." in page
    assert "whom you mentor" not in page
    assert "Ask your mentor" in page


def test_who_helps_and_has_no_talk_reads_how_they_come_to_her(circle, sign_in):
    page = sign_in(mentor_of(CohortFactory())).get("/talks/").text
    assert "Come into a circle." in page
    assert "The questions of learners whom you mentor come here by themselves." in page
    assert "press “Ask your mentor”" not in page
    assert "To my lessons" not in page
