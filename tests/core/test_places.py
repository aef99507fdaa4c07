"""Rows of the Local Government Directory: good ones become places, bad ones are named and left out."""

import csv
import io

import pytest

from core.models import Place
from core.places import load_places

pytestmark = pytest.mark.django_db

KARNATAKA = {"level": "state", "lgd_code": "29", "name": "Karnataka", "name_kn": "ಕರ್ನಾಟಕ"}
DISTRICT = {"level": "district", "lgd_code": "9901", "name": "Nadi", "parent_level": "state", "parent_lgd_code": "29"}
VILLAGE = {**DISTRICT, "level": "village", "lgd_code": "990103", "name": "Hosahalli"}


def test_places_are_made_under_their_parents_with_their_names():
    report = load_places([KARNATAKA, DISTRICT])
    state, district = Place.objects.get(level="state"), Place.objects.get(level="district")
    assert (report.made, report.refused) == (2, [])
    assert (district.parent, district.path) == (state, "29/9901/")
    assert (state.name_in("kn"), state.name_in("ml")) == ("ಕರ್ನಾಟಕ", "Karnataka")


def test_the_same_rows_again_make_nothing_and_a_new_name_renames():
    load_places([KARNATAKA, DISTRICT])
    report = load_places([KARNATAKA, {**DISTRICT, "name": "Nadi Uttara"}])
    assert (report.made, report.refused) == (0, [])
    assert [place.name for place in Place.objects.filter(level="district")] == ["Nadi Uttara"]


@pytest.mark.parametrize(("wrong", "complaint"), [
    ({"level": "country"}, "unknown level"),
    ({"level": ""}, "unknown level"),
    ({"level": None}, "unknown level"),
    ({"lgd_code": "12a"}, "is not a number"),
    ({"lgd_code": "-5"}, "is not a number"),
    ({"lgd_code": "२९"}, "is not a number"),
    ({"lgd_code": "9" * 30}, "is not a number"),
    ({"lgd_code": None}, "is not a number"),
    ({"name": "   "}, "no name"),
    ({"name": None}, "no name"),
    ({"parent_lgd_code": "77"}, "its parent is not known"),
    ({"parent_lgd_code": "9" * 30}, "its parent is not known"),
    ({"parent_lgd_code": None}, "its parent is not known"),
    ({"parent_level": "village"}, "its parent is not known"),
])  # fmt: skip
def test_a_bad_row_is_reported_by_number_and_the_others_are_kept(wrong, complaint):
    report = load_places([KARNATAKA, {**DISTRICT, **wrong}, {**VILLAGE, "name": "Kere"}])
    (refusal,) = report.refused
    assert refusal.startswith("row 3: ")
    assert complaint in refusal
    assert report.made == 2
    assert set(Place.objects.values_list("name", flat=True)) == {"Karnataka", "Kere"}


def test_a_place_is_never_put_below_one_of_its_own_level_or_under():
    load_places([KARNATAKA, DISTRICT, VILLAGE])
    under_itself = {**DISTRICT, "parent_level": "district", "parent_lgd_code": "9901"}
    upside_down = {**DISTRICT, "lgd_code": "9902", "parent_level": "village", "parent_lgd_code": "990103"}
    report = load_places([under_itself, upside_down])
    assert report.refused == ["row 2: its parent is not above it", "row 3: its parent is not above it"]
    assert Place.objects.get(lgd_code=9901).path == "29/9901/"


def test_a_line_of_the_file_that_is_too_short_is_reported():
    file = "level,lgd_code,name,parent_level,parent_lgd_code\nstate,29,Karnataka,,\nstate\ndistrict,9901\n"
    report = load_places(csv.DictReader(io.StringIO(file)))
    assert report.made == 1
    assert [refusal.split(":")[0] for refusal in report.refused] == ["row 3", "row 4"]


def test_names_are_kept_in_one_normal_form():
    load_places([{**KARNATAKA, "name_hi": "\u0958ा"}])
    assert Place.objects.get().name_in("hi") == "\u0915\u093cा"


def test_within_is_the_place_and_all_below_it_and_no_namesake_by_number():
    load_places([KARNATAKA, {**KARNATAKA, "lgd_code": "2", "name": "Himachal"}, DISTRICT, VILLAGE])
    himachal, karnataka = Place.objects.get(lgd_code=2), Place.objects.get(lgd_code=29)
    assert {place.name for place in Place.objects.within(karnataka)} == {"Karnataka", "Nadi", "Hosahalli"}
    assert {place.name for place in Place.objects.within(himachal)} == {"Himachal"}
