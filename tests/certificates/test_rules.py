"""Numbers, days, bits and what a square says: plain rules."""

import base64
import gzip
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.bitstrings import PLACES, encoded
from certificates.claims import EPOCH, Claim, ClaimIsBroken, from_bytes, from_text, to_bytes, to_text
from certificates.keys import own_key, sign
from certificates.naming import may_be_another_person, stranger_in
from certificates.numbering import check_digit, in_groups, is_number, new_number
from certificates.signing import claim_in
from certificates.validity import last_day, renewal_opens, renewed_from

pytestmark = pytest.mark.anywhere

DRAWN = st.integers(10**9, 10**10 - 1).map(lambda drawn: str(drawn) + check_digit(str(drawn)))
DAYS = st.dates(EPOCH + timedelta(days=1), date(2199, 1, 1))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60)
CLAIMS = st.builds(
    Claim, DRAWN, TEXTS, TEXTS, TEXTS, st.sampled_from(["trained", "practising"]), DAYS, st.none() | DAYS
)


def test_damms_own_example_has_the_check_digit_he_gave_it():
    assert check_digit("572") == "4"


def test_a_number_is_eleven_digits_said_in_three_groups():
    number = new_number()
    assert is_number(number)
    assert in_groups("48271930564") == "482 7193 0564"
    assert len({new_number() for _ in range(500)}) == 500


@pytest.mark.parametrize("typed", ["", "1" * 10, "1" * 12, "4827193056x", "४८२७१९३०५६४"])
def test_what_is_no_number_is_told_apart(typed):
    assert not is_number(typed)


@given(DRAWN, st.integers(0, 10), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number, place, by):
    wrong = str((int(number[place]) + by) % 10)
    assert not is_number(number[:place] + wrong + number[place + 1 :])


@given(DRAWN, st.integers(0, 9))
def test_two_digits_that_changed_places_are_found(number, place):
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_number(changed) == (changed == number)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 27), 24, date(2028, 11, 26)),
        (date(2026, 1, 1), 12, date(2026, 12, 31)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 27), None, None),
    ],
)
def test_months_are_counted_to_the_day_before(first, months, last):
    assert last_day(first, months) == last


def test_renewing_opens_sixty_days_before_the_end_and_no_day_is_lost_or_won():
    until = date(2026, 12, 31)
    assert renewal_opens(until) == date(2026, 11, 2)
    assert renewed_from(until, date(2026, 12, 1)) == date(2027, 1, 1)
    assert renewed_from(until, date(2027, 3, 5)) == date(2027, 3, 5)


def test_bits_are_counted_from_the_left_and_the_list_is_never_short():
    packed = encoded([0, 9, PLACES - 1])
    bits = gzip.decompress(base64.urlsafe_b64decode(packed[1:] + "=" * (-len(packed[1:]) % 4)))
    assert packed[0] == "u"
    assert len(bits) * 8 == PLACES
    assert (bits[0], bits[1], bits[-1], sum(bits)) == (0x80, 0x40, 0x01, 0xC1)


@given(CLAIMS)
def test_what_is_claimed_comes_back_as_it_was(claim):
    signed = to_bytes(claim, b"hint")
    assert from_bytes(signed) == (b"hint", claim)
    assert from_text(to_text(signed, bytes(64))) == (signed, bytes(64))


@given(st.text(max_size=200))
def test_what_was_never_written_here_is_refused(text):
    with pytest.raises(ClaimIsBroken):
        claim_in(text, [own_key()])


@given(CLAIMS, st.data())
def test_one_bit_changed_anywhere_is_refused(claim, data):
    signed = to_bytes(claim, own_key().digest[:4])
    whole = bytearray(signed + sign(signed))
    assert claim_in(to_text(bytes(whole[:-64]), bytes(whole[-64:])), [own_key()]) == claim
    bit = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[bit // 8] ^= 1 << bit % 8
    with pytest.raises(ClaimIsBroken):
        claim_in(to_text(bytes(whole[:-64]), bytes(whole[-64:])), [own_key()])


def test_every_letter_of_the_text_changed_or_left_out_is_refused():
    claim = Claim("48271930564", "ಲಕ್ಷ್ಮಿ ಗೌಡ", "MOVE", "Trust", "trained", date(2026, 11, 27), None)
    signed = to_bytes(claim, own_key().digest[:4])
    text = to_text(signed, sign(signed))
    for place in range(len(text)):
        other = "A" if text[place] != "A" else "B"
        for wrong in (text[:place] + other + text[place + 1 :], text[:place] + text[place + 1 :]):
            with pytest.raises(ClaimIsBroken):
                claim_in(wrong, [own_key()])


@pytest.mark.parametrize(("name", "before", "is_asked"), [
    ("Asha Pawar", "Aasha Pawar", False),
    ("आशा पवार", "Asha Pawar", False),
    ("Asha Pawar", "Asha", False),
    ("Lakshmi D.", "Lakshmi Devi", False),
    ("Lakshmi Bai", "Lakshmi Devi", True),
    ("Selma Khatun", "Khatoon Salma", False),
    ("Kamala Devi", "Lakshmi Devi", True),
    ("Asha Shinde", "Asha Pawar", True),
    ("Sunita", "Asha Pawar", True),
    ("123", "456", True),
])  # fmt: skip
def test_names_of_one_person_are_spelt_or_said_alike(name, before, is_asked):
    assert may_be_another_person(name, before) is is_asked


@pytest.mark.parametrize(
    "name", ["ക്ഷേമ കൃഷ്ണൻകുട്ടി", "ಲಕ್ಷ್ಮಿ ಗೌಡ", "Zoë d'Souza-O’Brien (K. M.)", "லக்ஷ்மி", "লক্ষ্মী", "क\u200dष"]
)
def test_names_in_the_scripts_of_the_paper_hold_no_stranger(name):
    assert stranger_in(name) == ""
