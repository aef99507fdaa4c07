"""A story of somebody who learns here is read only while she agrees to it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from jobs.services import run_due_jobs
from outreach.models import StoryIndexPage, StoryPage
from people.enums import Purpose
from people.queries import kept_about
from people.services import give_consent, withdraw_consent
from tests.factories import PersonFactory, UserFactory, front_page, notice

pytestmark = pytest.mark.django_db
CODE = "M104208"
TEXTS = {"title": "Vermicompost", "person": "Asha, of Nadi", "summary": "She sells.", "body": "<p>Well.</p>"}


@pytest.fixture
def asha():
    notice()
    person = PersonFactory(name="Asha Devi", user__username=CODE)
    give_consent(person, purpose=Purpose.STORY, language="en", by=person.user)
    return person


@pytest.fixture
def stories():
    front_page()
    return StoryIndexPage.objects.get()


def told(stories, about, **kwargs):
    return stories.add_child(instance=StoryPage(**TEXTS, published_on=date(2026, 1, 1), about=about, **kwargs))


def no_more(person):
    withdraw_consent(person, purpose=Purpose.STORY, by=person.user)
    run_due_jobs()


def test_it_goes_in_every_language_when_she_no_longer_agrees_and_others_stay(
    client, stories, asha, django_capture_on_commit_callbacks
):
    english, other = told(stories, asha), told(stories, None, slug="invented")
    hindi = english.copy_for_translation(Locale.objects.get(language_code="hi"), copy_parents=True)
    hindi.get_latest_revision().publish()
    StoryPage.objects.filter(pk=hindi.pk).update(about=None)
    assert client.get("/en/stories/vermicompost/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        no_more(asha)
    assert set(StoryPage.objects.live()) == {other}
    assert client.get("/en/stories/vermicompost/").status_code == 404
    assert client.get("/en/stories/invented/").status_code == 200


def test_taking_back_another_agreement_leaves_it(stories, asha):
    told(stories, asha)
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    withdraw_consent(asha, purpose=Purpose.SHARING, by=asha.user)
    run_due_jobs()
    assert StoryPage.objects.live().exists()


def test_it_is_not_published_again_without_her(stories, asha):
    story = told(stories, asha)
    no_more(asha)
    with pytest.raises(ValidationError):
        StoryPage.objects.get(pk=story.pk).save_revision().publish()
    assert not StoryPage.objects.live().exists()


def test_what_waits_for_its_hour_stays_shut_and_does_not_hold_up_the_clock(stories, asha):
    story = told(stories, None, live=False)
    story.about, story.go_live_at = asha, timezone.now() + timedelta(hours=1)
    revision = story.save_revision(approved_go_live_at=story.go_live_at)
    no_more(asha)
    type(revision).objects.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=timezone.now())
    call_command("publish_scheduled", verbosity=0)
    assert not StoryPage.objects.live().exists()


@pytest.fixture
def write(sign_in, stories):
    """What an editor's form says about the member code she types."""
    admin = sign_in(UserFactory(staff=True, is_superuser=True))
    page = reverse("wagtailadmin_pages:add", args=["outreach", "storypage", stories.pk])

    def _write(code):
        typed = {**TEXTS, "body": '{"blocks": [{"key": "a", "text": "Well.", "type": "unstyled", "depth": 0, '}
        typed["body"] += '"inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
        return admin.post(page, {**typed, "slug": "told", "published_on": "2026-01-01", "about": code})

    return _write


def test_an_editor_names_her_by_her_member_code(write, sign_in, asha):
    assert write("m 104 208").status_code == 302
    story = StoryPage.objects.get()
    assert story.about == asha
    shown = sign_in(UserFactory(staff=True, is_superuser=True)).get(reverse("wagtailadmin_pages:edit", args=[story.pk]))
    assert f'value="{CODE}"' in shown.content.decode()


@pytest.mark.parametrize("code", [CODE, "M999999"])
def test_who_has_not_agreed_is_not_named_nor_told_from_nobody(write, code):
    PersonFactory(user__username=CODE)
    answer = write(code)
    assert "has agreed to be asked" in str(answer.context["form"].errors["about"])
    assert not StoryPage.objects.exists()


def test_her_stories_are_among_what_is_kept_about_her(stories, asha):
    told(stories, asha)
    (rows,) = [kind.rows for kind in kept_about(asha) if kind.label == "Stories about you"]
    assert rows == [[("title", "Vermicompost"), ("summary", "She sells."), ("day", "2026-01-01")]]


def test_a_story_leads_to_the_one_that_is_older_and_the_oldest_to_the_newest(client, stories):
    told(stories, None, slug="older")
    newer = stories.add_child(instance=StoryPage(**TEXTS | {"title": "Tailoring"}, published_on=date(2026, 2, 1)))
    assert 'href="/en/stories/older/"' in client.get(newer.address).content.decode()
    assert f'href="{newer.address}"' in client.get("/en/stories/older/").content.decode()
