"""What is asked as data is typed, kept, read and typed again."""

import pytest

from core.asked import Ask, Asked, all_as_typed, lines_of
from core.forms import Form, entries_of, field_of

SECTORS = (("t", "Trade"), ("s", "Services"))
KG = Asked("a", "Milk", Ask.NUMBER, unit="kg")


def form_of(asked, typed=None, **kwargs):
    form = Form(None if typed is None else {asked.name: typed}, **kwargs)
    form.fields[asked.name] = field_of(asked)
    return form


@pytest.mark.parametrize(
    ("asked", "typed", "kept", "read", "again"),
    [
        (Asked("a", "Who"), " Asha Pawar ", "Asha Pawar", "Asha Pawar", "Asha Pawar"),
        (Asked("a", "Why", Ask.LINES), "Rain\nmud", "Rain\nmud", "Rain\nmud", "Rain\nmud"),
        (Asked("a", "Workers", Ask.NUMBER), "௧,௨௦௦", "1200", "1,200", "1,200"),
        (KG, "१२.५", "12.5", "12.5 kg", "12.5"),
        (Asked("a", "Sales", Ask.RUPEES), "₹ 1,00,000/-", "100000", "₹1,00,000", "1,00,000"),
        (Asked("a", "Since", Ask.DAY), "1/4/2024", "2024-04-01", "01-04-2024", "01-04-2024"),
        (Asked("a", "Books", Ask.YES_NO), "no", "no", "No", "no"),
        (Asked("a", "Sector", Ask.CHOICE, choices=SECTORS), "s", "s", "Services", "s"),
    ],
)
def test_an_answer_is_kept_plainly_read_in_words_and_typed_again(asked, typed, kept, read, again):
    form = form_of(asked, typed)
    assert form.is_valid(), form.errors
    entries = entries_of([asked], form.cleaned_data)
    assert entries == {"a": kept}
    assert [line.text for line in lines_of([asked], entries)] == [read]
    corrected = form_of(asked, initial=all_as_typed([asked], entries))["a"]
    assert corrected.value() == again


@pytest.mark.parametrize(
    ("ask", "typed"), [(Ask.NUMBER, "-1"), (Ask.RUPEES, "1.234"), (Ask.DAY, "31-02-2026"), (Ask.YES_NO, "perhaps")]
)
def test_what_cannot_be_an_answer_is_refused(ask, typed):
    assert not form_of(Asked("a", "x", ask), typed).is_valid()


def test_a_yes_or_a_no_that_need_not_be_said_can_be_taken_back():
    books = Asked("a", "Books", Ask.YES_NO)
    form = form_of(books, "", initial=all_as_typed([books], {"a": "yes"}))
    assert form.is_valid(), form.errors
    assert entries_of([books], form.cleaned_data) == {}
    shown = {each.data["value"]: each.data["selected"] for each in form_of(books)["a"].subwidgets}
    assert shown == {"yes": False, "no": False, "": True}
    needed = Asked("a", "Books", Ask.YES_NO, required=True)
    assert [each.data["value"] for each in form_of(needed)["a"].subwidgets] == ["yes", "no"]
    assert not form_of(needed, "").is_valid()


def test_what_is_left_empty_is_no_answer():
    form = form_of(KG, " ")
    form.fields["a"].required = False
    assert form.is_valid()
    assert entries_of([KG], form.cleaned_data) == {}
