"""Days with the name of the month, as lists have them."""

from datetime import date

import pytest
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from core.enums import Language
from core.forms import DateField
from core.month_names import day_with_month_name

DAY = date(2026, 11, 20)


@pytest.mark.parametrize("typed", [
    "20 Nov 2026", "20-Nov-26", "20 november 2026", "20.Nov.2026", "20/NOV/26", "20Nov2026",
    "November 20, 2026", "Nov. 20 2026",
    "20 नवमबर 2026", "20 नवंबर 2026", "२० नव २०२६", "20 ನವೆಂಬರ್ 2026", "20-നവംബര്‍-2026", "20 നവം. 26",
])  # fmt: skip
def test_a_day_is_read_with_the_name_of_its_month_in_every_language(typed):
    assert DateField().clean(typed) == DAY


@pytest.mark.parametrize(("name", "month"), [("सितंबर", 9), ("अक्तूबर", 10), ("अक्टूबर", 10), ("दिसंबर", 12)])
def test_the_usual_spellings_in_hindi_are_read_too(name, month):
    assert day_with_month_name(f"3 {name} 2026") == date(2026, month, 3)


@pytest.mark.parametrize("language", Language.values)
def test_every_name_that_the_portal_writes_itself_is_read_again(language):
    with override(language):
        for names in (MONTHS, MONTHS_3):
            for number, name in names.items():
                assert day_with_month_name(f"3 {name} 2026") == date(2026, number, 3)


@pytest.mark.parametrize("typed", ["31 Nov 2026", "20 Nox 2026", "20 2026", "Nov 2026", "0 Nov 2026", "20 Nov 026", ""])
def test_what_is_no_day_is_not_taken_for_one(typed):
    with pytest.raises(ValueError):  # noqa: PT011  (date says in many ways that there is no such day)
        day_with_month_name(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_day_or_none(text):
    try:
        day = day_with_month_name(text)
    except ValueError:
        return
    assert isinstance(day, date)
