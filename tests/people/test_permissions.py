"""A role reaches as far as its place, organisation or cohort; the predicate and the query agree about it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from cohorts.permissions import COHORT
from people.enums import Role
from people.models import Person, RoleGrant
from people.permissions import can_see_person, people_visible_to, person_of
from people.scopes import scope_of
from people.services import end_role, grant_role
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, PlaceFactory, UserFactory


@pytest.fixture
def world():
    """Two states (29 and 2, so that one number begins like the other), two organisations, a cohort in each corner."""
    karnataka = PlaceFactory(level="state", lgd_code=29)
    himachal = PlaceFactory(level="state", lgd_code=2)
    places = {
        "state": karnataka,
        "district": PlaceFactory(level="district", lgd_code=1, parent=karnataka),
        "village": None,
        "next district": PlaceFactory(level="district", lgd_code=11, parent=karnataka),
        "other state": himachal,
        "other village": PlaceFactory(lgd_code=9, parent=himachal),
    }
    places["village"] = PlaceFactory(lgd_code=10, parent=places["district"])
    trusts = [OrganisationFactory(), OrganisationFactory()]
    cohorts = [CohortFactory(place=place, organisation=trust) for place in places.values() for trust in trusts]
    people = [PersonFactory(place=place, organisation=trust) for place in places.values() for trust in trusts]
    people += [PersonFactory(), PersonFactory(place=places["village"]), PersonFactory(organisation=trusts[0])]
    return places, trusts, cohorts, people


SCOPES = ["state", "district", "village", "other state", "trust", "cohort"]


def scope(world, name):
    """What a grant is over, by its name."""
    places, trusts, cohorts, _ = world
    return {"trust": trusts[0], "cohort": cohorts[3]}.get(name) or places[name]


def granted(world, *names, role=Role.MENTOR):
    """A person from elsewhere with these grants, fetched anew as for a request."""
    person = PersonFactory()
    for name in names:
        grant_role(person, role=role, over=scope(world, name), by=None)
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(("name", "reached"), [
    ("state", 8),
    ("district", 4),
    ("village", 2),
    ("other state", 4),
    ("trust", 6),
    ("cohort", 1),
])  # fmt: skip
def test_a_grant_reaches_its_own_corner_and_no_further(world, name, reached):
    grants = granted(world, name).current_grants
    assert sum(COHORT.reaches(grants, cohort) for cohort in world[2]) == reached


@pytest.mark.parametrize("names", [[], *([name] for name in SCOPES), ["village", "trust"], SCOPES])
def test_the_predicate_and_the_query_agree_about_people(world, names):
    viewer = granted(world, *names)
    everybody = Person.objects.select_related("place")
    by_predicate = {person.pk for person in everybody if can_see_person(viewer, person)}
    assert by_predicate == {person.pk for person in people_visible_to(viewer)}
    assert viewer.pk in by_predicate


@pytest.mark.parametrize(("names", "seen"), [([], 0), (["village"], 3), (["trust"], 7), (["cohort"], 0)])
def test_one_sees_the_people_of_the_places_and_organisations_of_ones_roles(world, names, seen):
    assert people_visible_to(granted(world, *names)).count() == seen + 1


def test_a_role_that_ended_reaches_nothing(world):
    person = granted(world, "state", "trust", "cohort")
    for grant in person.current_grants:
        end_role(grant, by=None)
    person = Person.objects.get(pk=person.pk)
    assert person.current_grants == []
    assert list(people_visible_to(person)) == [person]


def test_a_stranger_sees_nobody_and_is_nobody(world):
    assert not people_visible_to(None).exists()
    assert not can_see_person(None, world[3][0])
    assert person_of(AnonymousUser()) is None
    assert person_of(UserFactory()) is None


@pytest.mark.parametrize("names", [[], ["place", "organisation"], ["organisation", "scope_kind"], ["scope_kind"]])
def test_the_database_takes_a_grant_over_exactly_one_scope(names):
    every = {"place": PlaceFactory(), "organisation": OrganisationFactory(), "scope_kind": "cohort"}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=PersonFactory(), role=Role.MENTOR, **{name: every[name] for name in names})


@pytest.mark.parametrize("name", ["village", "trust", "cohort"])
def test_the_database_takes_the_same_grant_once_while_it_holds(world, name):
    person = PersonFactory()
    grant = grant_role(person, role=Role.MENTOR, over=scope(world, name), by=None)
    assert grant_role(person, role=Role.MENTOR, over=scope(world, name), by=None) == grant
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=person, role=Role.MENTOR, **scope_of(scope(world, name)))
    end_role(grant, by=None)
    assert grant_role(person, role=Role.MENTOR, over=scope(world, name), by=None) != grant
