"""A form that makes something makes it once, however often it is sent."""

from uuid import uuid4

import pytest

from core.models import SentForm
from core.services import once
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def made():
    return []


@pytest.fixture
def make(made):
    def _make():
        made.append(1)
        return f"/things/{len(made)}/"

    return _make


def test_sent_again_it_leads_to_what_was_made(made, make):
    form_id, user = uuid4(), UserFactory()
    assert once(form_id, by=user, make=make) == once(form_id, by=user, make=make) == "/things/1/"
    assert len(made) == 1


def test_another_form_or_another_sender_makes_something_of_its_own(made, make):
    form_id, user = uuid4(), UserFactory()
    once(form_id, by=user, make=make)
    once(uuid4(), by=user, make=make)
    once(form_id, by=UserFactory(), make=make)
    assert len(made) == 3


def test_what_failed_may_be_sent_again(make):
    form_id, user = uuid4(), UserFactory()

    def fail():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011  (any)
        once(form_id, by=user, make=fail)
    assert not SentForm.objects.exists()
    assert once(form_id, by=user, make=make) == "/things/1/"


def test_of_two_presses_at_the_same_time_the_second_waits_for_the_first(make, locked):
    once(uuid4(), by=UserFactory(), make=make)
    assert locked == [SentForm]
