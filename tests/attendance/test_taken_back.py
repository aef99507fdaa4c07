"""A mark is taken back: she is not marked, and what was said stays in what was marked."""

import pytest
from django.urls import reverse

from attendance.enums import ATTENDANCE, Shown
from attendance.models import Mark
from attendance.queries import days_of, history_of, line_of, sessions_not_taken
from attendance.services import mark_herself
from cohorts.models import Cohort
from tests.attendance.meetings import fields_of, list_of, mark, said, session_of
from tests.factories import trainer_of
from tests.submissions.phone import hand_over


@pytest.fixture
def page(session):
    return reverse("attendance:mark", args=[session.pk])


def test_a_phone_takes_back_what_it_said_and_the_history_keeps_both(sign_in, trainer, session, lakshmi, asha):
    mark(session, asha, "present", by=trainer)
    first = said(lakshmi, "present")
    second = said(lakshmi, "open", first.id)
    for each in (second, first):  # in any order
        assert hand_over(sign_in(trainer), trainer, ATTENDANCE, session.pk, fields_of(each)) == {"state": "applied"}
    assert list_of(session).counts == {"present": 1, "late": 0, "absent": 0, "differing": 0, "open": 1}
    words = {(heard.presence, heard.stands) for heard in history_of(session, trainer) if heard.name == "Lakshmi Devi"}
    assert words == {("present", False), ("open", False)}
    assert "Not marked: 1" in sign_in(trainer).get(reverse("attendance:session", args=[session.pk])).text


def test_what_another_said_stands_alone_where_mine_is_taken_back(cohort, trainer, session, lakshmi):
    mine = mark(session, lakshmi, "absent", by=trainer)
    mark(session, lakshmi, "late", by=trainer_of(cohort))
    mark(session, lakshmi, "open", mine.pk, by=trainer)
    assert list_of(session).rows[0].state == "late"


def test_the_page_without_scripts_takes_back_what_stands_and_nothing_twice(sign_in, trainer, session, page, lakshmi):
    standing = mark(session, lakshmi, "present", by=trainer)
    client = sign_in(trainer)
    assert '<option value="open">Not marked</option>' in client.get(page).text
    taken_back = {f"state:{lakshmi.pk}": "open", f"mark:{lakshmi.pk}": f"- {standing.pk}"}
    for _time in range(2):
        client.post(page, taken_back)
    assert list_of(session).counts["open"] == 1
    assert Mark.objects.count() == 2
    assert '<option value="">Not marked</option>' in client.get(page).text


def test_a_session_of_which_all_is_taken_back_is_not_held(cohort, trainer, lakshmi):
    old = session_of(cohort, days=-2)
    first = mark(old, lakshmi, "present", by=trainer)
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].held == 1
    mark(old, lakshmi, "open", first.pk, by=trainer)
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].held == 0
    assert not line_of(old).was_taken
    assert [line.key for line in sessions_not_taken(Cohort.objects.all())] == [old.pk]


def test_who_scanned_and_was_taken_back_may_scan_again(trainer, session, lakshmi):
    assert mark_herself(session, lakshmi) == Shown.PRESENT
    mark(session, lakshmi, "open", Mark.objects.get().pk, by=trainer)
    assert list_of(session).rows[0].state == ""
    assert [mark_herself(session, lakshmi) for _time in range(2)] == [Shown.PRESENT, Shown.ALREADY]
