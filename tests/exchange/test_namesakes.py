"""Two people of one name without a phone: told apart by village or by a number, and once each in all lists."""

import pytest
from django.urls import reverse

from cohorts.services import withdraw_learner
from people.models import Person
from tests.exchange.bringing import verdicts
from tests.factories import PlaceFactory, learner_in

pytestmark = pytest.mark.django_db
HEAD = "Name,Consent signed on paper on,Phone,LGD code of the village,Which of this name\n"


@pytest.fixture
def bring_in(bring):
    return lambda rows: bring("".join(f"{row}\n" for row in rows), HEAD)


@pytest.fixture
def twice(bring_in, confirm):
    """Bring the rows in, and again: what each was judged to be, the first and the second time."""

    def _twice(rows: list[str]) -> tuple[list, list]:
        bring_in(rows)
        first = verdicts()
        confirm()
        assert verdicts() == first
        bring_in(rows)
        again = verdicts()
        confirm()
        return first, again

    return _twice


def called(name: str) -> int:
    return Person.objects.filter(name=name).count()


def test_two_of_one_name_from_two_villages_are_two_people_and_stay_two(twice):
    villages = [PlaceFactory(level="village", lgd_code=code) for code in (612341, 612342)]
    rows = [f"Sunita Devi,01-11-2026,,{village.lgd_code}," for village in villages]
    assert twice(rows) == ([("new", "")] * 2, [("same", "")] * 2)
    assert list(Person.objects.filter(name="Sunita Devi").order_by("created_at").values_list("place", flat=True)) == [
        village.pk for village in villages
    ]


def test_two_of_one_name_that_nothing_else_tells_apart_are_two_by_a_number_and_stay_two(twice):
    rows = ["Sunita Devi,01-11-2026,,,", "Sunita Devi,01-11-2026,,,2", "Sunita Devi,02-11-2026,,,3"]
    assert twice(rows) == ([("new", "")] * 3, [("same", "")] * 3)
    assert called("Sunita Devi") == 3


def test_a_row_that_stands_twice_is_not_taken_and_the_page_says_how_another_person_is_written(bring_in, trainer):
    page = trainer.get(bring_in(["Sunita Devi,01-11-2026,,,"] * 2).url).text
    assert verdicts() == [("new", ""), ("refused", "")]
    assert "For another person of this name write 2 under Which of this name." in page


def test_the_second_of_a_name_is_brought_in_by_a_later_list_that_may_come_again(twice, cohort):
    learner_in(cohort, name="Sunita Devi")
    assert twice(["Sunita Devi,01-11-2026,,,2"]) == ([("new", "")], [("same", "")])
    assert called("Sunita Devi") == 2


def test_a_number_is_not_taken_before_the_one_below_it_is_there(bring_in, confirm):
    bring_in(["Sunita Devi,01-11-2026,,,3"])
    assert verdicts() == [("refused", "which")]
    confirm()
    assert called("Sunita Devi") == 0


def test_a_number_speaks_of_the_same_woman_though_the_first_has_left(bring_in, confirm, cohort):
    rows = ["Sunita Devi,01-11-2026,,,", "Sunita Devi,01-11-2026,,,2"]
    bring_in(rows)
    confirm()
    withdraw_learner(cohort.enrolments.filter(person__name="Sunita Devi").earliest("joined_at"), by=None)
    bring_in(rows[1:])
    assert verdicts() == [("same", "")]


def test_somebody_of_the_name_from_another_village_may_be_she_who_moved(bring_in, confirm, cohort):
    learner_in(cohort, name="Sunita Devi")
    rows = [f"Sunita Devi,01-11-2026,,{PlaceFactory(level='village', lgd_code=612341).lgd_code},"]
    bring_in(rows)
    assert verdicts() == [("possible_duplicate", "name")]
    confirm(chosen="name")
    assert called("Sunita Devi") == 2
    bring_in(rows)
    assert verdicts() == [("same", "")]


@pytest.mark.parametrize(("phone", "village", "verdict"), [
    ("", "", "possible_duplicate"),
    ("98765 43211", "", "new"),
    ("", "612342", "new"),
    ("", "612341", "possible_duplicate"),
])  # fmt: skip
def test_a_name_like_hers_by_ear_may_be_she_where_neither_phone_nor_village_tells_them_apart(
    bring_in, confirm, trainer, phone, village, verdict
):
    for code in (612341, 612342):
        PlaceFactory(level="village", lgd_code=code)
    bring_in(["Gita Munda,01-11-2026,98765 43210,612341,"])
    confirm()
    rows = [f"Geeta Munda,01-11-2026,{phone},{village},"]
    page = trainer.get(bring_in(rows).url).text
    assert [said for said, _column in verdicts()] == [verdict]
    assert ("This sounds like Gita Munda" in page) == (verdict != "new")
    confirm(chosen="name")
    bring_in(rows)
    assert verdicts() == [("same", "")]


def test_of_two_rows_that_sound_alike_the_second_may_be_the_first(bring_in):
    bring_in(["Gita Munda,01-11-2026,,,", "Geeta Munda,01-11-2026,,,"])
    assert verdicts() == [("new", ""), ("possible_duplicate", "name")]


def test_the_page_says_what_the_number_is_for(trainer, cohort):
    page = trainer.get(f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}").text
    assert "2 for the second person of one name" in page
