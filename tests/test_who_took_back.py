"""Who took back her consent, looked for on all pages by who trains, mentors, manages or runs her cohort."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from assignments.models import HandIn, Review
from cohorts.models import Enrolment
from followups.models import FollowUp
from gradebook.enums import DAYS
from gradebook.models import HandMark
from groupwork.enums import Milestone
from groupwork.services import set_milestone
from jobs.services import run_due_jobs
from people.enums import Purpose
from people.models import Person
from people.services import give_consent, withdraw_consent
from tests.access import Row
from tests.access_world import TABLE, World, ask, world_made_once

pytestmark = pytest.mark.django_db

NAME, RESULT = "Lakshmi Devi", "Reckons by counting stones"
# Where learners are named. Papers are left out: what stands in one cannot be looked for in its bytes.
ABOUT_COHORTS = ("assignments", "attendance", "certificates", "cohorts", "followups", "gradebook", "groupwork")
BESIDES = ("desk", "exchange", "mentoring", "notifications", "submissions", "talks")
PAPERS = ("print", "pdf", "calendar", "image", "photo", "file")
IN_FILES = ("learners", "coming-and-going", "book", "certificates:list", "cohorts:list", "all-figures", "running")


@pytest.fixture(scope="module")
def _made(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), world_made_once() as world:
        yield world


@pytest.fixture
def world(_made: World, db: None) -> World:
    """In which she has done one of each thing."""
    cache.clear()
    return _made


@pytest.fixture
def her(world: World) -> Person:
    return world.people["learner"]


def pages_for(world: World, role: str) -> Iterator[tuple[str, str]]:
    """(address, what it says) of all that is answered to her."""
    session = world.sign_in(role)
    rows = [row for row in TABLE if row.method == "GET" and row.expected(role) in ("200", "404") and _is_read(row)]
    addresses = {world.path(row) for row in rows}
    addresses |= {f"{world.path(row)}?file=csv" for row in rows if any(name in row.name for name in IN_FILES)}
    for address in sorted(addresses):
        with transaction.atomic():
            answer = ask("get", address, session)
            if answer.status_code == 200:
                body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                yield address, body.decode(errors="replace")
            transaction.set_rollback(True)


def _is_read(row: Row) -> bool:
    app = row.name.partition(":")[0]
    return app in ABOUT_COHORTS + BESIDES and not any(word in row.name for word in PAPERS)


@pytest.mark.parametrize("role", ["trainer", "mentor", "manager", "partner"])
def test_nobody_reads_her_name_who_took_back_her_consent_to_take_part(world, her, role):
    withdraw_consent(her, purpose=Purpose.TRAINING, by=her.user)
    run_due_jobs()
    read = dict(pages_for(world, role))
    assert len(read) > 20
    assert [address for address, said in read.items() if NAME in said] == []


@pytest.fixture
def results(world: World, her: Person) -> None:
    """What was written about her, in words that stand nowhere else."""
    stay, by = Enrolment.objects.get(person=her), world.people["trainer"]
    HandMark.objects.create(enrolment=stay, activity=DAYS, value=1, why=RESULT, marked_by=by.user)
    FollowUp.objects.create(cohort=stay.cohort, learner=her, by=by, kind="call", reached=True, note=RESULT)
    set_milestone(stay, Milestone.DROPPED, reached_on=timezone.localdate(), reason=RESULT, by=by.user)
    HandIn.objects.update(body=RESULT)
    Review.objects.update(comment=RESULT)


@pytest.mark.parametrize("role", ["manager", "partner"])
def test_who_runs_the_cohort_reads_her_results_as_long_as_she_shares_them(world, her, results, role):
    give_consent(her, purpose=Purpose.SHARING, language="en", by=her.user)
    assert len([address for address, said in pages_for(world, role) if RESULT in said]) >= 3
    withdraw_consent(her, purpose=Purpose.SHARING, by=her.user)
    run_due_jobs()
    cache.clear()
    assert [address for address, said in pages_for(world, role) if RESULT in said] == []
