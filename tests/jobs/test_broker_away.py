"""Without a broker the request goes on, and the sweep does the work."""

from datetime import time

import pytest
from kombu.exceptions import OperationalError

from jobs.models import Job
from jobs.services import run_due_jobs
from jobs.tasks import run_job
from notifications.models import Delivery, Notice
from portal.celery_app import app
from tests.factories import PersonFactory, PlaceFactory, UserFactory, notice


@pytest.fixture
def no_broker(monkeypatch, tmp_path):
    """A real broker address with nothing behind it: the folder of the messages is not there."""
    folder = str(tmp_path / "gone")
    changed = {
        "task_always_eager": False,
        "broker_url": "filesystem://localhost//",
        "broker_transport_options": {"data_folder_in": folder, "data_folder_out": folder, "control_folder": folder},
    }
    for name, value in changed.items():
        monkeypatch.setitem(app.conf.maps[0], name, value)
    monkeypatch.setattr(app.amqp, "_producer_pool", None)
    monkeypatch.setattr(app, "_pool", None)


@pytest.mark.parametrize("error", [OperationalError, ConnectionRefusedError, TimeoutError, OSError])
def test_a_hint_that_cannot_leave_is_left_to_the_sweep(
    bell, ring, monkeypatch, caplog, error, django_capture_on_commit_callbacks
):
    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(run_job, "apply_async", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        job = ring()
    assert f"No broker ({error.__name__}): job {job.pk} waits for the sweep" in caplog.text
    assert bell.rung == []
    run_due_jobs()
    assert bell.rung == [{"tone": 1}]


def test_a_broker_that_is_really_away_does_not_break_a_request(
    sign_in, db, no_broker, django_capture_on_commit_callbacks
):
    notice()
    newcomer = sign_in(UserFactory())
    form = {
        "name": "Savitri Bai",
        "gender": "woman",
        "language": "en",
        "of_age": "on",
        "purposes": ["training"],
        "place_state": PlaceFactory(level="state").pk,
    }
    with django_capture_on_commit_callbacks(execute=True) as hints:
        assert newcomer.post("/people/introduce/", form).status_code == 302
    assert hints
    assert not Notice.objects.exists()
    assert Job.objects.get().attempts == 0
    run_due_jobs()
    assert Notice.objects.get().kind == "welcome"


def test_a_mail_server_that_is_away_holds_back_the_mail_and_not_the_notice(db, monkeypatch, mailoutbox):
    from notifications.services import choose_ways, notify

    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    asha = PersonFactory(user__email="asha@example.org")
    choose_ways(asha, ["email"], quiet_from=time(0), quiet_until=time(0))
    notify(asha, kind="welcome", event="welcome", data={"name": "Asha"})
    with monkeypatch.context() as away:
        away.setattr("notifications.ways.send_mail", refuse)
        run_due_jobs()
        run_due_jobs()
    assert (Notice.objects.count(), len(mailoutbox)) == (1, 0)
    Delivery.objects.update(due_at="2020-01-01T00:00:00Z")
    Job.objects.update(run_after="2020-01-01T00:00:00Z")
    run_due_jobs()
    assert (Notice.objects.count(), len(mailoutbox)) == (1, 1)
