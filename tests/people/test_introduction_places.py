"""The place is chosen step by step, from the state down."""

import pytest

from people.models import Person
from tests.factories import PlaceFactory, UserFactory

PAGE = "/people/introduce/"
TYPED = {"name": "Savitri Bai", "gender": "woman", "language": "kn", "of_age": "on", "purposes": ["training"]}


@pytest.fixture
def land():
    """Two states, each with a branch down to a village."""
    branches = {}
    for state in ("Karnataka", "Kerala"):
        place = None
        for level in ("state", "district", "block", "gram_panchayat", "village"):
            place = PlaceFactory(level=level, name=f"{state} {level}", parent=place)
            branches[place.name] = place
    return branches


@pytest.fixture
def newcomer(sign_in):
    return sign_in(UserFactory())


def chosen(land, *names):
    """The form's place fields with these places chosen."""
    return {f"place_{land[name].level}": land[name].pk for name in names}


def options(answer, level):
    """The names one can choose at a level."""
    return [place.name for place in answer.context["form"].fields[f"place_{level}"].queryset]


def test_at_first_one_chooses_a_state(newcomer, land):
    form = newcomer.get(PAGE).context["form"]
    assert [field.name for field in form.place_fields] == ["place_state"]


def test_a_press_draws_the_places_inside_and_keeps_what_was_typed_without_complaint(newcomer, land):
    typed = {"name": "Savitri Bai", "purposes": ["training", "story"], **chosen(land, "Karnataka state")}
    answer = newcomer.post(PAGE, {**typed, "narrow": "place"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert options(answer, "district") == ["Karnataka district"]
    assert 'value="Savitri Bai"' in page
    assert page.count("checked") == 2
    assert "field__error" not in page
    assert not Person.objects.exists()


def test_each_step_draws_the_next_down_to_the_village(newcomer, land):
    names = [name for name in land if name.startswith("Karnataka")]
    for steps in range(1, 5):
        answer = newcomer.post(PAGE, {**chosen(land, *names[:steps]), "narrow": "place"})
        assert len(answer.context["form"].place_fields) == steps + 1
    assert options(answer, "village") == ["Karnataka village"]


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_the_last_place_she_knows_is_hers(newcomer, land, steps):
    names = [name for name in land if name.startswith("Kerala")][:steps]
    newcomer.post(PAGE, {**TYPED, **chosen(land, *names)})
    assert Person.objects.get().place == land[names[-1]]


def test_a_place_of_another_state_is_refused(newcomer, land):
    answer = newcomer.post(PAGE, {**TYPED, **chosen(land, "Karnataka state", "Kerala district")})
    assert answer.status_code == 422
    assert "place_district" in answer.context["form"].errors
    assert not Person.objects.exists()


def test_a_changed_state_draws_its_own_places_and_lets_the_old_choice_go(newcomer, land):
    answer = newcomer.post(PAGE, {**chosen(land, "Kerala state", "Karnataka district"), "narrow": "place"})
    assert options(answer, "district") == ["Kerala district"]
    assert [field.name for field in answer.context["form"].place_fields] == ["place_state", "place_district"]


def test_a_village_without_the_places_above_it_is_not_taken(newcomer, land):
    answer = newcomer.post(PAGE, {**TYPED, **chosen(land, "Kerala village")})
    assert "place_state" in answer.context["form"].errors


def test_a_place_is_chosen_by_its_name_in_the_readers_language(newcomer):
    PlaceFactory(level="state", name="Karnataka", local_names={"kn": "ಕರ್ನಾಟಕ"})
    newcomer.cookies["django_language"] = "kn"
    page = newcomer.get(PAGE).content.decode()
    assert "ಕರ್ನಾಟಕ" in page
    assert ">Karnataka<" not in page
