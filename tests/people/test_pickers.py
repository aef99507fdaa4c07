"""People and organisations are searched for, and found only among those she may choose."""

import re

import pytest
from django.core.exceptions import ValidationError

from core.forms import Form
from people.enums import Role
from people.models import Organisation, Person
from people.permissions import can_see_organisation, organisations_visible_to
from people.pickers import (
    LokosCodeField,
    MemberCodeField,
    OrganisationField,
    PersonField,
    Picks,
    PlaceField,
    Typed,
    places_found,
)
from people.services import grant_role
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory
from tests.ways_of_typing import WAYS

pytestmark = pytest.mark.django_db
PEOPLE, ORGANISATIONS = "/people/pick/person/", "/people/pick/organisation/"


@pytest.fixture
def district():
    return PlaceFactory(level="district", name="Nadi", parent=PlaceFactory(level="state", name="Kerala"))


@pytest.fixture
def manager(district):
    person = PersonFactory(name="Joseph Kurian")
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=district, by=None)
    return Person.objects.get(pk=person.pk)


def found(client, address, words, field="chosen"):
    return client.get(address, {"field": field, f"{field}_search": words}).content.decode()


def test_people_of_her_place_are_found_by_name_and_others_are_not(sign_in, manager, district):
    PersonFactory(name="Rukmini Hegde", place=district)
    PersonFactory(name="Rukmini Rao", place=PlaceFactory())
    page = found(sign_in(manager), PEOPLE, "rukm")
    assert "Rukmini Hegde" in page
    assert "Rao" not in page


def test_people_are_found_however_their_name_is_typed(sign_in, manager, district):
    PersonFactory(name="पूजा पढ़ियार", place=district)
    assert "पूजा पढ़ियार" in found(sign_in(manager), PEOPLE, "पढियार पूजा")


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_manager_finds_anybody_by_the_whole_member_code_however_it_is_typed(sign_in, manager, way):
    PersonFactory(name="Rukmini Rao", user__username="M104208")
    assert "Rukmini Rao" in found(sign_in(manager), PEOPLE, way("M104208"))
    assert "Rukmini Rao" not in found(sign_in(manager), PEOPLE, "M10420")


def test_a_trainer_does_not_find_strangers_by_their_code(sign_in, district):
    trainer, stranger = PersonFactory(), PersonFactory(name="Rukmini Rao")
    grant_role(trainer, role=Role.TRAINER, over=district, by=None)
    assert "Rukmini Rao" not in found(sign_in(trainer), PEOPLE, stranger.user.username)


def test_a_learner_finds_nobody_but_herself(sign_in, district):
    learner = PersonFactory(name="Asha Devi", place=district)
    PersonFactory(name="Asha Bai", place=district)
    page = found(sign_in(learner), PEOPLE, "Asha")
    assert "Asha Devi" in page
    assert "Bai" not in page


def test_who_was_put_out_is_not_chosen(manager, district):
    person = PersonFactory(name="Rukmini", place=district)
    person.user.is_active = False
    person.user.save()
    field = PersonField(viewer=manager, required=False)
    with pytest.raises(Exception, match="cannot be chosen"):
        field.clean(Typed(key=str(person.pk)))


@pytest.mark.parametrize("key", ["nonsense", "0", "9" * 40, "' or 1=1"])
def test_a_key_that_is_none_is_refused(manager, key):
    for kind in (PersonField, OrganisationField):
        with pytest.raises(Exception, match="cannot be chosen"):
            kind(viewer=manager).clean(Typed(key=key))


def test_what_is_searched_for_and_not_there_is_said(sign_in, manager):
    page = found(sign_in(manager), ORGANISATIONS, "<b>nothing</b>")
    assert "Nothing was found for “&lt;b&gt;nothing&lt;/b&gt;”." in page


def test_a_whole_form_says_once_that_nothing_was_found(manager):
    class Asking(Picks, Form):
        runs = OrganisationField(viewer=manager)

    typed = {"runs_search": "nowhere"}
    assert str(Asking(typed)["runs"].as_field_group()).count("Nothing was found") == 1
    pressed = Asking(typed | {"pick": "runs"})
    assert str(pressed["runs"].as_field_group()).count("Nothing was found") == 1


