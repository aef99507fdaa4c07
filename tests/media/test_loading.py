"""The product's own sound in the library: kept as it is, replaced where the recording is another."""

import pytest
from wagtail.models import Collection

from media.services import load_sound

pytestmark = pytest.mark.django_db


def test_a_new_recording_of_the_same_length_takes_the_place_of_the_old_one(tmp_path):
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    path = tmp_path / "namaste.mp3"
    kept = []
    for recording in (b"one", b"two", b"two"):
        path.write_bytes(recording)
        sound = load_sound(path, title="Namaste", transcript="Namaste")
        kept.append((sound.pk, sound.file.name, sound.file.open("rb").read()))
        sound.file.close()
    assert kept[0][2:] == (b"one",)
    assert kept[1][2:] == (b"two",)
    assert kept[1] == kept[2]
