"""Names that are one name by ear, in two scripts or two spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sounds import sound


@pytest.mark.parametrize(
    "spellings",
    [
        ["आशा पवार", "Aasha Pawar", "Pawar Asha", "ಆಶಾ ಪವಾರ್"],
        ["Lakshmi", "Laxmi", "Lakshmee", "लक्ष्मी", "ലക്ഷ്മി", "ಲಕ್ಷ್ಮಿ"],
        ["Geeta", "Gita", "Geetha", "गीता", "ಗೀತಾ"],
        ["Saraswati", "Sarasvathi", "सरस्वती"],
        ["Sunanda", "Sunandaa", "सुनन्दा", "ಸುನಂದಾ"],
        ["Kavitha", "Kavita", "കവിത"],
    ],
)
def test_spellings_of_one_name_sound_alike(spellings):
    assert len({sound(name) for name in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Asha", "Usha"), ("Rama", "Roma"), ("Sunita", "Sumitra")])
def test_other_names_do_not(one, other):
    assert sound(one) != sound(other)


@given(st.text(max_size=60))
def test_whatever_is_typed_has_a_sound_and_capitals_make_no_difference(name):
    assert sound(name) == sound(name.strip())
