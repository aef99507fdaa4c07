"""A session of today has one card on the trainer's desk, with one way: to its list."""

from django.urls import reverse

from desk.enums import Section
from desk.queries import cards_of
from people.models import Person
from tests.attendance.meetings import mark, session_of


def cards_about(person: Person, section: Section, title: str):
    fresh = Person.objects.get(pk=person.pk)
    return [card for found, cards in cards_of(fresh) if found == section for card in cards if card.title == title]


def test_who_teaches_finds_a_session_of_today_once(cohort, trainer, lakshmi):
    session = session_of(cohort, hour=23, minutes=59)
    (card,) = cards_about(trainer, Section.NOW, cohort.name)
    assert (card.action, card.link) == ("Take attendance", reverse("attendance:mark", args=[session.pk]))
    assert card.more == "Panchayat hall"
    mark(session, lakshmi, "present", by=trainer)
    assert cards_about(trainer, Section.NOW, cohort.name) == []
    assert [card.action for card in cards_about(trainer, Section.WELL, cohort.name)] == ["See the list"]


def test_who_learns_there_is_led_to_the_session_and_a_session_of_tomorrow_has_the_card_of_its_cohort(
    cohort, trainer, lakshmi
):
    session_of(cohort, hour=23, minutes=59)
    session_of(cohort, days=1)
    actions = [card.action for card in cards_about(lakshmi, Section.NOW, cohort.name)]
    assert actions == ["To the session", "To the session"]
    assert [card.action for card in cards_about(trainer, Section.NOW, cohort.name)] == [
        "Take attendance",
        "To the session",
    ]


def test_the_list_of_a_session_still_to_be_taken_goes_along_by_itself(sign_in, cohort, trainer, lakshmi):
    session = session_of(cohort, hour=0, minutes=0)
    address = reverse("attendance:mark", args=[session.pk])
    assert f'href="{address}" data-along' in sign_in(trainer).get(reverse("desk:home")).text
    assert "data-along" not in sign_in(lakshmi).get(reverse("desk:home")).text
