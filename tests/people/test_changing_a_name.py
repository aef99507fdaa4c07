"""Putting right one's own name on the page about oneself."""

import pytest

from core.models import AuditEntry
from people.models import Person
from tests.factories import PersonFactory

PAGE = "/people/me/name/"

pytestmark = pytest.mark.django_db


def changes() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="person.name_changed"))


def test_she_puts_her_name_right_and_it_is_written_down_that_she_did(sign_in):
    person, other = PersonFactory(name="Savtri Bai"), PersonFactory(name="Asha")
    client = sign_in(person)
    assert PAGE in client.get("/people/me/").text
    assert 'value="Savtri Bai"' in client.get(PAGE).text
    page = client.post(PAGE, {"name": "  Savitri\nBai "}, follow=True).text
    assert "Your name is put right." in page
    assert "<h1>Savitri Bai</h1>" in page
    [entry] = changes()
    assert entry.by == person.user
    other.refresh_from_db()
    assert other.name == "Asha"


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "x" * 121])
def test_what_is_no_name_is_refused_and_the_old_one_stays(sign_in, name):
    person = PersonFactory(name="Savitri Bai")
    assert sign_in(person).post(PAGE, {"name": name}).status_code == 422
    assert Person.objects.get(pk=person.pk).name == "Savitri Bai"
    assert not changes()


def test_the_same_name_again_is_no_change(sign_in):
    person = PersonFactory(name="Savitri Bai")
    assert sign_in(person).post(PAGE, {"name": "Savitri Bai"}).status_code == 302
    assert not changes()