def test_what_was_found_and_chosen_is_not_said_to_be_nothing(sign_in, manager):
    trust = OrganisationFactory(name="Nadi Trust")
    asked = {"field": "runs", "runs": trust.pk, "runs_search": "nadi"}
    assert "Nothing was found" not in sign_in(manager).get(ORGANISATIONS, asked).text


def test_what_was_chosen_stays_on_top_while_she_searches_on(sign_in, manager):
    first, second = OrganisationFactory(name="Nadi Trust"), OrganisationFactory(name="Pur Mission")
    asked = {"field": "runs", "runs": first.pk, "runs_search": "pur"}
    page = sign_in(manager).get(ORGANISATIONS, asked).content.decode()
    assert page.index("Nadi Trust") < page.index("Pur Mission")
    assert f'value="{first.pk}" checked' in page
    assert f'value="{second.pk}" checked' not in page


def test_twenty_at_most_are_drawn(sign_in, manager):
    Organisation.objects.bulk_create(Organisation(name=f"SHG {number}", kind="shg") for number in range(100))
    assert found(sign_in(manager), ORGANISATIONS, "SHG").count('type="radio"') <= 21


def test_an_optional_field_may_be_emptied_again(sign_in, manager):
    trust = OrganisationFactory(name="Nadi Trust")
    asked = {"field": "runs", "runs": trust.pk, "optional": "yes"}
    assert "None" in sign_in(manager).get(ORGANISATIONS, asked).content.decode()
    assert OrganisationField(viewer=manager, required=False).clean(Typed()) is None


def test_an_organisation_is_found_by_its_local_name(sign_in, manager):
    OrganisationFactory(name="Nadi Trust", local_names={"kn": "ನಾಡಿ ಟ್ರಸ್ಟ್"})
    assert "Nadi Trust" in found(sign_in(manager), ORGANISATIONS, "ನಾಡಿ")


@pytest.mark.parametrize("initial", ["row", "key", "key as text"])
@pytest.mark.parametrize("name", ["person", "organisation", "place"])
def test_a_picker_begins_with_a_row_or_with_its_key_from_an_address(manager, district, name, initial):
    chosen = {
        "person": PersonFactory(name="Rukmini Hegde", place=district),
        "organisation": OrganisationFactory(name="Nadi Trust"),
        "place": PlaceFactory(name="Kereooru", parent=district),
    }[name]
    kinds = {
        "person": lambda **given: PersonField(viewer=manager, **given),
        "organisation": lambda **given: OrganisationField(viewer=manager, **given),
        "place": PlaceField,
    }
    begins = {"row": chosen, "key": chosen.pk, "key as text": str(chosen.pk)}[initial]
    form = type("Choosing", (Form,), {"chosen": kinds[name](initial=begins)})()
    drawn = str(form["chosen"])
    assert re.search(rf'value="{chosen.pk}" (checked|selected)', drawn)
    assert "nonsense" not in str(type("Choosing", (Form,), {"chosen": kinds[name](initial="nonsense")})()["chosen"])


def test_only_those_are_offered_whom_she_reaches_by_a_role(sign_in, organisations, district):
    viewer = PersonFactory()
    grant_role(viewer, role=Role.MENTOR, over=organisations["federation"], by=None)
    grant_role(viewer, role=Role.PROGRAMME_MANAGER, over=district, by=None)
    viewer = Person.objects.get(pk=viewer.pk)
    field = OrganisationField(viewer=viewer, roles=[Role.PROGRAMME_MANAGER])
    assert field.clean(Typed(key=str(organisations["in it"].pk))) == organisations["in it"]
    for name in ("group", "of no place", "elsewhere"):
        with pytest.raises(Exception, match="cannot be chosen"):
            field.clean(Typed(key=str(organisations[name].pk)))
    client, asked = sign_in(viewer), {"field": "chosen", "chosen_search": "group"}
    assert "federation" in client.get(ORGANISATIONS, asked).text
    assert field.widget.address == f"{ORGANISATIONS}?roles=programme_manager"
    for roles in ("programme_manager", "nonsense"):
        assert "federation" not in client.get(ORGANISATIONS, {**asked, "roles": roles}).text


