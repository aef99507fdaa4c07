"""What is searched for is found however it was typed, and however the row was written."""

import pytest

from core.models import Place
from core.places import load_places
from core.searching import named
from people.models import Organisation, Person
from tests.factories import PersonFactory, PlaceFactory

pytestmark = pytest.mark.django_db

ZWJ, ZWNJ = "\u200d", "\u200c"
HABITS = {
    "capital letters": ("Nadipur", "NADI"),
    "accents put together or apart": ("Jose\u0301", "josé"),
    "a nukta left out": ("सड़क गाँव", "सडक"),
    "a nukta typed": ("पढना", "पढ़ना"),
    "a joiner": ("ക്ഷ" + ZWNJ + "മ", "ക്ഷമ"),
    "an old chillu": ("അവൾ", "അവള്" + ZWJ),
    "digits of another script": ("SHG ೧೨", "12"),
    "the words the other way round": ("Asha Devi", "devi asha"),
}


@pytest.mark.parametrize(("name", "typed"), HABITS.values(), ids=HABITS.keys())
def test_a_name_is_found_whatever_the_keyboard_or_the_habit(name, typed):
    person, place = PersonFactory(name=name), PlaceFactory(name="Nothing", local_names={"hi": name})
    assert list(named(Person.objects.all(), typed)) == [person]
    assert list(named(Place.objects.all(), typed)) == [place]


def test_a_name_is_found_however_the_row_was_written():
    Organisation.objects.bulk_create([Organisation(name="SHG ೧೨", kind="shg")])
    assert named(Organisation.objects.all(), "shg 12").exists()
    load_places([{"level": "state", "lgd_code": "1", "name": "Nadi", "name_hi": "नदी"}])
    load_places([{"level": "state", "lgd_code": "1", "name": "River", "name_hi": "पढ़ना"}])
    assert named(Place.objects.all(), "पढना").exists()
    assert not named(Place.objects.all(), "nadi").exists()
    person = PersonFactory(name="Asha")
    person.name = "Ásha"
    person.save(update_fields=["name"])
    assert named(Person.objects.all(), "ásha").exists()


def test_what_is_no_word_finds_nothing():
    PlaceFactory(name="Nadi - Pur")
    assert not named(Place.objects.all(), " - ")
