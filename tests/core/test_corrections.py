"""A record from the field is corrected by another, and what stood at an earlier moment can still be said."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.models import AuditEntry
from core.records import NoLongerStands
from core.services import keep_record
from courses.models import FormEntry
from tests.factories import PersonFactory, lesson_without_page

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def asha():
    return PersonFactory()


@pytest.fixture
def said(asha):
    """Keeps a record that reached us so many days ago; what it ``corrects`` may be told."""
    lesson = lesson_without_page()

    def keep(days_ago=0, corrects=None, key=None):
        record = FormEntry(
            id=key or uuid4(),
            recorded_by=asha,
            lesson=lesson,
            form_key="plan",
            received_at=NOW - timedelta(days=days_ago),
            corrects=corrects,
        )
        keep_record(record, by=asha.user)
        return record

    return keep


def take_back(record, days_ago=0):
    FormEntry.objects.filter(pk=record.pk).update(withdrawn_at=NOW - timedelta(days=days_ago))


def known_at(days_ago):
    return list(FormEntry.objects.as_known_at(NOW - timedelta(days=days_ago)))


def test_a_correction_stands_in_place_of_what_it_corrects(said):
    first, other = said(), said()
    second = said(corrects=first)
    third = said(corrects=second)
    assert set(FormEntry.objects.current()) == {third, other}
    assert FormEntry.objects.count() == 4


def test_what_was_taken_back_stands_no_more_and_what_it_corrected_stands_again(said):
    first = said()
    second = said(corrects=first)
    take_back(second)
    assert list(FormEntry.objects.current()) == [first]
    take_back(first)
    assert not FormEntry.objects.current().exists()


def test_what_was_known_at_a_moment_does_not_change_afterwards(said):
    first = said(days_ago=9)
    second = said(days_ago=6, corrects=first)
    take_back(second, days_ago=3)
    assert [known_at(days) for days in (10, 8, 5, 2)] == [[], [first], [second], [first]]


def test_a_record_is_corrected_once_by_whoever_comes_first(said):
    first = said()
    second = said(corrects=first)
    with pytest.raises(NoLongerStands):
        said(corrects=first)
    assert list(FormEntry.objects.current()) == [second]
    take_back(second)
    assert list(FormEntry.objects.current()) == [first]
    third = said(corrects=first)
    assert list(FormEntry.objects.current()) == [third]


def test_what_was_taken_back_is_not_corrected(said):
    first = said()
    take_back(first)
    with pytest.raises(NoLongerStands):
        said(corrects=first)


def test_the_same_correction_again_is_known_by_its_id(said):
    first, key = said(), uuid4()
    said(corrects=first, key=key)
    with pytest.raises(IntegrityError), transaction.atomic():
        said(corrects=first, key=key)


def test_the_audit_trail_says_who_recorded_and_who_corrected(said, asha):
    said(corrects=said())
    lines = AuditEntry.objects.order_by("pk").values_list("action", "by")
    assert list(lines) == [("formentry.recorded", asha.user.pk), ("formentry.corrected", asha.user.pk)]
