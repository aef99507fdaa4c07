"""What is said of a cohort is changed afterwards by who manages it; what others hold in their hands stays true."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from certificates.models import Certificate
from cohorts.errors import CertificatesNameIt, CodeIsUnknown, SomebodyWouldTeachHerself
from cohorts.models import Cohort, Session
from cohorts.services import change_cohort, join_cohort
from core.models import AuditEntry
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import session_of
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, PlaceFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(name="Haveri in spring", code="MVK4P7")


@pytest.fixture
def manager(cohort):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return person


def typed(cohort: Cohort, **more: object) -> dict[str, object]:
    said = {name: getattr(cohort, name) for name in ("name", "language", "venue")}
    keys = {name: getattr(cohort, name).pk for name in ("organisation", "place")}
    names = {f"{name}_search": str(getattr(cohort, name)) for name in ("organisation",)}
    return {**said, **keys, **names, **more}


def address(cohort: Cohort) -> str:
    return reverse("cohorts:change", args=[cohort.pk])


def test_who_manages_it_puts_name_language_and_venue_right_and_it_is_found_by_them(cohort, manager, sign_in):
    client = sign_in(manager)
    assert address(cohort) in client.get(reverse("cohorts:cohort", args=[cohort.pk])).text
    answer = client.post(address(cohort), typed(cohort, name="Haveri in autumn", language="kn", venue="School"))
    assert answer.url == reverse("cohorts:cohort", args=[cohort.pk])
    cohort.refresh_from_db()
    assert (cohort.name, cohort.language, cohort.venue, cohort.code) == ("Haveri in autumn", "kn", "School", "MVK4P7")
    assert "autumn" in cohort.search_text
    assert AuditEntry.objects.get(action="cohort.changed").detail == {"fields": "language name venue"}


def test_who_only_trains_it_is_not_let_change_it(cohort, sign_in):
    trainer = sign_in(trainer_of(cohort))
    assert address(cohort) not in trainer.get(reverse("cohorts:cohort", args=[cohort.pk])).text
    assert trainer.get(address(cohort)).status_code == 404


def test_a_new_code_is_asked_about_first_and_makes_the_old_one_useless(cohort, manager, sign_in):
    client = sign_in(manager)
    asked = client.post(address(cohort), typed(cohort, new_code="on"))
    assert asked.status_code == 422
    assert "The code MVK4P7 lets nobody in any more." in asked.text
    client.post(address(cohort), typed(cohort, new_code="on", asked=asked.context["form"]["asked"].value()))
    cohort.refresh_from_db()
    assert cohort.code != "MVK4P7"
    person = PersonFactory()
    with pytest.raises(CodeIsUnknown):
        join_cohort(person, "MVK4P7", by=person.user)


def test_it_goes_only_where_she_manages(cohort, manager, sign_in):
    elsewhere = PlaceFactory()
    page = sign_in(manager).post(address(cohort), typed(cohort, place=elsewhere.pk))
    assert page.status_code == 422
    assert "place" in page.context["form"].errors
    cohort.refresh_from_db()
    assert cohort.place != elsewhere


def test_who_manages_this_cohort_alone_changes_its_name_and_takes_it_nowhere(cohort, sign_in):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort, by=None)
    client = sign_in(person)
    assert "organisation" not in client.get(address(cohort)).context["form"].fields
    assert client.post(address(cohort), {"name": "Sangam", "language": "en", "venue": ""}).status_code == 302
    cohort.refresh_from_db()
    assert cohort.name == "Sangam"


def test_the_organisation_stays_once_a_certificate_names_it(cohort, manager):
    person, other = learner_in(cohort), OrganisationFactory()
    keys = {"award_key": cohort.pk, "cohort_key": cohort.pk, "list_place": 1}
    day, whose = timezone.localdate(), {"person": person, "organisation": cohort.organisation}
    Certificate.objects.create(titles={"en": "MOVE"}, issued_on=day, **whose, **keys)
    with pytest.raises(CertificatesNameIt):
        change_cohort(cohort, organisation=other, by=manager.user)
    change_cohort(cohort, name="Another", organisation=cohort.organisation, by=manager.user)


def test_another_runs_it_where_its_certificates_name_the_organisation_of_the_programme(cohort, manager):
    person, other, of_programme = learner_in(cohort), OrganisationFactory(), OrganisationFactory()
    keys = {"award_key": cohort.pk, "cohort_key": cohort.pk, "list_place": 1}
    Certificate.objects.create(titles={"en": "MOVE"}, person=person, organisation=of_programme, **keys)
    change_cohort(cohort, organisation=other, by=manager.user)
    cohort.refresh_from_db()
    assert cohort.organisation == other


def test_calendars_take_over_another_name_and_nothing_where_only_the_language_is_another(cohort, manager):
    session = session_of(cohort, days=3, hour=10)
    Session.objects.filter(pk=session.pk).update(changed_at=timezone.now() - timedelta(days=9))
    session.refresh_from_db()
    before = session.changed_at
    change_cohort(cohort, language="kn", by=manager.user)
    session.refresh_from_db()
    assert session.changed_at == before
    change_cohort(cohort, name="Haveri in summer", by=manager.user)
    session.refresh_from_db()
    assert session.changed_at > before


def test_it_goes_nowhere_where_one_of_its_learners_would_teach_it(cohort, manager):
    learner, there = learner_in(cohort), PlaceFactory()
    grant_role(learner, role=Role.TRAINER, over=there, by=None)
    with pytest.raises(SomebodyWouldTeachHerself):
        change_cohort(cohort, place=there, by=manager.user)
    cohort.refresh_from_db()
    assert cohort.place != there


def page_of(client, where: str) -> dict[str, object]:
    """What a form sends that is sent as it was drawn."""
    form = client.get(where).context["form"]
    return {"stood": form["stood"].value()}


def test_of_two_who_change_it_at_once_the_second_reads_what_differs_and_keeps_what_she_typed(cohort, manager, sign_in):
    client = sign_in(manager)
    drawn = page_of(client, address(cohort))
    change_cohort(cohort, by=manager.user, name="Haveri in June", venue="School", language="kn")
    hers = typed(Cohort.objects.get(), name="Haveri in autumn", language="kn", venue=cohort.venue) | drawn
    answer = client.post(address(cohort), hers)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"name", "venue"}  # of the language both say the same
    assert "Now it is: Haveri in June." in str(errors["name"])
    assert "it stands here as it is now" in str(errors["venue"])  # she had not touched it
    assert answer.context["form"]["venue"].value() == "School"
    assert 'value="Haveri in autumn"' in answer.text
    assert Cohort.objects.get().name == "Haveri in June"
    again = hers | {name: answer.context["form"][name].value() for name in ("stood", "venue")}
    assert client.post(address(cohort), again).status_code == 302
    changed = Cohort.objects.get()
    assert (changed.name, changed.venue) == ("Haveri in autumn", "School")


def test_a_place_and_an_organisation_that_changed_meanwhile_are_named(cohort, sign_in):
    manager, other = PersonFactory(), OrganisationFactory(name="Kabini Federation")
    state = PlaceFactory(level="state")
    cohort.place.parent = state
    cohort.place.save()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=state, by=None)
    client = sign_in(manager)
    hers = typed(cohort, name="Haveri in autumn") | page_of(client, address(cohort))
    assert client.post(address(cohort), hers).status_code == 302
    hers = typed(cohort) | page_of(client, address(cohort))
    village = PlaceFactory(parent=state, level=cohort.place.level, name="Nadipura")
    change_cohort(cohort, by=manager.user, organisation=other, place=village)
    errors = client.post(address(cohort), hers).context["form"].errors
    assert "Now it is: Kabini Federation." in str(errors["organisation"])
    assert "Now it is: Nadipura." in str(errors["place"])


def test_of_a_place_that_she_cannot_change_nothing_is_said_to_who_manages_the_cohort_alone(cohort, manager, sign_in):
    hers = PersonFactory()
    grant_role(hers, role=Role.PROGRAMME_MANAGER, over=cohort, by=None)
    client = sign_in(hers)
    drawn, village = page_of(client, address(cohort)), PlaceFactory(level=cohort.place.level)
    change_cohort(cohort, by=manager.user, place=village)
    said = {name: getattr(cohort, name) for name in ("language", "venue")}
    assert client.post(address(cohort), {**said, **drawn, "name": "Haveri in autumn"}).status_code == 302
    assert [(each.name, each.place) for each in Cohort.objects.all()] == [("Haveri in autumn", village)]


def test_who_sends_a_page_of_before_or_nothing_that_can_be_read_is_taken(cohort, manager, sign_in):
    for stood in ("", "{", "[]", '"x"'):
        assert sign_in(manager).post(address(cohort), typed(cohort, stood=stood)).status_code == 302


def test_the_number_of_places_is_not_overwritten_unasked(cohort, sign_in):
    client, where = sign_in(trainer_of(cohort)), reverse("cohorts:change-places", args=[cohort.pk])
    drawn = client.get(reverse("cohorts:coming-and-going", args=[cohort.pk])).context["places"]["stood"].value()
    Cohort.objects.update(capacity=17)
    page = client.post(where, {"capacity": 40, "stood": drawn})
    assert "Now it is: 17." in page.text
    assert Cohort.objects.get().capacity == 17
    again = {"capacity": 40, "stood": page.context["places"]["stood"].value()}
    assert client.post(where, again).status_code == 302
    assert Cohort.objects.get().capacity == 40
