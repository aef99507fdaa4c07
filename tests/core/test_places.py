"""Rows of the Local Government Directory: good ones become places, bad ones are named and left out."""

import csv
import io

import pytest
from django.utils import translation

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
    assert (district.parent, district.path) == (state, f"{state.pk}/{district.pk}/")
    assert (state.name_in("kn"), state.name_in("ml")) == ("ಕರ್ನಾಟಕ", "Karnataka")


def test_the_same_rows_again_make_nothing_and_a_new_name_renames():
    load_places([KARNATAKA, DISTRICT])
    report = load_places([KARNATAKA, {**DISTRICT, "name": "Nadi Uttara"}])
    assert (report.made, report.refused) == (0, [])
    assert [place.name for place in Place.objects.filter(level="district")] == ["Nadi Uttara"]


@pytest.mark.parametrize(("wrong", "complaint"), [
    ({"level": "country"}, "Level: Write one of: State, "),
    ({"level": ""}, "Level: "),
    ({"level": None}, "Level: "),
    ({"lgd_code": "12a"}, "is no LGD code"),
    ({"lgd_code": "-5"}, "is no LGD code"),
    ({"lgd_code": "२९"}, "is no LGD code"),
    ({"lgd_code": "9" * 30}, "is no LGD code"),
    ({"lgd_code": None}, "LGD code: Fill in"),
    ({"name": "   "}, "Name: Fill in"),
    ({"name": None}, "Name: Fill in"),
    ({"parent_lgd_code": "77"}, "above it is not known"),
    ({"parent_lgd_code": "9" * 30}, "LGD code of the place above: “999"),
    ({"parent_lgd_code": None}, "above it is missing"),
    ({"parent_level": "village"}, "is not above it"),
])  # fmt: skip
def test_a_bad_row_is_reported_by_number_and_the_others_are_kept(wrong, complaint):
    report = load_places([KARNATAKA, {**DISTRICT, **wrong}, {**VILLAGE, "name": "Kere"}])
    (refusal,) = report.refused
    assert refusal.startswith("row 3: ")
    assert complaint in refusal
    assert report.made == 2
    assert set(Place.objects.values_list("name", flat=True)) == {"Karnataka", "Kere"}


def test_what_came_before_a_file_broke_off_stays():
    def broken_off():
        yield KARNATAKA
        raise OSError("broken off")

    with pytest.raises(OSError, match="broken off"):
        load_places(broken_off())
    assert Place.objects.count() == 1


def test_rows_are_reported_by_the_numbers_they_have_in_their_file():
    (refusal,) = load_places([KARNATAKA, {**DISTRICT, "name": ""}], [2, 7]).refused
    assert refusal.startswith("row 7: ")


def test_every_fault_of_a_row_is_reported():
    (refusal,) = load_places([{**DISTRICT, "lgd_code": "12a", "name": "", "parent_lgd_code": ""}]).refused
    for fault in ("LGD code: “12a” is no LGD code.", "Name: Fill in “Name”.", "The place above it is missing."):
        assert fault in refusal


def test_a_place_is_never_put_below_one_of_its_own_level_or_under():
    load_places([KARNATAKA, DISTRICT, VILLAGE])
    under_itself = {**DISTRICT, "parent_level": "district", "parent_lgd_code": "9901"}
    upside_down = {**DISTRICT, "lgd_code": "9902", "parent_level": "village", "parent_lgd_code": "990103"}
    report = load_places([under_itself, upside_down])
    assert report.refused == [
        f"row {number}: Level of the place above: The place above it is not above it." for number in (2, 3)
    ]
    assert Place.objects.get(lgd_code=9901).parent == Place.objects.get(lgd_code=29)


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


BLOCK = {
    **DISTRICT,
    "level": "block",
    "lgd_code": "990101",
    "name": "Nadipura",
    "parent_level": "district",
    "parent_lgd_code": "9901",
}
PANCHAYAT = {
    "level": "gram_panchayat",
    "lgd_code": "77",
    "name": "Kere",
    "parent_level": "block",
    "parent_lgd_code": "990101",
}
HAMLET = {**PANCHAYAT, "level": "village", "name": "Kere village"}


def test_a_gram_panchayat_and_a_village_of_one_block_may_have_the_same_number():
    report = load_places([KARNATAKA, DISTRICT, BLOCK, PANCHAYAT, HAMLET])
    assert (report.made, report.refused) == (5, [])
    assert len(set(Place.objects.values_list("path", flat=True))) == 5


def test_a_block_that_is_moved_to_another_district_takes_everything_under_it_along(django_assert_max_num_queries):
    other = {**DISTRICT, "lgd_code": "9902", "name": "Malnad"}
    load_places(
        [
            KARNATAKA,
            DISTRICT,
            other,
            BLOCK,
            PANCHAYAT,
            {**HAMLET, "parent_level": "gram_panchayat", "parent_lgd_code": "77"},
        ]
    )
    report = load_places([{**BLOCK, "parent_lgd_code": "9902"}])
    assert report.refused == []
    nadi, malnad = Place.objects.get(lgd_code=9901), Place.objects.get(lgd_code=9902)
    assert [place.name for place in Place.objects.within(nadi)] == ["Nadi"]
    assert {place.name for place in Place.objects.within(malnad)} == {"Malnad", "Nadipura", "Kere", "Kere village"}
    block = Place.objects.get(level="block")
    block.parent = nadi
    with django_assert_max_num_queries(8):  # with the savepoint's two, and the lock that lets one tree move at a time
        block.save(update_fields=["parent"])
    assert {place.name for place in Place.objects.within(nadi)} == {"Nadi", "Nadipura", "Kere", "Kere village"}


def test_a_parent_that_has_moved_since_it_was_fetched_is_looked_up_again():
    load_places([KARNATAKA, {**KARNATAKA, "lgd_code": "32", "name": "Kerala"}, DISTRICT])
    stale = Place.objects.get(lgd_code=9901)
    load_places([{**DISTRICT, "parent_lgd_code": "32"}])
    block = Place.objects.create(level="block", lgd_code=5, name="Nadipura", parent=stale)
    assert block in Place.objects.within(Place.objects.get(lgd_code=32))


def test_a_place_is_not_put_under_itself():
    load_places([KARNATAKA, DISTRICT, BLOCK])
    district, block = Place.objects.get(level="district"), Place.objects.get(level="block")
    district.parent = block
    with pytest.raises(ValueError, match="below itself"):
        district.save()


def test_a_name_that_is_too_long_is_one_row():
    report = load_places([KARNATAKA, {**DISTRICT, "name": "x" * 5000}, {**DISTRICT, "lgd_code": "9902"}])
    assert report.refused == ["row 3: Name: Ensure this value has at most 200 characters (it has 5000)."]
    assert report.made == 2


def test_a_row_the_database_does_not_take_is_one_row(monkeypatch):
    save = Place.save

    def refuse_one(place, *args, **kwargs):
        if place.lgd_code == 9901:
            place.level = None
        save(place, *args, **kwargs)

    monkeypatch.setattr(Place, "save", refuse_one)
    report = load_places([KARNATAKA, DISTRICT, {**DISTRICT, "lgd_code": "9902"}])
    assert report.refused == ["row 3: The database does not take it (IntegrityError)."]
    assert report.made == 2


def test_a_place_prints_itself_in_the_readers_language():
    load_places([KARNATAKA])
    state = Place.objects.get()
    with translation.override("kn"):
        assert f"{state}" == "ಕರ್ನಾಟಕ"
    with translation.override("ml"):
        assert f"{state}" == "Karnataka"
