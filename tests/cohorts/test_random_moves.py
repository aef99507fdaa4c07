"""Whatever people do, and in whatever order: one open stay of a person in a cohort, and never more than its places."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db.models import Count
from django.utils import timezone

from cohorts.models import Cohort, Enrolment
from cohorts.services import (
    apply_to,
    approve,
    change_capacity,
    decline,
    enrol,
    join_cohort,
    transfer,
    wait_for_place,
    withdraw_learner,
)
from core.errors import Refusal
from people.models import Person, User
from tests.factories import CohortFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
MOVES = 120


@pytest.mark.parametrize("seed", range(4))
def test_random_moves_leave_one_open_stay_each_and_no_more_than_the_places(seed):
    chance = random.Random(seed)
    soon = timezone.localdate() + timedelta(days=5)
    first = CohortFactory(starts_on=soon, capacity=2)
    cohorts = [first, CohortFactory(starts_on=soon, capacity=3, course_key=first.course_key)]
    people, trainer = [PersonFactory() for _ in range(6)], UserFactory()
    done = 0
    for _ in range(MOVES):
        with suppress(Refusal):
            _move(chance, chance.choice(cohorts), chance.choice(people), trainer, cohorts)()
            done += 1
        _check(cohorts)
    assert done > MOVES / 5


def _move(
    chance: random.Random, cohort: Cohort, person: Person, trainer: User, cohorts: list[Cohort]
) -> Callable[[], object]:
    stays = list(Enrolment.objects.filter(cohort=cohort).select_related("cohort", "person"))
    moves: list[Callable[[], object]] = [
        lambda: join_cohort(person, cohort.code, by=person.user),
        lambda: wait_for_place(person, cohort.code, by=person.user),
        lambda: apply_to(cohort, person, by=person.user),
        lambda: enrol(person, cohort, by=person.user),
        lambda: change_capacity(cohort, capacity=chance.randint(1, 4), by=trainer),
    ]
    if stays:
        stay = chance.choice(stays)
        moves += [
            lambda: withdraw_learner(stay, by=None),
            lambda: withdraw_learner(stay, by=stay.person.user),
            lambda: approve(stay, by=None),
            lambda: decline(stay, by=None, reason="No room."),
            lambda: transfer(stay, chance.choice(cohorts), by=None),
        ]
    return chance.choice(moves)


def _check(cohorts: list[Cohort]) -> None:
    open_stays = Enrolment.objects.open().filter(cohort__in=cohorts).order_by()
    twice = open_stays.values("cohort", "person").annotate(number=Count("pk")).filter(number__gt=1)
    assert not twice.exists()
    for cohort in Cohort.objects.filter(pk__in=[each.pk for each in cohorts]):
        active = Enrolment.objects.active().filter(cohort=cohort).count()
        assert active <= cohort.capacity
        if Enrolment.objects.waiting().filter(cohort=cohort).exists():
            assert active == cohort.capacity, "a place is free while somebody waits"
    assert not Enrolment.objects.ended().filter(withdrawn_at=None).exists()
