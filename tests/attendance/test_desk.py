"""A session of today has one card on the trainer's desk, with one way: to its list."""

from django.urls import reverse
from django.utils import timezone

from desk.enums import Section
from desk.queries import cards_of
from people.models import Person
from tests.attendance.meetings import mark, session_of


def cards_about(person: Person, section: Section, title: str):
    fresh = Person.objects.get(pk=person.pk)
    return [card for found, cards in cards_of(fresh) if found == section for card in cards if card.title == title]


def test_who_teaches_finds_a_session_of_today_once(cohort, trainer, lakshmi):
    session = session_of(cohort, hour=timezone.localtime().hour, minutes=120)
    (card,) = cards_about(trainer, Section.NOW, cohort.name)
    assert (card.action, card.link) == ("Take attendance", reverse("attendance:mark", args=[session.pk]))
    assert card.more == "Panchayat hall"
    mark(session, lakshmi, "present", by=trainer)
    assert cards_about(trainer, Section.NOW, cohort.name) == []
    (card,) = cards_about(trainer, Section.WELL, cohort.name)
    # The other trainer of the cohort goes on with it, in a hall without network too.
    assert (card.action, card.link, card.goes_along) == (
        "See the list",
        reverse("attendance:mark", args=[session.pk]),
        True,
    )


def test_who_learns_there_is_led_to_the_session_and_who_teaches_to_the_list_of_tomorrow(cohort, trainer, lakshmi):
    session_of(cohort, hour=23, minutes=59)
    tomorrow = session_of(cohort, days=1)
    actions = [card.action for card in cards_about(lakshmi, Section.NOW, cohort.name)]
    assert actions == ["To the session", "To the session"]
    hers = cards_about(trainer, Section.NOW, cohort.name)
    assert [card.action for card in hers] == ["Take attendance", "To the session"]
    assert hers[1].link == reverse("attendance:mark", args=[tomorrow.pk])


def test_the_list_of_a_session_still_to_be_taken_goes_along_by_itself(sign_in, cohort, trainer, lakshmi):
    session = session_of(cohort, hour=0, minutes=0)
    address = reverse("attendance:mark", args=[session.pk])
    assert f'href="{address}" data-along' in sign_in(trainer).get(reverse("desk:home")).text
    assert "data-along" not in sign_in(lakshmi).get(reverse("desk:home")).text
