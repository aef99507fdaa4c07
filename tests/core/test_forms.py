"""How every form is drawn, and how what is wrong with it is said."""

import re

from django import forms
from django.utils.datastructures import MultiValueDict

from core.forms import (
    DateField,
    Form,
    PhotoField,
    PlainTextField,
    PositionField,
    QuantityField,
    RupeesField,
)


class Record(Form):
    """A form with each kind of field."""

    who = PlainTextField(label="Name of the buyer")
    sum = RupeesField(label="Paid", help_text="What is in the receipt.")
    milk = QuantityField(label="Milk", units=[("litre", "litre")])
    day = DateField(label="Day of sale")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")
    photo = PhotoField(label="Receipt")
    position = PositionField(label="Where")


class NotWelcome(Form):
    """A field that brings its own sentence."""

    name = PlainTextField(label="Your name", error_messages={"required": "Type your name."})


def test_what_is_missing_is_named():
    errors = {name: messages[0] for name, messages in Record({}).errors.items()}
    assert errors == {
        "who": "Fill in “Name of the buyer”.",
        "sum": "Fill in “Paid”.",
        "milk": "Fill in “Milk”.",
        "day": "Fill in “Day of sale”.",
        "kind": "Choose something for “Kind”.",
        "agreed": "Tick “I agree” to go on.",
        "photo": "Add something for “Receipt”.",
    }


def test_a_field_may_bring_its_own_sentence():
    assert NotWelcome({}).errors["name"] == ["Type your name."]


def test_a_form_is_drawn_by_the_field_template_with_label_hint_and_complaint_tied_to_the_control():
    page = str(Record({"sum": "abc"}))
    assert '<label class="field__label" for="id_sum">Paid</label>' in page
    assert 'id="id_sum_helptext"' in page
    assert 'id="id_sum_error"' in page
    assert 'aria-describedby="id_sum_helptext id_sum_error"' in page
    assert 'value="abc"' in page
    assert "₹" in page


def test_the_hint_of_a_single_tick_box_is_drawn():
    class Tick(Form):
        sure = forms.BooleanField(label="Sure", help_text="It cannot be undone.")

    page = str(Tick())
    assert 'aria-describedby="id_sure_helptext"' in page
    assert '<p class="field__hint" id="id_sure_helptext">It cannot be undone.</p>' in page


def test_each_control_has_one_label_and_one_id():
    page = str(Record())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for name in re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page):
        if name != "position":
            assert f'for="id_{name}"' in page or "<label" in page


def test_what_is_typed_into_a_quantity_comes_back():
    form = Record(MultiValueDict({"milk_amount": ["12 x"], "milk_unit": ["litre"]}))
    assert "milk" in form.errors
    assert 'value="12 x"' in str(form["milk"])


def test_scripts_come_as_modules_and_only_with_the_fields_that_have_them():
    assert str(NotWelcome().media) == ""
    assert str(Record().media).count('type="module"') == 4


def test_no_date_field_is_left_to_the_browser_which_would_show_the_month_first():
    page = str(Record({"day": "23-11-2026"})["day"])
    assert re.search(r'<input type="text" name="day" value="23-11-2026"', page)
    assert 'type="date"' in page
    assert 'name="day" type="date"' not in page
