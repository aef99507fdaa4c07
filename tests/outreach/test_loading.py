"""The public pages come from their files: all there in every language, and safe to load again."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from wagtail.models import Collection, Locale, Page, Site

from content.services import LoadReport
from outreach.models import HomePage, StoryPage, TextPage
from outreach.services import load_site

LANGUAGES = {"en", "hi", "kn", "ml"}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[LoadReport]:
    """Once for all, without the courses, into a new installation: what a test does afterwards is taken back."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MEDIA_ROOT=media),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr("outreach.services.load_courses", lambda parent: LoadReport())
        _make_a_new_installation()
        yield load_site()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def report(_loaded, db) -> LoadReport:
    """What was loaded the first time."""
    return _loaded


def _make_a_new_installation() -> None:
    """As Wagtail's migrations leave it."""
    Locale.objects.get_or_create(language_code="en")
    if not Page.objects.exists():
        Collection.add_root(name="Root")
        welcome = Page.add_root(title="Root", slug="root").add_child(instance=Page(title="Welcome", slug="home"))
        Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)


def languages_of(pages):
    return set(pages.live().values_list("locale__language_code", flat=True))


def test_a_new_installation_has_its_front_page_stories_and_texts_in_every_language(report):
    assert report.made
    assert not Page.objects.filter(slug="home", depth=2, content_type__model="page").exists()
    assert languages_of(HomePage.objects.all()) == LANGUAGES
    assert languages_of(StoryPage.objects.all()) == LANGUAGES
    assert languages_of(TextPage.objects.all()) == LANGUAGES
    assert Site.objects.get(is_default_site=True).root_page.specific == HomePage.objects.get(locale__language_code="en")


def test_what_is_below_the_front_page_stands_in_one_order_in_every_language():
    for home in HomePage.objects.all():
        slugs = Page.objects.child_of(home).order_by("path").values_list("slug", flat=True)
        assert list(slugs) == ["courses", "stories", "about", "help"]


def test_each_front_page_tells_the_story_of_its_language():
    for home in HomePage.objects.all():
        assert home.story.locale == home.locale


def test_loading_again_changes_nothing(report):
    again = load_site()
    assert (again.made, again.updated) == ([], [])
    assert set(again.unchanged) == set(report.made)


def test_what_an_editor_changed_stays_as_she_left_it():
    about = TextPage.objects.get(slug="about", locale__language_code="en")
    about.title = "Who we are"
    about.save_revision().publish()
    load_site()
    assert TextPage.objects.get(pk=about.pk).title == "Who we are"
