"""What the clock starts: pages whose hour has come, and what has run out; and what strangers see of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.editions import edition_now
from core.models import SentForm
from exchange.models import Import
from jobs.services import enqueue_scheduled, run_due_jobs
from outreach.models import HomePage
from portal.tasks import publish_scheduled
from tests.factories import UserFactory, course_with_lessons

pytestmark = pytest.mark.django_db
HOME = "/en/"


def test_every_task_of_the_clock_exists():
    current_app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(current_app.tasks)


def test_a_page_due_a_minute_ago_is_live_after_one_sweep_and_one_that_ran_out_is_taken_away(client):
    course_with_lessons(1)
    courses = HomePage.objects.get(locale__language_code="en").get_children().get(slug="courses")
    courses.unpublish()
    courses = courses.specific
    courses.go_live_at = timezone.now() + timedelta(hours=1)
    courses.save_revision().publish()
    courses.refresh_from_db()
    assert client.get("/en/courses/").status_code == 404
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    courses.revisions.update(approved_go_live_at=a_minute_ago)
    revision = courses.latest_revision
    revision.content["go_live_at"] = a_minute_ago.isoformat()
    revision.save()
    publish_scheduled()
    assert Client().get("/en/courses/").status_code == 200
    type(courses).objects.filter(pk=courses.pk).update(expire_at=a_minute_ago)
    publish_scheduled()
    courses.refresh_from_db()
    assert not courses.live


def test_what_has_run_out_is_cleared_by_the_jobs_of_the_day():
    long_ago = timezone.now() - timedelta(days=2)
    user = UserFactory()
    SentForm.objects.create(form_id=uuid4(), by=user)
    yesterdays = SentForm.objects.create(form_id=uuid4(), by=user)
    SentForm.objects.exclude(pk=yesterdays.pk).update(sent_at=timezone.now() - timedelta(days=8))
    Import.objects.create(kind="places", by=user, file_name="a.csv", language="en")
    Import.objects.update(created_at=timezone.now() - timedelta(days=32))
    Session.objects.create(session_key="x", session_data="", expire_date=long_ago)
    enqueue_scheduled()
    run_due_jobs()
    assert not Session.objects.exists()
    assert not Import.objects.exists()
    assert list(SentForm.objects.all()) == [yesterdays]


@pytest.fixture
def kept():
    """The front page as a stranger has just read it."""
    course_with_lessons(1)
    home = HomePage.objects.get(locale__language_code="en")
    home.headline = "Old words"
    home.save()
    assert "Old words" in Client().get(HOME).content.decode()
    return home


def test_the_next_stranger_reads_what_was_just_published(kept):
    kept.headline = "New words"
    kept.save_revision().publish()
    assert "New words" in Client().get(HOME).content.decode()


def test_no_stranger_reads_on_a_page_that_was_taken_away_or_shut(kept):
    PageViewRestriction.objects.create(page=kept, restriction_type=PageViewRestriction.LOGIN)
    assert Client().get(HOME).status_code == 302
    PageViewRestriction.objects.all().delete()
    assert Client().get(HOME).status_code == 200
    kept.unpublish()
    assert Client().get(HOME).status_code == 404


def test_a_move_makes_all_pages_anew(kept):
    before = edition_now()
    kept.get_children().get(slug="courses").move(kept, pos="last-child")
    assert edition_now() != before
