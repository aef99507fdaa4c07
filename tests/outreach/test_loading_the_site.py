"""The public pages from their files: each in every language, in one order."""

import pytest
from wagtail.models import Locale, Page

from content.services import LoadReport, languages
from outreach.models import HomePage
from outreach.services import load_site
from tests.factories import library


@pytest.mark.django_db
def test_what_is_loaded_below_the_front_page_stands_in_one_order_in_every_language(monkeypatch):
    library()
    Locale.objects.get_or_create(language_code="en")
    assert Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    monkeypatch.setattr("outreach.services.load_courses", lambda index: LoadReport())
    assert load_site().failed == []
    for language in languages():
        home = HomePage.objects.get(locale__language_code=language)
        slugs = Page.objects.child_of(home).order_by("path").values_list("slug", flat=True)
        assert list(slugs) == ["courses", "stories", "about"], language
    assert load_site().made == []
