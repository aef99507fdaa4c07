"""A job waits only for jobs of its lane, and a sweep goes on until nothing is due."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from jobs.enums import Lane
from jobs.models import Job
from jobs.services import enqueue, run_due_jobs
from jobs.tasks import run_job


def test_a_sweep_goes_on_until_nothing_is_due(bell, ring):
    jobs = [Job(kind="bell", key=f"bell:{number}", payload={"tone": number}) for number in range(450)]
    Job.objects.bulk_create(jobs)
    assert run_due_jobs(within=timedelta(minutes=5)) == 450
    assert len(bell.rung) == 450


def test_a_sweep_ends_when_its_time_is_over(bell, ring):
    ring()
    assert run_due_jobs(within=timedelta(0)) == 0


def test_delayed_jobs_take_their_turn_among_those_that_come_at_once(bell, ring):
    early = ring("bell:delayed", payload={"tone": "delayed"}, delay=timedelta(minutes=1))
    Job.objects.filter(pk=early.pk).update(run_after=early.created_at - timedelta(seconds=1))
    for number in range(3):
        ring(f"bell:{number}", payload={"tone": number})
    run_due_jobs()
    assert bell.rung[0] == {"tone": "delayed"}


def test_a_sweep_of_one_lane_leaves_the_others_alone(bell, ring, register):
    letters = []
    register("letter", letters.append, Lane.MAIL)
    enqueue("letter", key="letter:1", payload={})
    ring()
    assert run_due_jobs(Lane.QUICK) == 1
    assert (len(bell.rung), letters) == (1, [])
    assert run_due_jobs(Lane.MAIL) == 1
    assert letters == [{}]


def test_the_hint_of_a_mail_goes_to_a_queue_of_its_own(
    bell, ring, register, monkeypatch, django_capture_on_commit_callbacks
):
    hinted = []
    monkeypatch.setattr(run_job, "apply_async", lambda args, queue, **options: hinted.append(queue))
    register("letter", lambda payload: None, Lane.MAIL)
    with django_capture_on_commit_callbacks(execute=True):
        ring()
        enqueue("letter", key="letter:1", payload={})
    assert hinted == ["quick", "mail"]


@pytest.mark.django_db(transaction=True)
def test_a_mail_is_sent_outside_of_a_transaction(register):
    seen = []
    register("letter", lambda payload: seen.append(connection.in_atomic_block), Lane.MAIL)
    with transaction.atomic():
        enqueue("letter", key="letter:1", payload={})
    assert seen == [False]
    assert Job.objects.get().done_at is not None