def test_a_stranger_is_not_found_by_her_code_where_a_role_is_asked_for(manager, district):
    member, stranger = PersonFactory(place=district), PersonFactory()
    field = PersonField(viewer=manager, roles=[Role.PROGRAMME_MANAGER])
    assert field.clean(Typed(key=str(member.pk))) == member
    for words in ("", stranger.user.username):
        with pytest.raises(Exception, match="cannot be chosen"):
            field.clean(Typed(key=str(stranger.pk), words=words))


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_member_code_in_a_cell_is_who_has_it(way):
    member = PersonFactory(user__username="M104208")
    assert MemberCodeField().clean(way("M104208")) == member
    assert MemberCodeField(required=False).clean("") is None
    member.user.is_active = False
    member.user.save()
    for code in ("M104208", "M104209"):
        with pytest.raises(ValidationError, match="You know nobody"):
            MemberCodeField().clean(code)


def test_a_lokos_code_in_a_cell_is_the_one_organisation_that_has_it():
    group = OrganisationFactory(lokos_code="KA-77")
    OrganisationFactory()
    assert LokosCodeField().clean(" KA-77 ") == group
    assert LokosCodeField(required=False).clean("") is None
    with pytest.raises(ValidationError, match="No organisation has"):
        LokosCodeField().clean("KA-78")
    OrganisationFactory(lokos_code="KA-77")
    with pytest.raises(ValidationError, match="Several organisations have"):
        LokosCodeField().clean("KA-77")


@pytest.fixture
def organisations(district):
    """One in each relation to the district."""
    federation = OrganisationFactory(name="federation", place=PlaceFactory())
    return {
        each.name: each
        for each in (
            federation,
            OrganisationFactory(name="group", parent=federation, place=PlaceFactory()),
            OrganisationFactory(name="in it", place=PlaceFactory(parent=district)),
            OrganisationFactory(name="of the state", place=district.parent),
            OrganisationFactory(name="of no place"),
            OrganisationFactory(name="elsewhere", place=PlaceFactory()),
        )
    }


@pytest.mark.parametrize(("over", "sees"), [
    (None, set()),
    ("district", {"in it", "of the state", "of no place"}),
    ("federation", {"federation", "group"}),
])  # fmt: skip
def test_the_organisations_she_may_work_with(organisations, district, over, sees):
    viewer = PersonFactory()
    if over:
        grant_role(viewer, role=Role.MENTOR, over=district if over == "district" else organisations[over], by=None)
    viewer = Person.objects.get(pk=viewer.pk)
    assert {each.name for each in organisations_visible_to(viewer)} == sees
    assert {name for name, each in organisations.items() if can_see_organisation(viewer, each)} == sees


def test_her_own_organisation_is_hers_and_a_stranger_sees_none(organisations):
    viewer = PersonFactory(organisation=organisations["elsewhere"])
    assert list(organisations_visible_to(viewer)) == [organisations["elsewhere"]]
    assert can_see_organisation(viewer, organisations["elsewhere"])
    assert not organisations_visible_to(None).exists()
    assert not can_see_organisation(None, organisations["of no place"])


def test_a_place_is_found_by_its_code():
    village = PlaceFactory(level="village", lgd_code=990103)
    assert list(places_found("990103")) == [village]


def test_a_search_for_a_place_finds_only_what_may_be_chosen(sign_in, manager, district):
    block = PlaceFactory(level="block", name="Nadipur", parent=district)
    village = PlaceFactory(level="village", name="Nadipura", parent=block)

    class Where(Form):
        place = PlaceField(levels=["village"])

    asked = re.search(r'data-address="([^"]+)"', str(Where()["place"]))[1]
    page = sign_in(manager).get(f"{asked}&field=place&place_search=nadipur").content.decode()
    assert re.findall(r'name="place" value="(\d+)"', page)[-1:] == [str(village.pk)]
    assert f'name="place" value="{block.pk}"' not in page
    assert [place.pk for place in places_found("nadipur")] == [block.pk, village.pk]
    drawn = str(Where({"place_search": "nadipur", "pick": "place"})["place"])
    assert f'name="place" value="{block.pk}"' not in drawn
