"""A query written once asks what its queryset asks, with the values of each asking."""

from uuid import uuid4

import pytest
from django.db.models import CharField, UUIDField

from core.prepared import Given, Prepared
from people.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_it_gives_what_the_queryset_gives_for_each_value_in_turn():
    people = [PersonFactory(), PersonFactory()]
    one = Prepared(lambda: Person.objects.filter(pk=Given("person", UUIDField())).select_related("user"))
    for each in people:
        assert one.all(person=each.pk) == [each]
        assert one.first(person=each.pk).user == each.user
    assert one.first(person=uuid4()) is None


def test_rows_of_values_come_as_the_queryset_gives_them():
    her = PersonFactory()
    rows = Person.objects.filter(name=her.name).order_by("pk")
    pairs = Prepared(lambda: Person.objects.filter(name=Given("name", CharField())).values_list("pk", "name"))
    flat = Prepared(lambda: Person.objects.filter(name=Given("name", CharField())).values_list("pk", flat=True))
    assert pairs.all(name=her.name) == list(rows.values_list("pk", "name"))
    assert flat.all(name=her.name) == list(rows.values_list("pk", flat=True))


def test_where_its_shape_follows_from_something_it_is_written_anew_when_that_changes():
    her, wanted = PersonFactory(), ["name"]
    rows = Prepared(
        lambda: Person.objects.filter(pk=Given("person", UUIDField())).values_list(*wanted), shape=lambda: list(wanted)
    )
    assert rows.all(person=her.pk) == [(her.name,)]
    wanted.append("pk")
    assert rows.all(person=her.pk) == [(her.name, her.pk)]


def test_a_value_left_out_is_not_passed_over():
    one = Prepared(lambda: Person.objects.filter(pk=Given("person", UUIDField())))
    with pytest.raises(KeyError):
        one.all()
