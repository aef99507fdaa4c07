"""Every address of the portal, asked for by everybody: the table in access_table.py is the law."""

import pytest
from django.urls import get_resolver

from tests.access_table import TABLE
from tests.access_world import ROLES, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(world, role):
    session = world.sign_in(role)
    answers = [(row, world.answer(row, session), row.expected(role)) for row in TABLE]
    wrong = [f"{row}: {got}, not {wanted}" for row, got, wanted in answers if got != wanted]
    assert not wrong, "\n".join(wrong)
