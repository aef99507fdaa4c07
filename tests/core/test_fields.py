"""What a person types in her own way becomes one plain value, or is refused in words that help."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.enums import PlaceLevel
from core.forms import (
    DateField,
    Form,
    MonthField,
    NamedChoiceField,
    NumberField,
    PhoneField,
    PhotoField,
    PlainTextField,
    Position,
    PositionField,
    Quantity,
    QuantityField,
    RupeesField,
    WholeNumberField,
)
from core.limits import LARGEST_FILE_BYTES
from core.numbers import grouped
from core.periods import Month
from tests.talks.photos import photo

UNITS = [("kg", "kg"), ("litre", "litre")]


def refused(field, typed) -> str:
    """The sentence with which ``field`` refuses ``typed``."""
    with pytest.raises(ValidationError) as error:
        field.clean(typed)
    return error.value.messages[0]


@pytest.mark.parametrize(("typed", "rupees"), [
    ("3000", "3000"),
    ("1,00,000", "100000"),
    ("₹ 540", "540"),
    ("१,५०,०००", "150000"),
    ("೫೪೦", "540"),
    ("12.50", "12.50"),
    ("12.5", "12.50"),
    ("0", "0"),
])  # fmt: skip
def test_a_sum_of_money_is_read_as_people_here_write_it(typed, rupees):
    assert RupeesField().clean(typed) == Decimal(rupees)


@pytest.mark.parametrize("typed", ["gram_panchayat", "Gram Panchayat", " gram  panchayat", "ग्राम पंचायत"])
def test_a_choice_is_named_by_its_value_or_its_name_in_english_or_the_readers_language(typed):
    with override("hi"):
        assert NamedChoiceField(choices=PlaceLevel).clean(typed) == "gram_panchayat"


def test_a_choice_that_is_none_is_refused_with_all_there_are():
    assert refused(NamedChoiceField(choices=UNITS), "maund") == "Write one of: kg, litre."
    assert NamedChoiceField(choices=UNITS, required=False).clean(" ") == ""


def test_a_choice_written_in_the_language_of_the_page_asks_no_other_language(monkeypatch):
    """A list of ten thousand rows is read cell by cell."""
    asked = []
    monkeypatch.setattr("core.forms.fields.choices.override", asked.append)
    for typed in ("gram_panchayat", "Gram panchayat"):
        assert NamedChoiceField(choices=PlaceLevel).clean(typed) == "gram_panchayat"
    assert asked == []


@pytest.mark.parametrize("typed", ["abc", "three", "12 to 15", "₹"])
def test_what_is_no_sum_of_money_is_refused_with_an_example(typed):
    assert refused(RupeesField(), typed) == "Type a number of rupees, such as 3,000."


def test_money_is_not_below_nothing_nor_finer_than_a_paisa():
    assert refused(RupeesField(), "-5") == "Type 0 or more."
    assert refused(RupeesField(), "12.505") == "Type rupees with at most two digits of paise, such as 12.50."


@given(st.integers(min_value=0, max_value=10**12))
def test_a_sum_shown_and_posted_again_is_the_same(rupees):
    field = RupeesField()
    assert field.clean(field.prepare_value(Decimal(rupees))) == rupees


def test_a_number_outside_its_limits_is_told_the_limit():
    assert refused(NumberField(most=100000), "1,00,001") == "Type 1,00,000 or less."
    assert refused(WholeNumberField(), "2.5") == "Type a whole number, such as 30."
    assert WholeNumberField().clean("३०") == 30


def test_a_number_that_is_too_long_is_said_to_be_so():
    for field in (NumberField(), RupeesField(), WholeNumberField()):
        assert refused(field, "9" * 16).startswith("This number is too long.")


def test_nothing_has_no_sign():
    assert str(NumberField().clean("-0")) == str(RupeesField().clean("-0")) == "0"


@pytest.mark.parametrize("typed", ["31-02-2026", "2026-13-01", "11/23/2026", "01-01-0000"])
def test_a_day_that_is_not_in_the_calendar_is_said_to_be_none(typed):
    assert refused(DateField(), typed).startswith("There is no such day.")


def test_a_quantity_has_an_amount_and_its_unit():
    field = QuantityField(units=UNITS)
    assert field.clean(["2.5", "kg"]) == Quantity(Decimal("2.5"), "kg")
    assert str(Quantity(Decimal(100000), "kg")) == f"{grouped(100000)} kg"


def test_no_amount_is_nothing_said_whichever_unit_the_list_stands_on():
    assert QuantityField(units=UNITS, required=False).clean(["", "kg"]) is None
    assert refused(QuantityField(units=UNITS), ["", "kg"])
    assert refused(QuantityField(units=UNITS), ["5", "tonne"])


@pytest.mark.parametrize("typed", ["23-11-2026", "23/11/2026", "23.11.2026", "23 11 2026", "2026-11-23", "२३-११-२०२६"])
def test_a_day_is_read_day_first(typed):
    assert DateField().clean(typed) == date(2026, 11, 23)


@pytest.mark.parametrize("typed", ["11/23/2026", "31-02-2026", "tomorrow", "23-11-26", "00-01-2026", "01-01-0000"])
def test_what_is_no_day_is_refused_with_an_example(typed):
    assert "23-11-2026" in refused(DateField(), typed)


def test_a_day_too_far_from_today_is_refused_with_the_nearest_that_may_be():
    today = timezone.localdate()
    field = DateField(days_back=30, days_ahead=60)
    assert field.clean(str(today - timedelta(days=30)))
    earliest = (today - timedelta(days=30)).strftime("%d-%m-%Y")
    latest = (today + timedelta(days=60)).strftime("%d-%m-%Y")
    assert earliest in refused(field, str(today - timedelta(days=31)))
    assert latest in refused(field, str(today + timedelta(days=61)))


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_shown_and_posted_again_is_the_same(day):
    field = DateField()
    assert field.clean(field.prepare_value(day)) == day


def test_a_month_is_chosen_among_the_last_twelve():
    field = MonthField()
    months = [value for value, _ in field.choices if value]
    this = Month.of(timezone.localdate())
    assert len(months) == 12
    assert months[0] == str(this)
    assert field.clean(months[0]) == this.first_day
    assert not field.has_changed(this.first_day, months[0])
    assert field.has_changed(this.first_day, months[1])
    assert refused(field, "2001-01") == "Choose one of these months, in a table written as 2026-04."


def test_a_month_begins_with_the_first_day_as_which_it_is_kept():
    this = Month.of(timezone.localdate())
    form = type("Choosing", (Form,), {"month": MonthField(initial=this.first_day)})()
    assert f'value="{this}" selected' in str(form["month"])


def test_months_are_named_in_the_readers_language():
    with override("hi"):
        assert any("नवंबर" in str(name) or "जनवरी" in str(name) for _, name in MonthField(months_back=12).choices)


@pytest.mark.parametrize("typed", ["98765 43210", "+91-98765-43210", "९८७६५ ४३२१०"])
def test_one_phone_has_one_spelling(typed):
    assert PhoneField().clean(typed) == "+919876543210"


def test_what_is_no_phone_number_is_refused():
    assert "not a phone number" in refused(PhoneField(), "12345")
    assert PhoneField(required=False).clean("") == ""


def picture(name: str = "goat.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, photo(8, 6))


def test_a_photo_is_taken_without_what_the_phone_noted_and_what_is_none_is_refused():
    kept = PhotoField().clean(picture())
    assert (kept.width, kept.height) == (6, 8)
    assert not Image.open(BytesIO(kept.content)).getexif()
    assert "not a picture" in refused(PhotoField(), SimpleUploadedFile("goat.jpg", b"<html>"))


def test_a_photo_too_large_to_keep_is_refused():
    large = picture()
    large.size = LARGEST_FILE_BYTES + 1
    assert "too large" in refused(PhotoField(), large)
    packed = BytesIO()
    Image.new("1", (6000, 6000)).save(packed, "PNG")
    assert "too large" in refused(PhotoField(), SimpleUploadedFile("sheet.png", packed.getvalue()))


def test_a_position_is_read_as_the_phone_gives_it():
    assert PositionField().clean("12.971599,77.594566,25") == Position(Decimal("12.971599"), Decimal("77.594566"), 25)


@pytest.mark.parametrize("given_by_the_phone", ["", "nowhere", "95,10,5", "10,200,5", "1,2", None])
def test_a_position_is_never_required_and_never_refused(given_by_the_phone):
    assert PositionField(required=True).clean(given_by_the_phone) is None


def test_text_is_kept_in_one_normal_form_and_without_control_characters():
    assert PlainTextField().clean(" \u0958मला ") == "\u0915\u093cमला"
