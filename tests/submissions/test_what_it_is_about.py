"""What is handed in is about a row of hers, or about nothing."""

from uuid import uuid4

import pytest
from django.http import QueryDict

from people.models import Person
from submissions.errors import NotYours
from submissions.kinds import Handed
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def about(key) -> Handed:
    return Handed(id=uuid4(), kind="note", about=str(key), fields=QueryDict())


def test_it_is_about_the_row_with_that_key_or_about_nothing():
    asha = PersonFactory()
    assert about(asha.pk).row_about(Person.objects.all()) == asha
    assert about("").row_about(Person.objects.all()) is None


@pytest.mark.parametrize("key", ["nonsense", uuid4(), "\x00", "somebody else"])
def test_what_is_not_among_her_rows_is_not_hers(key):
    asha, other = PersonFactory(), PersonFactory()
    with pytest.raises(NotYours):
        about(other.pk if key == "somebody else" else key).row_about(Person.objects.filter(pk=asha.pk))
