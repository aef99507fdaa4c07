"""The place is chosen step by step, from the state down."""

import re

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
    drawn = re.search(rf'<select[^>]* name="place_{level}".*?</select>', answer.content.decode(), re.DOTALL)
    return [name for name in re.findall(r">([^<>]+)</option>", drawn[0]) if name != "–"]


def levels(answer):
    """The levels that are drawn, from the state down."""
    return re.findall(r'<select[^>]* name="place_(\w+)"', answer.content.decode())


def test_at_first_one_chooses_a_state(newcomer, land):
    assert levels(newcomer.get(PAGE)) == ["state"]


def test_a_press_draws_the_places_inside_and_keeps_what_was_typed_without_complaint(newcomer, land):
    typed = {"name": "Savitri Bai", "purposes": ["training", "story"], **chosen(land, "Karnataka state")}
    answer = newcomer.post(PAGE, {**typed, "pick": "place"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert options(answer, "district") == ["Karnataka district"]
    assert 'value="Savitri Bai"' in page
    assert page.count(" checked") == 2
    assert "field--error" not in page
    assert "error-summary" not in page
    assert not Person.objects.exists()


def test_each_step_draws_the_next_down_to_the_village(newcomer, land):
    names = [name for name in land if name.startswith("Karnataka")]
    for steps in range(1, 5):
        answer = newcomer.post(PAGE, {**chosen(land, *names[:steps]), "pick": "place"})
        assert len(levels(answer)) == steps + 1
    assert options(answer, "village") == ["Karnataka village"]


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_the_last_place_she_knows_is_hers(newcomer, land, steps):
    names = [name for name in land if name.startswith("Kerala")][:steps]
    newcomer.post(PAGE, {**TYPED, **chosen(land, *names)})
    assert Person.objects.get().place == land[names[-1]]


def test_a_village_right_below_a_block_is_kept_however_it_was_chosen(newcomer, land):
    village = PlaceFactory(level="village", name="Hosahalli", parent=land["Karnataka block"])
    searched = newcomer.post(PAGE, {**TYPED, "name": "", "place": village.pk})
    assert re.search(rf'<option value="{village.pk}" selected', searched.text)
    assert "Gram panchayat, Village" in searched.text
    steps = chosen(land, "Karnataka state", "Karnataka district", "Karnataka block")
    newcomer.post(PAGE, {**TYPED, **steps, "place_gram_panchayat": village.pk})
    assert Person.objects.get().place == village


def test_a_place_of_another_state_is_refused(newcomer, land):
    answer = newcomer.post(PAGE, {**TYPED, **chosen(land, "Karnataka state", "Kerala district")})
    assert answer.status_code == 422
    assert "place" in answer.context["form"].errors
    assert not Person.objects.exists()


def test_a_changed_state_draws_its_own_places_and_lets_the_old_choice_go(newcomer, land):
    answer = newcomer.post(PAGE, {**chosen(land, "Kerala state", "Karnataka district"), "pick": "place"})
    assert options(answer, "district") == ["Kerala district"]
    assert levels(answer) == ["state", "district"]


def test_a_village_without_the_places_above_it_is_not_taken(newcomer, land):
    answer = newcomer.post(PAGE, {**TYPED, **chosen(land, "Kerala village")})
    assert "place" in answer.context["form"].errors


def test_after_a_press_the_page_opens_on_the_level_that_was_drawn(newcomer, land):
    page = newcomer.post(PAGE, {**chosen(land, "Kerala state"), "pick": "place"}).content.decode()
    assert re.findall(r'name="(\w+)" autofocus', page) == ["place_district"]


def test_a_place_is_found_by_its_name_in_any_language_and_taken(newcomer, land):
    village = land["Kerala village"]
    village.local_names = {"ml": "നാദിപുരം"}
    village.save()
    page = newcomer.post(PAGE, {**TYPED, "place_search": "നാദി", "pick": "place"}).content.decode()
    assert f'name="place" value="{village.pk}"' in page
    assert "Kerala gram_panchayat · Kerala block" in page
    newcomer.post(PAGE, {**TYPED, "place_search": "നാദി", "place": village.pk})
    assert Person.objects.get().place == village


def test_a_place_that_was_found_is_shown_on_the_ladder(newcomer, land):
    village = land["Kerala village"]
    answer = newcomer.post(PAGE, {"place": village.pk, "pick": "place"})
    assert levels(answer) == ["state", "district", "block", "gram_panchayat", "village"]
    assert answer.content.decode().count(" selected") == 5


@pytest.mark.parametrize("typed", ["nonsense", "0", "9" * 40, "-1"])
def test_a_place_that_is_none_is_refused(newcomer, land, typed):
    answer = newcomer.post(PAGE, {**TYPED, "place": typed})
    assert "place" in answer.context["form"].errors


def test_the_picker_alone_is_drawn_for_the_script(newcomer, land):
    asked = {"field": "place", **chosen(land, "Kerala state")}
    answer = newcomer.get("/people/pick/place/", asked)
    assert levels(answer) == ["state", "district"]
    assert "<html" not in answer.content.decode()
    assert newcomer.get("/people/pick/place/", {"field": '"><script>'}).status_code == 404


def test_a_place_is_chosen_by_its_name_in_the_readers_language(newcomer):
    PlaceFactory(level="state", name="Karnataka", local_names={"kn": "ಕರ್ನಾಟಕ"})
    newcomer.cookies["django_language"] = "kn"
    page = newcomer.get(PAGE).content.decode()
    assert "ಕರ್ನಾಟಕ" in page
    assert ">Karnataka<" not in page
