"""A notice comes once an event, and is said in the language of whoever reads it."""

from uuid import uuid4

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from jobs.models import Job
from jobs.services import run_due_jobs
from notifications.kinds import notice_kinds
from notifications.models import Notice
from notifications.queries import said, unread_count
from notifications.services import mark_read, notify
from people.models import Person
from tests.factories import PersonFactory

JOINED = "You have joined %(cohort)s. Your first lesson is open."
IN_HINDI = "आप %(cohort)s में हैं।"


@pytest.fixture(autouse=True)
def hindi(monkeypatch):
    """The sentence and the subject of the mail in Hindi, whatever the translators have done so far."""
    catalog = trans_real.translation("hi")._catalog._catalogs[0]
    monkeypatch.setitem(catalog, JOINED, IN_HINDI)
    monkeypatch.setitem(catalog, "News from the CoE portal", "पोर्टल की ख़बर")


def tell(people, event="joined:1", cohort="MOVE", link="", occasion=""):
    notify(people, kind="cohort_joined", event=event, data={"cohort": cohort}, link=link, occasion=occasion)
    run_due_jobs()


@pytest.mark.django_db
def test_a_person_is_told_once_for_an_event_and_each_person_for_herself():
    asha, salma = PersonFactory(), PersonFactory()
    for _ in range(3):
        tell(asha)
    Job.objects.all().delete()
    tell(asha, cohort="Another name")
    tell(salma)
    tell(asha, event="joined:2")
    assert Notice.objects.filter(person=asha, event="joined:1").get().data == {"cohort": "MOVE"}
    assert (asha.notices.count(), salma.notices.count()) == (2, 1)
    assert (unread_count(asha), unread_count(salma)) == (2, 1)


@pytest.mark.django_db
def test_several_are_told_at_once_each_once_and_in_her_own_language(mailoutbox):
    asha = PersonFactory(language="hi", user__email="asha@example.org")
    salma = PersonFactory(language="en", user__email="salma@example.org")
    for people in ([asha, salma, asha], Person.objects.all()):
        tell(people)
    assert (asha.notices.count(), salma.notices.count()) == (1, 1)
    assert {mail.to[0]: mail.body.splitlines()[0] for mail in mailoutbox} == {
        "asha@example.org": "आप MOVE में हैं।",
        "salma@example.org": "You have joined MOVE. Your first lesson is open.",
    }
    assert len(mailoutbox) == 2


@pytest.mark.django_db
def test_of_very_many_each_is_told_too(monkeypatch):
    monkeypatch.setattr("notifications.services.telling.MANY", 1)
    asha, salma = PersonFactory(), PersonFactory()
    for _ in range(2):
        tell([asha, salma])
    assert (asha.notices.count(), salma.notices.count()) == (1, 1)


@pytest.mark.django_db
def test_a_notice_is_read_in_the_language_of_the_moment():
    asha = PersonFactory(language="hi")
    tell(asha)
    notice = asha.notices.get()
    with translation.override("hi"):
        assert said(asha, [notice])[0].text == "आप MOVE में हैं।"
    with translation.override("en"):
        assert said(asha, [notice])[0].text == "You have joined MOVE. Your first lesson is open."


@pytest.mark.django_db
def test_a_percent_sign_in_a_name_is_shown_as_it_is():
    asha = PersonFactory()
    tell(asha, cohort="100% MOVE %(name)s")
    assert "100% MOVE %(name)s" in said(asha, asha.notices.all())[0].text


class Whatever(dict):
    """The data of a notice of any kind: a word for each name that is not given, and no first day."""

    def __missing__(self, name):
        return "" if name.endswith("_on") else f"some {name}"


@pytest.mark.django_db
def test_every_kind_of_notice_is_a_sentence_for_its_data():
    asha = PersonFactory()
    data = Whatever(
        thread=str(uuid4()),
        lesson=str(uuid4()),
        activity="days",
        day="2026-11-28",
        at="2026-11-28T10:00:00+05:30",
        before="2026-11-27T10:00:00+05:30",
        until="2026-12-10T10:00:00+05:30",
        number=1,
        question=1,
        cohort="MOVE 1",
        venue="Village hall",
        name="Rukmini",
        role="trainer",
        title="A plan",
        reason="It is dark.",
        status="revoked",
        titles={"en": "MOVE"},
    )
    for kind, say in notice_kinds.items():
        (sentence,) = say(asha, [data])
        assert sentence.endswith("."), kind
        assert "%" not in sentence, kind


@pytest.mark.django_db
def test_a_kind_that_no_app_lends_any_more_is_left_out():
    asha = PersonFactory()
    old = Notice.objects.create(person=asha, kind="gone", event="x")
    new = Notice.objects.create(person=asha, kind="cohort_joined", event="y", data={"cohort": "MOVE"})
    assert [line.notice for line in said(asha, [old, new])] == [new]


@pytest.mark.django_db
def test_another_occasion_makes_a_seen_notice_new_again_and_one_not_seen_stays_one(mailoutbox, clock):
    asha = PersonFactory(user__email="asha@example.org")
    for occasion in ("one", "two"):
        tell(asha, occasion=occasion)
    assert (unread_count(asha), len(mailoutbox)) == (1, 1)
    mark_read(asha, asha.notices.all())
    tell(asha, occasion="two")
    assert unread_count(asha) == 0
    tell(asha, occasion="three")
    clock.forward(hours=1)
    assert (unread_count(asha), asha.notices.count(), len(mailoutbox)) == (1, 1, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "subject", "body"), [
    ("hi", "पोर्टल की ख़बर", "आप MOVE में हैं।"),
    ("en", "News from the CoE portal", "You have joined MOVE. Your first lesson is open."),
])  # fmt: skip
def test_an_e_mail_goes_where_there_is_one_in_her_language_not_the_callers(mailoutbox, language, subject, body):
    asha = PersonFactory(user__email="asha@example.org", language=language)
    with translation.override("kn"):
        tell(asha)
        tell(asha)
        assert translation.get_language() == "kn"
    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.body.splitlines()[0]) == (["asha@example.org"], subject, body)


@pytest.mark.django_db
@pytest.mark.parametrize("who", [{}, {"user": None}])
def test_without_an_address_there_is_a_notice_and_no_e_mail(mailoutbox, who):
    asha = PersonFactory(**who)
    tell(asha)
    assert (asha.notices.count(), mailoutbox) == (1, [])


@pytest.mark.django_db
def test_who_was_erased_in_the_meantime_is_told_nothing():
    asha = PersonFactory()
    notify(asha, kind="cohort_joined", event="joined:1", data={"cohort": "MOVE"})
    Person.objects.filter(pk=asha.pk).delete()
    run_due_jobs()
    assert not Notice.objects.exists()
    assert Job.objects.get().done_at is not None
