"""Staff give and end roles in the admin, by the services that everybody else uses."""

import pytest
from django.urls import reverse

from core.models import AuditEntry
from people.enums import Role
from people.models import RoleGrant
from people.services import grant_role
from tests.factories import CohortFactory, OrganisationFactory, PersonFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_people_rolegrant"


@pytest.fixture
def staff():
    return UserFactory(staff=True, is_superuser=True)


@pytest.fixture
def admin(sign_in, staff):
    return sign_in(staff)


def add(admin, **fields):
    return admin.post(reverse(f"{LIST}:add"), fields)


def complaint(answer, field) -> str:
    assert answer.status_code == 200
    return str(answer.context["form"].errors[field])


def test_a_role_given_in_the_admin_says_who_gave_it(admin, staff):
    person, place = PersonFactory(), PlaceFactory()
    assert add(admin, person=person.pk, role=Role.TRAINER, place=place.pk, organisation="").status_code == 302
    grant = RoleGrant.objects.get()
    assert (grant.person, grant.role, grant.place, grant.granted_by) == (person, Role.TRAINER, place, staff)
    assert AuditEntry.objects.get(action="role.granted").by == staff


def test_without_a_place_or_an_organisation_it_is_said_beside_the_field(admin):
    answer = add(admin, person=PersonFactory().pk, role=Role.TRAINER, place="", organisation="")
    assert "choose one of the two" in complaint(answer, "place")
    assert not RoleGrant.objects.exists()


def test_over_both_it_is_said_beside_the_field(admin):
    both = {"place": PlaceFactory().pk, "organisation": OrganisationFactory().pk}
    answer = add(admin, person=PersonFactory().pk, role=Role.TRAINER, **both)
    assert "choose one of the two" in complaint(answer, "place")


def test_a_partner_is_of_an_organisation_which_is_said_beside_the_field(admin):
    answer = add(admin, person=PersonFactory().pk, role=Role.PARTNER, place=PlaceFactory().pk, organisation="")
    assert "choose the organisation" in complaint(answer, "organisation")
    assert list(answer.context["form"].errors) == ["organisation"]
    organisation = OrganisationFactory()
    assert add(admin, person=PersonFactory().pk, role=Role.PARTNER, organisation=organisation.pk).status_code == 302
    assert RoleGrant.objects.get().organisation == organisation


def test_a_role_she_holds_is_not_given_again(admin):
    person, organisation = PersonFactory(), OrganisationFactory()
    grant_role(person, role=Role.MENTOR, over=organisation, by=None)
    answer = add(admin, person=person.pk, role=Role.MENTOR, place="", organisation=organisation.pk)
    assert "already" in complaint(answer, "role")
    assert RoleGrant.objects.count() == 1


def test_a_role_is_ended_with_a_line_that_says_by_whom_and_nothing_else_of_it_changes(admin, staff):
    person, place = PersonFactory(), PlaceFactory()
    grant = grant_role(person, role=Role.TRAINER, over=place, by=None)
    page = reverse(f"{LIST}:edit", args=[grant.pk])
    assert "End this role today" in admin.get(page).content.decode()
    changed = {"person": PersonFactory().pk, "role": Role.PROGRAMME_MANAGER, "place": PlaceFactory().pk}
    admin.post(page, {**changed, "ends_now": "on"})
    grant.refresh_from_db()
    assert (grant.person, grant.role, grant.place) == (person, Role.TRAINER, place)
    assert grant.ended_at is not None
    assert AuditEntry.objects.get(action="role.ended").by == staff


def test_an_ended_role_is_not_ended_again(admin):
    grant = grant_role(PersonFactory(), role=Role.TRAINER, over=PlaceFactory(), by=None)
    page = reverse(f"{LIST}:edit", args=[grant.pk])
    admin.post(page, {"ends_now": "on"})
    ended = RoleGrant.objects.get().ended_at
    admin.post(page, {"ends_now": "on"})
    assert RoleGrant.objects.get().ended_at == ended
    assert AuditEntry.objects.filter(action="role.ended").count() == 1


def test_a_role_is_never_deleted(admin):
    grant = grant_role(PersonFactory(), role=Role.TRAINER, over=PlaceFactory(), by=None)
    admin.post(reverse(f"{LIST}:delete", args=[grant.pk]))
    bulk = reverse("wagtail_bulk_action", args=["people", "rolegrant", "delete"])
    answer = admin.post(f"{bulk}?id={grant.pk}", follow=True)
    assert RoleGrant.objects.filter(pk=grant.pk).exists()
    assert "A role is ended, not deleted" in answer.content.decode()


def test_people_and_places_are_searched_for_not_listed(admin):
    PersonFactory(name="Rukmini Hegde")
    PersonFactory(name="Fathima Beevi")
    PlaceFactory(name="Nadipur", local_names={"hi": "नदीपुर"})
    page = admin.get(reverse(f"{LIST}:add")).content.decode()
    assert "Rukmini" not in page
    assert "Nadipur" not in page
    people = admin.get(reverse("choose_person:choose_results"), {"q": "hegde"}).content.decode()
    assert "Rukmini Hegde" in people
    assert "Fathima" not in people
    assert "Nadipur" in admin.get(reverse("choose_place:choose_results"), {"q": "नदी"}).content.decode()


def test_of_two_of_one_name_the_code_the_village_and_the_places_above_say_which_is_which(admin):
    block = PlaceFactory(name="Nadi block", level="block")
    village = PlaceFactory(name="Nadipur", level="village", parent=block)
    person = PersonFactory(name="Asha Pawar", place=village)
    people = admin.get(reverse("choose_person:choose_results"), {"q": "asha"}).content.decode()
    assert f"{person.user.username} · " in people
    assert "Nadipur" in people
    assert "Village · Nadi block" in admin.get(reverse("choose_place:choose_results"), {"q": "nadipur"}).text


def test_the_list_and_the_page_of_a_role_say_over_which_cohort_or_place_it_is_held(admin):
    cohort, place = CohortFactory(name="Nadipura 2026"), PlaceFactory(name="Nadipur", level="block")
    grant = grant_role(PersonFactory(), role=Role.MENTOR, over=cohort, by=None)
    grant_role(PersonFactory(), role=Role.TRAINER, over=place, by=None)
    page = admin.get(reverse(f"{LIST}:list")).text
    assert "Nadipura 2026" in page
    assert "Nadipur (Block" in page
    edit = admin.get(reverse(f"{LIST}:edit", args=[grant.pk])).text
    assert "Nadipura 2026" in edit
    assert "Choose place" not in edit


def test_who_may_not_give_roles_does_not_search_people(sign_in):
    from django.contrib.auth.models import Permission

    editor = UserFactory(staff=True)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    answer = sign_in(editor).get(reverse("choose_person:choose"))
    assert answer.status_code in {302, 403}
    assert "Rukmini" not in answer.content.decode()
