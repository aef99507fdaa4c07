"""A job is counted before it runs, so that one that kills its worker is parked like one that fails."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jobs.models import Job
from jobs.services import enqueue, run_due_jobs, run_job, try_again
from jobs.services.kinds import JobKind, Lane, job_kinds

from .conftest import make_due


class WorkerIsKilled(BaseException):
    """Nothing of ours catches it, as nothing catches a kill."""


def kill(payload):
    raise WorkerIsKilled


def run_and_die(job):
    make_due(job)
    with pytest.raises(WorkerIsKilled):
        run_job(str(job.pk))
    job.refresh_from_db()


def test_a_job_that_kills_its_worker_is_counted_and_parked_after_five(bell, ring, register, caplog):
    register("bell", kill)
    job = ring()
    for attempts in range(1, 6):
        run_and_die(job)
        assert (job.attempts, job.parked_at) == (attempts, None)
    make_due(job)
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.attempts, job.last_error) == (5, "WorkerDied")
    assert job.parked_at is not None
    assert caplog.records[-1].levelname == "ERROR"


KILLING_SIX_TIMES = """
import os
import django
django.setup()
from django.db import connection
from jobs.models import Job
from jobs.services import register_job, run_due_jobs
with connection.schema_editor() as editor:
    editor.create_model(Job)
register_job("killer", lambda payload: os._exit(9))
Job.objects.create(kind="killer", key="killer:1")
for _ in range(6):
    connection.close()
    child = os.fork()
    if not child:
        run_due_jobs()
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    Job.objects.filter(parked_at=None).update(run_after="2000-01-01T00:00Z")
    job = Job.objects.get()
    print(ended, job.attempts, job.parked_at is not None)
"""


def test_a_process_that_is_really_killed_has_counted_its_job(tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'jobs.sqlite3'}",
    }
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", KILLING_SIX_TIMES]
    ran = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    lines = ran.stdout.splitlines()
    assert lines == [f"9 {number} False" for number in range(1, 6)] + ["0 5 True"], ran.stderr


def test_who_has_a_job_has_it_alone_until_the_claim_is_over(bell, ring, register):
    register("bell", kill)
    job = ring()
    run_and_die(job)
    assert job.run_after > timezone.now() + timedelta(minutes=2)
    register("bell", bell)
    run_job(str(job.pk))
    assert (run_due_jobs(), bell.rung) == (0, [])
    make_due(job)
    assert (run_due_jobs(), bell.rung) == (1, [{"tone": 1}])


def test_who_comes_back_after_the_claim_is_over_leaves_the_job_to_the_other(bell, ring, register):
    def be_overtaken(payload):
        Job.objects.update(attempts=2)

    register("bell", be_overtaken)
    job = ring()
    run_job(str(job.pk))
    job.refresh_from_db()
    assert (job.done_at, job.last_error) == (None, "")


def test_a_parked_job_that_is_tried_again_begins_anew(bell, ring, django_capture_on_commit_callbacks):
    job = ring()
    Job.objects.update(attempts=5, parked_at=timezone.now(), last_error="WorkerDied")
    with django_capture_on_commit_callbacks(execute=True):
        try_again([job.pk], by=None)
    job.refresh_from_db()
    assert (bell.rung, job.attempts, job.last_error) == ([{"tone": 1}], 1, "")


def test_a_job_that_is_not_parked_cannot_be_tried_again(bell, ring):
    job = ring()
    run_due_jobs()
    try_again([job.pk], by=None)
    assert (run_due_jobs(), len(bell.rung)) == (0, 1)


class AnyLife(TestCase):
    """Whatever happens to a job, in whatever order."""

    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.sampled_from(["works", "fails", "kills"]), max_size=12))
    def test_no_job_runs_more_than_five_times_and_none_comes_twice(self, life):
        Job.objects.all().delete()
        runs, effects = [], []

        def handler(payload):
            how = life[len(runs)] if len(runs) < len(life) else "works"
            runs.append(how)
            if how == "fails":
                raise ValueError
            if how == "kills":
                raise WorkerIsKilled
            effects.append(how)

        job_kinds._things["any"] = JobKind(handler, Lane.QUICK)
        try:
            enqueue("any", key="any:1", payload={})
            for _ in range(15):
                Job.objects.filter(parked_at=None, done_at=None).update(run_after="2000-01-01T00:00Z")
                try:
                    run_due_jobs()
                except WorkerIsKilled:
                    continue
        finally:
            del job_kinds._things["any"]
        job = Job.objects.get()
        assert len(runs) <= 5
        assert bool(effects) is (job.done_at is not None)
        assert len(effects) + (job.parked_at is not None) == 1


def test_a_job_is_locked_to_be_claimed_and_again_while_it_runs(bell, ring, locked):
    run_job(str(ring().pk))
    assert (bell.rung, locked) == ([{"tone": 1}], [Job, Job])
