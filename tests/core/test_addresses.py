"""An address found out once is the one that Django finds."""

from uuid import uuid4

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from core.addresses import address_of_view


def test_it_is_the_address_of_the_view_for_each_thing_and_in_every_language():
    for key in (uuid4(), uuid4()):
        for language in ("en", "hi", "en"):
            with override(language):
                assert address_of_view("cohorts:cohort", key) == reverse("cohorts:cohort", args=[key])
                assert address_of_view("cohorts:join") == reverse("cohorts:join")


def test_what_is_no_view_has_no_address():
    with pytest.raises(NoReverseMatch):
        address_of_view("cohorts:nowhere")
