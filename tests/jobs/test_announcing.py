"""What follows from a fact is a job in the transaction of the fact, one for each who subscribed."""

import pytest
from django.db import transaction

from jobs.models import Job
from jobs.services import announce, kinds, run_due_jobs, subscribe

FACT = "harvest.brought_in"

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """What two subscribers were told."""
    told = []
    monkeypatch.setattr(kinds, "_subscribers", kinds.defaultdict(list))
    monkeypatch.setattr(kinds.job_kinds, "_things", {})
    subscribe(FACT, "granary.fill", lambda payload: told.append(("granary", payload)))
    subscribe(FACT, "feast.call", lambda payload: told.append(("feast", payload)))
    return told


def test_each_subscriber_is_told_once_by_a_job_of_her_own(heard):
    for _ in range(2):
        announce(FACT, key="field-1", payload={"sacks": 3})
    assert heard == []
    run_due_jobs()
    run_due_jobs()
    assert sorted(heard, key=str) == [("feast", {"sacks": 3}), ("granary", {"sacks": 3})]


def test_one_subscriber_that_fails_holds_back_no_other(heard, monkeypatch):
    def fail(payload):
        raise ValueError

    subscribe(FACT, "roof.falls", fail)
    announce(FACT, key="field-1", payload={})
    run_due_jobs()
    assert len(heard) == 2
    assert Job.objects.get(kind="roof.falls").attempts == 1


@pytest.mark.django_db(transaction=True)
def test_a_fact_that_is_rolled_back_is_told_to_nobody(heard):
    with transaction.atomic():
        announce(FACT, key="field-1", payload={})
        transaction.set_rollback(True)
    run_due_jobs()
    assert heard == []


def test_a_fact_nobody_waits_for_writes_nothing(heard):
    announce("rain.fell", key="1", payload={})
    assert not Job.objects.exists()
