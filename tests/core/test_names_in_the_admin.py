"""What places and organisations are called in other languages is typed in the admin, and they are found by it."""

import pytest
from django.urls import reverse

from core.models import Place
from people.models import Organisation
from tests.factories import OrganisationFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db
PLACES, ORGANISATIONS = "wagtailsnippets_core_place", "wagtailsnippets_people_organisation"


@pytest.fixture
def admin(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def names(**typed):
    return {"name": "Nadi Trust", **{f"local_names_{code}": name for code, name in typed.items()}}


def test_an_organisation_is_named_in_other_languages(admin):
    trust = OrganisationFactory(name="Nadi Trust", local_names={"ml": "നദി"})
    page = reverse(f"{ORGANISATIONS}:edit", args=[trust.pk])
    assert 'value="നദി"' in admin.get(page).content.decode()
    typed = names(hi=" नदी\u200b ट्रस्ट ", kn="", ml="")
    assert admin.post(page, {**typed, "kind": trust.kind}).status_code == 302
    assert Organisation.objects.get(pk=trust.pk).local_names == {"hi": "नदी\u200b ट्रस्ट"}


def test_a_place_is_named_in_other_languages_and_stays_where_it_is(admin):
    place = PlaceFactory(name="Nadi", parent=PlaceFactory(level="state"))
    page = reverse(f"{PLACES}:edit", args=[place.pk])
    answer = admin.post(page, {**names(kn="ನದಿ"), "level": "state", "parent": ""})
    assert answer.status_code == 302
    kept = Place.objects.get(pk=place.pk)
    assert (kept.local_names, kept.level, kept.parent) == ({"kn": "ನದಿ"}, place.level, place.parent)


def test_a_name_that_is_too_long_is_said(admin):
    trust = OrganisationFactory()
    answer = admin.post(reverse(f"{ORGANISATIONS}:edit", args=[trust.pk]), {**names(hi="न" * 201), "kind": trust.kind})
    assert "local_names" in answer.context["form"].errors


def test_the_lists_are_searched_by_any_name_however_it_is_typed(admin):
    PlaceFactory(name="Nadipur", local_names={"hi": "पढ़ना"})
    PlaceFactory(name="Elsewhere")
    OrganisationFactory(name="SHG ೧೨")
    places = admin.get(reverse(f"{PLACES}:list_results"), {"q": "पढना"}).content.decode()
    assert "Nadipur" in places
    assert "Elsewhere" not in places
    assert "SHG ೧೨" in admin.get(reverse(f"{ORGANISATIONS}:list_results"), {"q": "shg 12"}).content.decode()


def test_places_are_neither_made_nor_deleted_here(admin):
    place = PlaceFactory()
    with pytest.raises(Exception, match="not a valid view"):
        reverse(f"{PLACES}:copy", args=[place.pk])
    assert admin.get(reverse(f"{PLACES}:add")).status_code == 302
    admin.post(reverse(f"{PLACES}:delete", args=[place.pk]))
    assert Place.objects.filter(pk=place.pk).exists()
