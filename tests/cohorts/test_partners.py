"""A partner sees and runs the cohorts of its organisation, and no others."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from certificates.permissions import certificates_kept_by, certificates_on_paper_for, certificates_overseen_by
from cohorts.enums import CohortState
from cohorts.models import Cohort, Programme
from cohorts.permissions import (
    can_call,
    can_create_cohort,
    can_manage_cohort,
    can_see_results,
    cohorts_managed_by,
    programmes_offered_to,
    results_shown_to,
)
from cohorts.planning import TemplateBlock
from cohorts.services import decide_state, save_programme
from people.enums import OrganisationKind, Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role
from tests.certificates.certificates import certificate_of
from tests.cohorts.making import plan_and_make
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, cohort_on, course_with_lessons, learner_in

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 12, 7)


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr("cohorts.services.making.timezone.localdate", lambda *_: date(2026, 11, 27))


@pytest.fixture
def place():
    district = PlaceFactory(level="district", lgd_code=990001)
    return PlaceFactory(lgd_code=990103, parent=district)


@pytest.fixture
def hers(place):
    """The organisation of the partner, with a group below it."""
    return OrganisationFactory(name="Malnad Mahila Sangha", place=place)


@pytest.fixture
def partner(hers):
    person = PersonFactory(organisation=hers)
    grant_role(person, role=Role.PARTNER, over=hers, by=None)
    return person


@pytest.fixture
def course():
    return course_with_lessons(3)


def programme_of(organisation, course, name="MOVE"):
    programme = Programme(name=name, organisation=organisation, days_percent=80)
    blocks = [TemplateBlock("Ideas", 2, 0), TemplateBlock("Markets", 2, 5)]
    save_programme(programme, course_keys=[course.translation_key], blocks=blocks, by=None)
    return programme


def test_she_runs_what_her_organisation_and_the_groups_below_it_run(partner, hers, course):
    own, below = cohort_on(course, organisation=hers), cohort_on(course, organisation=OrganisationFactory(parent=hers))
    other = cohort_on(course, place=own.place)
    assert set(cohorts_managed_by(partner)) == {own, below}
    assert [can_manage_cohort(partner, each) for each in (own, below, other)] == [True, True, False]


def test_she_makes_cohorts_of_her_organisation_wherever_it_works_and_of_no_other(partner, hers, place):
    far = PlaceFactory()
    assert can_create_cohort(partner, organisation=hers, place=place)
    assert can_create_cohort(partner, organisation=hers, place=far)
    assert not can_create_cohort(partner, organisation=OrganisationFactory(place=place), place=place)


def test_the_role_is_held_over_an_organisation_and_nothing_else(partner, place, course):
    for over in (place, cohort_on(course)):
        with pytest.raises(IntegrityError), transaction.atomic():
            grant_role(PersonFactory(), role=Role.PARTNER, over=over, by=None)


def test_she_plans_by_programmes_of_hers_of_those_above_and_of_a_centre_of_excellence(hers, course):
    federation = OrganisationFactory(name="Federation")
    hers.parent = federation
    hers.save()
    partner = PersonFactory()
    grant_role(partner, role=Role.PARTNER, over=hers, by=None)
    centre = OrganisationFactory(name="Centre", kind=OrganisationKind.COE)
    offered = {programme_of(organisation, course) for organisation in (hers, federation, centre)}
    programme_of(OrganisationFactory(name="Another"), course)
    assert set(programmes_offered_to(Person.objects.get(pk=partner.pk))) == offered


def test_a_cohort_by_a_programme_of_the_centre_is_her_organisations(partner, hers, place, course, client, sign_in):
    programme = programme_of(OrganisationFactory(name="Centre", kind=OrganisationKind.COE), course)
    sign_in(partner.user)
    page = client.get(reverse("cohorts:create", query={"programme": programme.pk}), follow=True)
    form = page.context["form"]
    assert (form["organisation"].value().key, form["place"].value().steps) == (
        str(hers.pk),
        {"district": str(place.parent_id), "village": str(place.pk)},
    )
    typed = {
        "form_id": form["form_id"].value(), "name": "MOVE at Kere", "course": course.pk, "language": "kn",
        "capacity": 25, "organisation": hers.pk, "place": place.pk, "venue": "Hall", "starts_on": MONDAY.isoformat(),
        "begins_at": "10:30", "leaves_out_sundays": "on",
    }  # fmt: skip
    plan_and_make(client, typed, reverse("cohorts:create", query={"programme": programme.pk}))
    cohort = Cohort.objects.get()
    assert (cohort.organisation, cohort.programme, cohort.state) == (hers, programme, CohortState.PLANNED)
    decide_state(cohort, "open", by=partner.user)
    assert cohort.state == CohortState.OPEN


def test_she_sees_the_results_of_who_shares_them_and_nobodys_number_to_call(partner, hers, course):
    cohort = cohort_on(course, organisation=hers)
    shares, keeps = learner_in(cohort), learner_in(cohort)
    give_consent(shares, purpose=Purpose.SHARING, language="en", by=shares.user)
    stays = {stay.person: stay for stay in cohort.enrolments.all()}
    assert [can_see_results(partner, stays[who]) for who in (shares, keeps)] == [True, False]
    assert [stay.person for stay in results_shown_to(partner)] == [shares]
    assert not can_call(partner, cohort)


def test_she_sees_what_is_earned_in_her_cohorts_also_in_the_name_of_the_centre(partner, hers, course):
    centre = OrganisationFactory(kind=OrganisationKind.COE)
    cohort, other = cohort_on(course, organisation=hers), cohort_on(course)
    by_the_centre = certificate_of(organisation=centre, cohort=cohort.pk)
    by_hers = certificate_of(organisation=hers, cohort=cohort.pk)
    certificate_of(organisation=centre, cohort=other.pk)
    assert set(certificates_overseen_by(partner)) == {by_the_centre, by_hers}
    assert set(certificates_kept_by(partner)) == {by_hers}
    for certificate in (by_the_centre, by_hers):
        give_consent(certificate.person, purpose=Purpose.TRAINING, language="en", by=certificate.person.user)
    assert set(certificates_on_paper_for(partner)) == {by_the_centre, by_hers}


def test_a_stranger_oversees_no_certificate(course):
    certificate_of(cohort=cohort_on(course).pk)
    assert not certificates_overseen_by(None)
    assert not certificates_overseen_by(PersonFactory())
