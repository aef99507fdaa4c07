"""A job stands or falls with the transaction that made it, and its effect comes once."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from jobs.models import Job
from jobs.services import enqueue, run_due_jobs, run_job
from jobs.tasks import run_job as run_job_task
from jobs.tasks import sweep
from notifications.models import Notice
from tests.factories import PersonFactory

from .conftest import make_due


class UndoneError(Exception):
    """The caller thinks better of it."""


def test_a_job_is_written_with_the_transaction_and_run_after_it(bell, ring, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = ring()
        assert bell.rung == []
    job.refresh_from_db()
    assert bell.rung == [{"tone": 1}]
    assert job.done_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_job_is_gone_with_a_transaction_that_rolls_back(bell, ring):
    with transaction.atomic():
        ring()
        transaction.set_rollback(True)
    run_due_jobs()
    assert not Job.objects.exists()
    assert bell.rung == []


@pytest.mark.django_db(transaction=True)
def test_a_hint_leaves_only_after_the_outermost_commit(bell, ring):
    with transaction.atomic():
        with transaction.atomic():
            ring()
        assert bell.rung == []
    assert bell.rung == [{"tone": 1}]


def test_the_same_key_again_is_the_same_job_with_its_first_payload(bell, ring):
    ring(payload={"tone": 1})
    ring(payload={"tone": 2})
    ring("bell:2", payload={"tone": 3})
    run_due_jobs()
    assert bell.rung == [{"tone": 1}, {"tone": 3}]
    ring(payload={"tone": 4})
    run_due_jobs()
    assert len(bell.rung) == 2


def test_run_twice_a_job_has_one_effect(bell, ring):
    job = ring()
    for run in (run_job, run_job_task, run_job):
        run(str(job.pk))
    sweep("quick")
    assert bell.rung == [{"tone": 1}]


def test_a_job_that_does_not_exist_is_passed_over(bell):
    run_job("00000000-0000-0000-0000-000000000001")
    assert bell.rung == []


def test_the_sweep_finds_what_a_lost_hint_left_behind(bell, ring):
    for number in range(3):
        ring(f"bell:{number}", payload={"tone": number})
    assert bell.rung == []
    assert run_due_jobs() == 3
    assert sorted(payload["tone"] for payload in bell.rung) == [0, 1, 2]
    assert run_due_jobs() == 0


def test_the_longest_waiting_job_comes_first(bell, ring):
    for number, minutes in enumerate((1, 30, 5)):
        job = ring(f"bell:{number}", payload={"minutes": minutes})
        Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - timedelta(minutes=minutes))
    run_due_jobs()
    assert [payload["minutes"] for payload in bell.rung] == [30, 5, 1]


def test_a_delayed_job_gets_no_hint_and_waits_for_its_time(bell, ring, django_capture_on_commit_callbacks):
    before = timezone.now()
    with django_capture_on_commit_callbacks(execute=True) as hints:
        job = ring(delay=timedelta(minutes=5))
    assert hints == []
    assert job.run_after >= before + timedelta(minutes=5)
    run_due_jobs()
    run_job_task(str(job.pk))
    assert bell.rung == []
    make_due(job)
    sweep("quick")
    assert bell.rung == [{"tone": 1}]


def test_what_a_failing_job_wrote_is_undone_and_others_are_run(bell, ring, register):
    person = PersonFactory()

    def write_and_fail(payload):
        Notice.objects.create(person=person, event="half", kind="welcome")
        raise UndoneError

    register("half", write_and_fail)
    enqueue("half", key="half:1", payload={})
    ring()
    assert run_due_jobs() == 2
    assert not Notice.objects.exists()
    assert bell.rung == [{"tone": 1}]
    assert Job.objects.get(key="half:1").attempts == 1
