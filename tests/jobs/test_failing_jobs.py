"""A job that fails is tried later and later, and parked after five times."""

import logging
from datetime import timedelta

from django.utils import timezone

from jobs.models import Job
from jobs.services import enqueue, run_due_jobs, run_job

from .conftest import make_due


def fail(job):
    """Run the job when it is due; how many seconds it waits now."""
    make_due(job)
    before = timezone.now()
    run_job(str(job.pk))
    job.refresh_from_db()
    return round((job.run_after - before).total_seconds())


def test_each_wait_is_twice_the_one_before_and_the_fifth_failure_parks(bell, ring):
    bell.failing = True
    job = ring()
    assert [fail(job) for _ in range(4)] == [30, 60, 120, 240]
    assert (job.attempts, job.parked_at) == (4, None)
    fail(job)
    assert job.attempts == 5
    assert job.parked_at is not None


def test_a_job_is_not_run_before_its_wait_is_over(bell, ring):
    bell.failing = True
    job = ring()
    fail(job)
    bell.failing = False
    run_job(str(job.pk))
    run_due_jobs()
    assert bell.rung == []
    make_due(job)
    run_due_jobs()
    assert bell.rung == [{"tone": 1}]


def test_a_parked_job_is_left_alone(bell, ring):
    bell.failing = True
    job = ring()
    for _ in range(5):
        fail(job)
    bell.failing = False
    make_due(job)
    assert run_due_jobs() == 0
    run_job(str(job.pk))
    assert bell.rung == []


def test_only_the_class_of_the_error_is_kept_and_logged(bell, ring, caplog):
    bell.failing = True
    job = ring(payload={"name": "Asha", "phone": "9845012345"})
    with caplog.at_level(logging.DEBUG):
        fail(job)
    assert job.last_error == "Refusing"
    assert "Refusing" in caplog.text
    assert "Asha" not in caplog.text
    assert "9845012345" not in caplog.text


def test_a_parked_job_is_an_error_in_the_log_and_a_retry_a_warning(bell, ring, caplog):
    bell.failing = True
    job = ring()
    for _ in range(5):
        fail(job)
    mine = [record.levelname for record in caplog.records if record.name == "jobs.services.running"]
    assert mine == ["WARNING"] * 4 + ["ERROR"]


def test_a_kind_nobody_knows_is_tried_and_parked_like_any_other(db):
    enqueue("unknown", key="unknown:1", payload={})
    job = Job.objects.get()
    for _ in range(5):
        fail(job)
    assert (job.last_error, job.parked_at is not None) == ("LookupError", True)


def test_a_job_that_works_at_last_is_done_for_good(bell, ring):
    bell.failing = True
    job = ring()
    fail(job)
    bell.failing = False
    fail(job)
    assert (job.attempts, job.done_at is not None, job.parked_at) == (2, True, None)
    assert job.done_at - job.created_at < timedelta(minutes=1)
