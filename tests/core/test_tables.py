"""Lists: search, filter, sort and page stand in the address; a bad address shows the list all the same."""

from dataclasses import replace

import django_filters
import pytest
from django.http import QueryDict
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django.utils.safestring import mark_safe

from core.models import Place
from core.periods import Month
from core.tables import Column, MonthFilter, NamedFilter, Reader, Table, filters_by, narrowed, plain_rows, shown_list
from people.models import AccessToken, Person
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory

pytestmark = pytest.mark.django_db


class ByLevel(django_filters.FilterSet):
    class Meta:
        model = Place
        fields = ["level"]


TABLE = Table[Place](
    caption="Places",
    columns=[
        Column("name", "Name", lambda place: place.name, sort=("name",)),
        Column("code", "Code", lambda place: place.lgd_code, sort=("lgd_code",), is_number=True),
        Column("level", "Level", lambda place: place.level),
    ],
    empty="Load some places.",
    search=("search_text",),
    filters=ByLevel,
    rows_a_page=2,
)


@pytest.fixture
def places():
    for number, name in enumerate(["Kereooru", "Nadipura", "नदीपुर", "Banashri"]):
        PlaceFactory(name=name, lgd_code=number + 1, level="block" if number % 2 else "village")
    return Place.objects.all()


def names(found, asked: str) -> list[str]:
    return [row[0].value for row in shown_list(TABLE, found, QueryDict(asked)).rows]


@pytest.mark.parametrize(("asked", "shown"), [
    ("", ["Banashri", "Kereooru"]),
    ("page=2", ["Nadipura", "नदीपुर"]),
    ("sort=-code", ["Banashri", "नदीपुर"]),
    ("sort=code&page=2", ["नदीपुर", "Banashri"]),
    ("q=nadi", ["Nadipura"]),
    ("q=नदीपुर", ["नदीपुर"]),
    ("level=block", ["Banashri", "Nadipura"]),
    ("q=a&level=village", []),
    ("q=%20&page=2", ["Nadipura", "नदीपुर"]),
    ("q=%27%3B--", []),
    ("q=%25", []),
])  # fmt: skip
def test_the_address_says_what_is_shown(places, asked, shown):
    assert names(places, asked) == shown


def test_sorted_the_other_way_round_a_list_is_read_from_its_end_those_that_are_alike_too(places):
    table = replace(TABLE, columns=[*TABLE.columns[:2], replace(TABLE.columns[2], sort=("level",))], rows_a_page=9)
    upwards, downwards = (list(narrowed(table, places, QueryDict(f"sort={way}level"))[0]) for way in ("", "-"))
    assert len({place.level for place in upwards}) < len(upwards)
    assert downwards == upwards[::-1]


@pytest.mark.parametrize("asked", ["page=99", "page=x", "sort=level", "sort=password", "q=%00", "sort=--"])
def test_a_bad_address_shows_a_list_all_the_same(places, asked):
    assert len(shown_list(TABLE, places, QueryDict(asked)).rows) <= 2


@pytest.mark.parametrize("asked", ["", "page=2", "q=nadi", "level=block", "level=moon", "sort=code", "sort=code&q=a"])
def test_what_asks_all_alike_looks_as_what_does_not(places, asked):
    request = RequestFactory().get(f"/?{asked}")

    def page_of(table: Table) -> str:
        context = Context({"list": shown_list(table, places, request.GET), "request": request})
        return " ".join(Template('{% include "components/table.html" %}').render(context).split())

    table, alike = (replace(TABLE, rows_a_page=9, asks_alike=asks_alike) for asks_alike in (False, True))
    assert [page_of(alike), page_of(alike)] == [page_of(table)] * 2


def test_a_filter_that_is_not_there_shows_no_rows_and_says_so_beside_it(places):
    shown = shown_list(TABLE, places, QueryDict("level=moon"))
    assert (shown.rows, list(shown.filter_form.errors)) == ([], ["level"])
    page = render_to_string("components/table.html", {"list": shown, "request": RequestFactory().get("/")})
    assert shown.filter_form.errors["level"] == ["This list has no such choice. Choose another."]
    assert shown.filter_form.errors["level"][0] in page
    assert list(narrowed(TABLE, places, QueryDict("level=moon"))[0]) == []


def test_a_filter_offers_what_the_rows_of_the_list_name_and_nothing_else():
    hers, elsewhere = OrganisationFactory(name="Jyoti"), OrganisationFactory(name="Pragati")
    for organisation in (hers, elsewhere):
        PersonFactory(organisation=organisation)
    filters = filters_by(group=NamedFilter(field_name="organisation", label="Group"))
    table = Table[Person](
        caption="People", columns=TABLE.columns[:1], empty="", search=("search_text",), filters=filters
    )
    found = Person.objects.filter(organisation=hers)
    form = shown_list(table, found, QueryDict("q=nobody")).filter_form
    assert [str(name) for _key, name in form.fields["group"].choices] == ["–", "Jyoti"]
    assert len(shown_list(table, found, QueryDict(f"group={hers.pk}")).rows) == 1
    assert shown_list(table, found, QueryDict(f"group={elsewhere.pk}")).filter_form.errors


