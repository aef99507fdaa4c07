"""What may be there already is written where somebody says so, of one row or of all of a kind."""

import pytest
from django.urls import reverse

from cohorts.models import Cohort, Enrolment
from exchange.models import Import, ImportRow
from tests.exchange.bringing import verdicts
from tests.factories import learner_in

ROWS = "Asha Pawar,01-11-2026,98765 43211,,\nLata Naik,01-11-2026,98765 43212,,\nMeena Devi,01-11-2026,98765 43213,,\n"
pytestmark = pytest.mark.django_db


@pytest.fixture
def doubtful(bring, cohort, trainer):
    """A list of three of which two may take part already; the address of its page, and to say of a row what it is."""
    for name in ("Asha Pawar", "Lata Naik"):
        learner_in(cohort, name=name)
    page = bring(ROWS).url

    def choose(**fields: str):
        brought = Import.objects.latest("created_at")
        return trainer.post(reverse("exchange:choose", args=[brought.pk]), fields, follow=True).text

    return page, choose


def chosen() -> list[int]:
    return [row.number for row in ImportRow.objects.filter(chosen=True)]


def test_one_row_is_chosen_and_the_other_is_left_out(doubtful, trainer, confirm):
    page, choose = doubtful
    assert "0 of 2 rows are written" in trainer.get(page).text
    assert "1 of 2 rows are written" in choose(row="3", chosen="on")
    assert chosen() == [3]
    assert "Write 2 rows" in trainer.get(page).text
    confirm()
    assert sorted(stay.person.name for stay in Enrolment.objects.all()) == [
        "Asha Pawar", "Lata Naik", "Lata Naik", "Meena Devi",
    ]  # fmt: skip


def test_what_is_chosen_takes_a_place_which_is_said_before_and_when_it_is_checked_again(
    doubtful, trainer, confirm, django_capture_on_commit_callbacks
):
    page, choose = doubtful
    assert "There is no room for" not in choose(row="3", chosen="on")
    assert "There is no room for 1 of these rows" in choose(row="2", chosen="on")
    with django_capture_on_commit_callbacks(execute=True):
        trainer.post(reverse("exchange:check-again", args=[Import.objects.get().pk]))
    assert (chosen(), verdicts()[-1]) == ([2, 3], ("refused", ""))
    assert "There is no room for" not in trainer.get(page).text
    confirm()
    assert Enrolment.objects.count() == 4


def test_who_is_there_takes_no_further_place_by_what_is_chosen_of_her(
    doubtful, bring, cohort, trainer, confirm, django_capture_on_commit_callbacks
):
    Cohort.objects.update(capacity=2)
    signed = "Name,Consent signed on paper on,Consent to share results signed on paper on\n"
    bring("Asha Pawar,01-11-2026,02-11-2026\nLata Naik,01-11-2026,02-11-2026\n", head=signed)
    _page, choose = doubtful
    page = choose(column="sharing_on", chosen="on")
    assert "Write 2 rows" in page
    assert "There is no room for" not in page
    with django_capture_on_commit_callbacks(execute=True):
        trainer.post(reverse("exchange:check-again", args=[Import.objects.latest("created_at").pk]))
    assert chosen() == [2, 3]
    confirm()
    assert [row.written for row in ImportRow.objects.filter(chosen=True)] == [True, True]
    assert Enrolment.objects.count() == 2


def test_all_in_doubt_by_one_column_are_chosen_and_left_out_again(doubtful):
    _page, choose = doubtful
    choose(column="phone", chosen="on")
    assert chosen() == []
    choose(column="name", chosen="on")
    assert chosen() == [2, 3]
    choose(row="2")
    assert chosen() == [3]
    choose(column="name")
    assert chosen() == []


def test_what_is_in_no_doubt_or_confirmed_is_not_chosen(doubtful, confirm):
    _page, choose = doubtful
    choose(row="4", chosen="on")
    assert chosen() == []
    confirm()
    choose(row="2", chosen="on")
    assert chosen() == []


def test_nonsense_changes_nothing(doubtful):
    _page, choose = doubtful
    for fields in ({"row": "x", "chosen": "on"}, {"chosen": "on"}, {"row": "99999", "chosen": "on"}):
        choose(**fields)
    assert chosen() == []


def test_a_list_that_is_all_in_doubt_is_not_ended_before_a_row_is_chosen(bring, cohort, trainer):
    learner_in(cohort, name="Asha Pawar")
    page = bring("Asha Pawar,01-11-2026,98765 43211,,\n").url
    said = trainer.get(page).text
    assert "Write 0 rows" not in said
    assert "There is nothing to write" not in said
    brought = Import.objects.get()
    trainer.post(reverse("exchange:choose", args=[brought.pk]), {"column": "name", "chosen": "on"})
    assert "Write 1 row" in trainer.get(page).text


def test_who_chooses_a_row_stays_on_her_page_of_the_list(doubtful, trainer):
    page, _choose = doubtful
    address = reverse("exchange:choose", args=[Import.objects.get().pk])
    listed = "?verdict=possible_duplicate&amp;page=1"
    assert f'action="{address}{listed}"' in trainer.get(f"{page}?verdict=possible_duplicate&page=1").text
    answer = trainer.post(f"{address}?page=2", {"row": "3", "chosen": "on"})
    assert answer.url == f"{page}?page=2"
