"""What was marked in a session is told round by round."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid4, uuid5

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.enums import Means, Presence
from attendance.queries import Heard, rounds_of
from tests.attendance.meetings import mark
from tests.factories import PersonFactory, learner_in

TEN = timezone.make_aware(datetime(2026, 11, 2, 10))


def heard(minutes: int, by: str = "Rukmini", means: Means = Means.LIST, **how) -> Heard:
    """A mark so many minutes after ten."""
    at = TEN + timedelta(minutes=minutes)
    who = {"stands": True, "by_key": uuid5(NAMESPACE_URL, by), **how}
    return Heard("Asha", Presence.PRESENT, "", means, by, at, at, **who)


def numbers(*history: Heard) -> list[tuple[str, int]]:
    return [(each.by, len(each.marks)) for each in rounds_of(history)]


def test_names_ticked_off_one_after_the_other_are_one_round():
    assert numbers(heard(61), heard(52), heard(50)) == [("Rukmini", 3)]


def test_after_a_long_pause_it_is_another_round():
    assert numbers(heard(420), heard(50)) == [("Rukmini", 1), ("Rukmini", 1)]


def test_each_marks_a_round_of_her_own():
    assert numbers(heard(54), heard(53, "Salma"), heard(52)) == [("Rukmini", 1), ("Salma", 1), ("Rukmini", 1)]


def test_two_of_one_name_are_two():
    assert numbers(heard(53), heard(52, by_key=uuid4()), heard(51)) == [("Rukmini", 1)] * 3


def test_who_scanned_the_code_are_one_round_whoever_they_are():
    scanned = [heard(minute, name, Means.CODE) for minute, name in ((3, "Asha"), (2, "Mary"), (1, "Lata"))]
    assert numbers(*scanned, heard(0)) == [("", 3), ("Rukmini", 1)]


def test_a_round_says_how_many_were_how_and_how_many_stand_no_more():
    (one,) = rounds_of([heard(1, is_decision=True), heard(0, stands=False)])
    assert (one.counts, one.decided, one.replaced) == ([("Present", 2)], 1, 1)


@pytest.mark.django_db
def test_forty_marks_are_a_line_on_the_page_that_is_opened(sign_in, cohort, trainer, session):
    for _each in range(40):
        mark(session, learner_in(cohort), "present", by=trainer)
    mark(session, learner_in(cohort), "absent", by=PersonFactory(name="Salma Devi"))
    page = sign_in(trainer).get(reverse("attendance:session", args=[session.pk])).text
    assert page.count('<details class="disclosure round">') == 2
    assert "Present: 40" in page