def test_what_is_in_a_cell_is_escaped_and_a_template_of_a_cell_knows_what_the_page_knows(places):
    places.filter(lgd_code=1).update(name="<b>A&B</b>", lgd_code=123456)
    columns = [
        *TABLE.columns[:2],
        Column[Place]("own", '"Own"', lambda place: place.name, markup=lambda place, _reader: place.name),
        Column[Place]("day", "Day", lambda place: timezone.localdate(), template="cohorts/_day.html"),
    ]
    shown = shown_list(
        Table[Place](caption="", columns=columns, empty="", rows_a_page=1), places, QueryDict("sort=name")
    )
    request = RequestFactory().get("/")
    page = render_to_string("components/table.html", {"list": shown}, request=request)
    assert '<th scope="row" role="rowheader">&lt;b&gt;A&amp;B&lt;/b&gt;</th>' in page
    assert '<td role="cell" data-label="Code" class="number">123456</td>' in page
    assert '<td role="cell" data-label="&quot;Own&quot;">&lt;b&gt;A&amp;B&lt;/b&gt;</td>' in page
    assert f'datetime="{timezone.localdate().isoformat()}"' in page


def test_columns_that_are_drawn_together_have_each_its_cell_or_a_dash_and_escape_what_is_no_markup(places):
    def cells(place: Place, _reader: Reader) -> dict[str, str]:
        return {"bold": mark_safe("<b>7</b>"), "typed": "<i>", "of no column": "lost"}

    drawn = [Column[Place](key, key, lambda _place: None, markups=cells) for key in ("bold", "none", "typed")]
    table = Table[Place](caption="", columns=[TABLE.columns[0], *drawn, TABLE.columns[1]], empty="", rows_a_page=1)
    shown = {"list": shown_list(table, places, QueryDict("sort=name"))}
    page = render_to_string("components/table.html", shown, request=RequestFactory().get("/"))
    row = page[page.index("Banashri") : page.index("</tr>", page.index("Banashri"))]
    said = [("bold", "<b>7</b>"), ("none", "–"), ("typed", "&lt;i&gt;")]
    assert "".join(f'<td role="cell" data-label="{key}">{inside}</td>' for key, inside in said) in row
    assert row.endswith('class="number">4</td>')
    assert "lost" not in row


def test_money_is_printed_as_money_and_a_number_in_a_file(places):
    columns = [Column[Place]("owed", "Owed", lambda place: 100_000 if place.lgd_code == 1 else None, is_money=True)]
    table = Table[Place](caption="", columns=columns, empty="")
    shown = shown_list(table, places.order_by("lgd_code"), QueryDict(""))
    assert [row[0].value for row in shown.rows[:2]] == ["₹1,00,000", None]
    assert shown.headings[0].look == "number"
    assert next(plain_rows(table, places.order_by("lgd_code"))) == [100_000]


def test_a_press_on_a_heading_sorts_by_it_and_a_second_one_turns_it_round(places):
    first = shown_list(TABLE, places, QueryDict("")).headings
    assert [(heading.next_sort, heading.sorted) for heading in first] == [("name", ""), ("code", ""), ("", "")]
    again = shown_list(TABLE, places, QueryDict("sort=code")).headings[1]
    assert (again.next_sort, again.sorted) == ("-code", "ascending")
    turned = shown_list(TABLE, places, QueryDict("sort=-code")).headings[1]
    assert (turned.next_sort, turned.sorted) == ("code", "descending")


@pytest.mark.parametrize(
    ("asked", "narrowed"),
    [
        ("", False),
        ("sort=name", False),
        ("q=%20", False),
        ("q=x", True),
        ("q=%27%3B--", True),
        ("level=block", True),
        ("level=moon", True),
    ],
)
def test_an_empty_list_knows_whether_something_was_searched_for(places, asked, narrowed):
    assert shown_list(TABLE, places, QueryDict(asked)).is_narrowed == bool(narrowed)


@pytest.mark.parametrize("number", [3, 30])
def test_a_page_takes_two_queries_however_long_the_list(number, django_assert_num_queries):
    for place in range(number):
        PlaceFactory(name=f"Place {place}")
    with django_assert_num_queries(2):
        shown_list(TABLE, Place.objects.all(), QueryDict("sort=name"))


def test_a_file_holds_every_row_in_the_order_asked_for(places):
    assert [row[0] for row in plain_rows(TABLE, places.order_by("lgd_code"))][0::3] == ["Kereooru", "Banashri"]


@pytest.mark.parametrize(("month", "left"), [("", 4), ("this", 2), ("before", 2), ("2001-01", 0), ("x", 0)])
def test_a_list_is_narrowed_to_the_days_of_a_month(month, left):
    this = Month.of(timezone.localdate())
    for number, each in enumerate((this, this.plus(-1))):
        for name, day in (("first", each.first_day), ("last", each.last_day)):
            token = AccessToken(person=PersonFactory(), name=name, expires_on=day, digest=f"{number} {name}")
            token.save()
    filters = filters_by(expires_on=MonthFilter(label="Month"))
    table = Table[AccessToken](caption="Tokens", columns=[], empty="", filters=filters)
    month = {"this": str(this), "before": str(this.plus(-1))}.get(month, month)
    found, asked = narrowed(table, AccessToken.objects.all(), QueryDict(f"expires_on={month}"))
    assert found.count() == left
    said = ["This list has no such choice. Choose another."] if month in ("2001-01", "x") else []
    assert asked.form.errors.get("expires_on", []) == said


def test_to_sort_keeps_what_is_searched_and_begins_at_the_first_page(places):
    address = RequestFactory().get("/", {"q": "a&b", "level": "block", "sort": "name", "page": "2"})
    shown = shown_list(TABLE, places, address.GET)
    page = render_to_string("components/_table_head.html", {"headings": shown.headings, "her_others": shown.others})
    assert 'href="?q=a%26b&amp;level=block&amp;sort=code"' in page
    assert 'href="?q=a%26b&amp;level=block&amp;sort=-name"' in page
