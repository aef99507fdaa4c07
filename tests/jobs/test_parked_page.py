"""What stopped is listed for staff, who can start it again."""

import pytest
from django.utils import timezone

from core.models import AuditEntry
from jobs.models import Job
from jobs.services import run_due_jobs
from tests.factories import UserFactory

PAGE = "/admin/jobs/"


@pytest.fixture
def staff(db, client):
    """Somebody who looks after the portal, in by her second factor."""
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user, backend="people.auth.SharedPhoneBackend")
    return client


@pytest.fixture
def stopped(bell, ring):
    ring("bell:1")
    ring("bell:2")
    Job.objects.update(attempts=5, parked_at=timezone.now(), last_error="Refusing")
    return Job.objects.order_by("key")


def test_she_sees_what_stopped_and_why(staff, stopped):
    page = staff.get(PAGE).content.decode()
    for shown in ("bell:1", "bell:2", "Refusing", "Try again"):
        assert shown in page


def test_what_she_ticks_begins_again(staff, stopped, bell):
    first, second = stopped
    assert staff.post(PAGE, {"job": [str(first.pk)]}).status_code == 302
    run_due_jobs()
    first.refresh_from_db()
    second.refresh_from_db()
    assert len(bell.rung) == 1
    assert (first.parked_at, second.parked_at is None) == (None, False)


def test_what_began_again_is_written_down_and_an_id_that_is_none_is_passed_over(staff, stopped):
    assert staff.post(PAGE, {"job": [str(stopped[0].pk), "nonsense"]}).status_code == 302
    line = AuditEntry.objects.get(action="job.tried_again")
    assert (line.subject, line.by.is_superuser) == (f"jobs.job:{stopped[0].pk}", True)


def test_an_empty_list_says_so(staff):
    assert "Nothing has stopped" in staff.get(PAGE).content.decode()


def test_who_may_not_change_jobs_does_not_see_them(client, stopped):
    client.force_login(UserFactory(is_staff=True), backend="people.auth.SharedPhoneBackend")
    assert client.get(PAGE).status_code == 403
