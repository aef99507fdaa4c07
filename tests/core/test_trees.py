"""What lies below a row of a tree moves with it, and nothing lies below itself."""

import pytest
from django.core.exceptions import ValidationError

from people.models import Organisation
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db


def below(organisation: Organisation) -> set[str]:
    top = Organisation.objects.get(pk=organisation.pk)
    return {row.name for row in Organisation.objects.filter(path__startswith=top.path)}


@pytest.fixture
def federation() -> Organisation:
    """A federation with a village organisation and a group below it."""
    top = OrganisationFactory(name="federation")
    middle = OrganisationFactory(name="village organisation", parent=top)
    OrganisationFactory(name="group", parent=middle)
    return top


def test_moving_a_row_moves_everything_below_it(federation):
    other = OrganisationFactory(name="other federation")
    middle = Organisation.objects.get(name="village organisation")
    middle.parent = other
    middle.save(update_fields=["parent"])
    assert below(federation) == {"federation"}
    assert below(other) == {"other federation", "village organisation", "group"}


def test_a_number_that_begins_like_another_is_not_below_it(federation):
    for _ in range(12):
        OrganisationFactory()
    assert below(federation) == {"federation", "village organisation", "group"}


def test_a_new_row_and_one_without_a_parent_have_a_path_of_their_own(federation):
    middle = Organisation.objects.get(name="village organisation")
    middle.parent = None
    middle.save()
    assert below(middle) == {"village organisation", "group"}


def test_saving_another_field_does_not_move_a_row(federation):
    middle = Organisation.objects.get(name="village organisation")
    middle.parent = None
    middle.save(update_fields=["website"])
    assert below(federation) == {"federation", "village organisation", "group"}


def test_nothing_lies_below_itself(federation):
    federation.parent = Organisation.objects.get(name="group")
    with pytest.raises(ValidationError) as refused:
        federation.full_clean()
    assert "parent" in refused.value.message_dict
    with pytest.raises(ValueError, match="below itself"):
        federation.save()
