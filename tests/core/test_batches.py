"""Rows are worked out some at a time, each once, by whoever comes first."""

import pytest
from django.db import transaction

from core import batches
from people.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(monkeypatch) -> list:
    monkeypatch.setattr(batches, "ROWS_AT_ONCE", 3)
    PersonFactory.create_batch(7, name="waits")
    return sorted(Person.objects.filter(name="waits").values_list("pk", flat=True))


@pytest.mark.parametrize("is_shared", [False, True])
def test_each_row_is_worked_out_once_in_a_transaction_and_in_order(seven, is_shared):
    sizes = []

    def work_out(rows: list[Person]) -> list:
        assert transaction.get_connection().in_atomic_block
        sizes.append(len(rows))
        Person.objects.filter(pk__in=[row.pk for row in rows]).update(name="is done")
        return [row.pk for row in rows]

    assert batches.by_batches(Person.objects.filter(name="waits"), work_out, is_shared=is_shared) == seven
    assert sizes == [3, 3, 1]


def test_what_cannot_be_worked_out_yet_is_looked_at_again_and_does_not_go_on_for_ever(seven):
    looked_at = batches.by_batches(Person.objects.filter(name="waits"), lambda rows: [len(rows)], is_shared=True)
    assert looked_at == [3, 3, 1, 3, 3, 1]
