"""Lists: search, filter, sort and page stand in the address; a bad address shows the list all the same."""

import django_filters
import pytest
from django.http import QueryDict
from django.utils import timezone

from core.models import Place
from core.periods import Month
from core.tables import Column, MonthFilter, Table, filters_by, narrowed, plain_rows, shown_list
from people.models import AccessToken
from tests.factories import PersonFactory, PlaceFactory

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
])  # fmt: skip
def test_the_address_says_what_is_shown(places, asked, shown):
    assert names(places, asked) == shown


@pytest.mark.parametrize(
    "asked", ["page=99", "page=x", "sort=level", "sort=password", "level=moon", "q=%00", "sort=--"]
)
def test_a_bad_address_shows_a_list_all_the_same(places, asked):
    assert len(shown_list(TABLE, places, QueryDict(asked)).rows) <= 2


def test_a_press_on_a_heading_sorts_by_it_and_a_second_one_turns_it_round(places):
    first = shown_list(TABLE, places, QueryDict("")).headings
    assert [(heading.next_sort, heading.sorted) for heading in first] == [("name", ""), ("code", ""), ("", "")]
    again = shown_list(TABLE, places, QueryDict("sort=code")).headings[1]
    assert (again.next_sort, again.sorted) == ("-code", "ascending")
    turned = shown_list(TABLE, places, QueryDict("sort=-code")).headings[1]
    assert (turned.next_sort, turned.sorted) == ("code", "descending")


@pytest.mark.parametrize(
    ("asked", "narrowed"), [("", False), ("sort=name", False), ("q=x", True), ("level=block", True)]
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


@pytest.mark.parametrize(("month", "left"), [("", 4), ("this", 2), ("before", 2), ("2001-01", 4), ("x", 4)])
def test_a_list_is_narrowed_to_the_days_of_a_month(month, left):
    this = Month.of(timezone.localdate())
    for number, each in enumerate((this, this.plus(-1))):
        for name, day in (("first", each.first_day), ("last", each.last_day)):
            token = AccessToken(person=PersonFactory(), name=name, expires_on=day, digest=f"{number} {name}")
            token.save()
    filters = filters_by(expires_on=MonthFilter(label="Month"))
    table = Table[AccessToken](caption="Tokens", columns=[], empty="", filters=filters)
    month = {"this": str(this), "before": str(this.plus(-1))}.get(month, month)
    found, _filters = narrowed(table, AccessToken.objects.all(), QueryDict(f"expires_on={month}"))
    assert found.count() == left
