"""Every test about people has a database with the privacy notice in it."""

import pytest

from tests.factories import notice


@pytest.fixture(autouse=True)
def privacy_notice(db):
    """The notice, version 1."""
    return notice()
