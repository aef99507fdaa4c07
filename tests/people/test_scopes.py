"""Every declared scope has four faces that say the same: over a row, for a queryset, in a query, from the row."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import Model
from hypothesis import given
from hypothesis import strategies as st

from cohorts.models import Holiday, Programme
from core.models import Place
from people.enums import Role
from people.models import Organisation, Person
from people.scopes import SCOPES, Scope, held, paths_above
from people.services import end_role, grant_role
from tests.certificates.certificates import CertificateFactory
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, PlaceFactory

ROLES = [Role.MENTOR, Role.TRAINER]
# What roles are held over, by number: six places, four organisations, and the row itself.
CHOICES = [[], [0], [2], [4], [6], [7], [8], [9], [10], [1, 7, 10], list(range(11))]

# How a row of each declared scope is made somewhere. A new scope needs a line.
MAKERS: dict[str, Callable[..., Model]] = {
    "people.Person": lambda place, organisation: PersonFactory(place=place, organisation=organisation),
    "people.Organisation": lambda place, organisation: OrganisationFactory(place=place, parent=organisation),
    "certificates.Certificate": lambda place, organisation: CertificateFactory(place=place, organisation=organisation),
    "cohorts.Cohort": lambda place, organisation: CohortFactory(place=place, organisation=organisation),
    "cohorts.Holiday": lambda place, organisation: Holiday.objects.create(
        place=place, day=date(2026, 1, 1) + timedelta(days=Holiday.objects.count()), name="Fair"
    ),
    "cohorts.Programme": lambda place, organisation: Programme.objects.create(
        name="MOVE", organisation=OrganisationFactory(place=place, parent=organisation)
    ),
}


@pytest.fixture
def trees(db) -> tuple[list[Place], list[Organisation]]:
    """Two states with a district and a village each; a federation, its village organisation, a group; another trust."""
    places, organisations = [], []
    for code in (29, 2):
        state = PlaceFactory(level="state", lgd_code=code)
        district = PlaceFactory(level="district", lgd_code=code, parent=state)
        places += [state, district, PlaceFactory(lgd_code=code, parent=district)]
    federation = OrganisationFactory()
    village_organisation = OrganisationFactory(parent=federation)
    organisations = [federation, village_organisation, OrganisationFactory(parent=village_organisation)]
    return places, [*organisations, OrganisationFactory()]


def test_every_declared_scope_is_tried_here():
    assert set(MAKERS) == set(dict(SCOPES.items()))


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_the_four_faces_agree(trees, name):
    """Over the same rows, for each choice of what the roles are held over."""
    places, organisations = trees
    scope: Scope[Any] = SCOPES.get(name)
    rows = [MAKERS[name](place, organisation) for place in places for organisation in organisations]
    over = [*places, *organisations, *(_over_itself(rows[0]) if scope.own else organisations[:1])]
    people = [PersonFactory() for _ in CHOICES]
    for person, chosen in zip(people, CHOICES, strict=True):
        for number in chosen:
            grant_role(person, role=ROLES[number % 2], over=over[number], by=None)
    for role in ROLES:
        holders = {row.pk: {*scope.holders(row, role)} for row in rows}
        for person, chosen in zip(people, CHOICES, strict=True):
            _expect_agreement(scope, rows, holders, Person.objects.get(pk=person.pk), (chosen, role))


def _expect_agreement(
    scope: Scope[Any], rows: list[Model], holders: dict[Any, set[Person]], person: Person, case: tuple[list[int], Role]
) -> None:
    mine, role = scope.model.objects.filter(pk__in=[row.pk for row in rows]), case[1]
    by_rule = {row.pk for row in rows if scope.reaches(held(person, [role]), row)}
    assert set(mine.filter(scope.within(person, [role])).values_list("pk", flat=True)) == by_rule, case
    assert set(mine.filter(scope.exists_for(person, role)).values_list("pk", flat=True)) == by_rule, case
    assert {row.pk for row in rows if person in holders[row.pk]} == by_rule, case


def _over_itself(row: Model) -> list[Model]:
    """What a role is held over to reach this row alone: the row, or its cohort where it knows the key of one."""
    return [CohortFactory(pk=row.cohort_key)] if hasattr(row, "cohort_key") else [row]


def test_a_federations_leader_reaches_the_groups_below_it(trees):
    _, (federation, _, group, other) = trees
    scope = SCOPES.get("people.Person")
    leader = PersonFactory()
    grant_role(leader, role=Role.CBO_LEADER, over=federation, by=None)
    leader = Person.objects.get(pk=leader.pk)
    member, stranger = PersonFactory(organisation=group), PersonFactory(organisation=other)
    reached = scope.model.objects.filter(scope.within(leader, [Role.CBO_LEADER]))
    assert member in reached
    assert stranger not in reached


def test_a_role_over_an_organisation_reaches_that_organisation_itself(trees):
    _, (federation, _, group, other) = trees
    scope = SCOPES.get("people.Organisation")
    leader = PersonFactory()
    grant_role(leader, role=Role.CBO_LEADER, over=group, by=None)
    leader = Person.objects.get(pk=leader.pk)
    for organisation, reached in ((federation, False), (group, True), (other, False)):
        assert scope.reaches(held(leader, [Role.CBO_LEADER]), organisation) == reached
        assert Organisation.objects.filter(scope.within(leader, Role), pk=organisation.pk).exists() == reached
        assert (leader in scope.holders(organisation, Role.CBO_LEADER)) == reached


@pytest.mark.django_db
def test_what_is_her_own_is_within_her_reach_without_a_role():
    asha, other = PersonFactory(), PersonFactory()
    own = SCOPES.get("people.Person").within(asha, [], own="pk")
    assert list(Person.objects.filter(own, pk__in=[asha.pk, other.pk])) == [asha]
    assert not Person.objects.filter(SCOPES.get("people.Person").within(None, Role, own="pk")).exists()


def test_who_holds_a_role_is_one_query_however_many_hold_it_elsewhere(trees, django_assert_num_queries):
    places, organisations = trees
    row = CohortFactory(place=places[2], organisation=organisations[2])
    for place in places:
        grant_role(PersonFactory(), role=Role.MENTOR, over=place, by=None)
    with django_assert_num_queries(1):
        assert len(SCOPES.get("cohorts.Cohort").holders(row, Role.MENTOR)) == 3


def test_an_ended_grant_reaches_nothing(trees):
    person = PersonFactory()
    end_role(grant_role(person, role=Role.MENTOR, over=trees[0][0], by=None), by=None)
    row = CohortFactory(place=trees[0][2])
    scope = SCOPES.get("cohorts.Cohort")
    assert not scope.model.objects.filter(scope.exists_for(person, Role.MENTOR)).exists()
    assert not scope.holders(row, Role.MENTOR).exists()


def test_nothing_of_no_registered_kind_can_be_held():
    person = PersonFactory.build()
    with pytest.raises(LookupError, match="no role is held over a person"):
        grant_role(PersonFactory(), role=Role.MENTOR, over=person, by=None)


@given(st.lists(st.integers(1, 999), min_size=1, max_size=6))
def test_the_paths_above_a_node_are_all_its_beginnings(keys):
    path = "".join(f"{key}/" for key in keys)
    above = paths_above(path)
    assert above[-1] == path
    assert len(above) == len(keys)
    assert all(path.startswith(part) and part.endswith("/") for part in above)
