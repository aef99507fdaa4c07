"""What is marked to hold anywhere is tried once, so it may ask nothing that differs from one portal to another."""

import pytest
from django.conf import settings
from django.core.cache import caches

from people.models import User

pytestmark = pytest.mark.anywhere


@pytest.mark.parametrize("name", sorted(settings.CACHES))
def test_it_may_ask_no_cache(name):
    with pytest.raises(AssertionError, match="does not hold anywhere"):
        caches[name].get("asked")


def test_it_may_ask_no_database():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        User.objects.exists()
