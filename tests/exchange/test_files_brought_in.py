"""A file that is brought in: refused with the reason, kept until it is read, and its days in every writing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from exchange.models import Import, ImportRow
from exchange.services import check, purge_old_imports
from jobs.models import Job
from tests.exchange.bringing import HEAD, verdicts
from tests.factories import CohortFactory, PersonFactory, trainer_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("head", "sentence"), [
    ("Phone\n", "These columns are missing"),
    (HEAD, "no row below them"),
    ("", "cannot be read"),
])  # fmt: skip
def test_a_file_that_is_no_such_table_is_refused_with_the_reason_and_a_way_to_choose_another(
    bring, trainer, cohort, head, sentence
):
    rows = {HEAD: "", "": "\x00"}.get(head, "98765\n")
    page = trainer.get(bring(rows, head)["Location"]).text
    assert sentence in page
    assert f'href="{reverse("exchange:start", args=["learners"])}?about={cohort.pk}"' in page
    assert "Being checked" not in page
    assert "The file has no rows" not in page
    assert "http-equiv" not in page


def test_a_file_larger_than_any_door_takes_is_refused_beside_its_field(bring, monkeypatch):
    monkeypatch.setattr("exchange.forms.LARGEST_FILE_BYTES", 20)
    answer = bring("Salma Khatoon,01-11-2026,,,\n")
    assert answer.status_code == 422
    assert "8 MB" in answer.text
    assert not Import.objects.exists()


def test_a_file_is_kept_until_it_is_read_and_no_longer(trainer, cohort, django_capture_on_commit_callbacks):
    address = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
    rows = "Salma Khatoon,01-11-2026,,,\n"
    with django_capture_on_commit_callbacks() as later:
        trainer.post(address, {"file": SimpleUploadedFile("list.csv", (HEAD + rows).encode())})
    assert (bytes(Import.objects.get().content), ImportRow.objects.count()) == ((HEAD + rows).encode(), 0)
    for follow in later:
        follow()
    assert (bytes(Import.objects.get().content), ImportRow.objects.count()) == (b"", 1)


def test_a_check_that_stopped_is_said_on_the_page(bring, trainer, monkeypatch):
    monkeypatch.setattr("exchange.services._judged", lambda *args: 1 / 0)
    answer = bring("Salma Khatoon,01-11-2026,,,\n")
    Job.objects.update(parked_at=timezone.now())
    page = trainer.get(answer["Location"]).text
    assert "This stopped and could not be finished" in page
    assert "http-equiv" not in page


def test_a_check_that_comes_twice_changes_nothing_that_was_confirmed(bring, confirm):
    bring("Salma Khatoon,01-11-2026,,,\n")
    brought = confirm()
    check({"import": str(brought.pk)}, lambda *args: None)
    assert verdicts() == [("new", "")]


def test_what_was_brought_in_is_cleared_after_a_month(bring):
    bring("Salma Khatoon,01-11-2026,,,\n")
    Import.objects.update(created_at="2026-01-01T00:00:00Z")
    purge_old_imports({})
    assert not ImportRow.objects.exists()


@pytest.mark.parametrize("day", ["23-11-2026", "23/11/2026", "23.11.2026", "2026-11-23", "२३-११-२०२६"])
def test_a_day_may_be_written_in_any_of_the_ways_people_write_it(bring, day):
    bring(f"Asha Pawar,{day},,woman,\n")
    assert verdicts() == [("new", "")]


def test_a_day_that_cannot_be_read_is_named_with_its_cell(bring):
    bring("Asha Pawar,11/23/2026,,woman,\nLata Naik,tomorrow,,woman,\n")
    assert verdicts() == [("refused", "consent_on"), ("refused", "consent_on")]


def test_somebody_elses_import_is_not_there(bring, sign_in, cohort):
    bring("Salma Khatoon,01-11-2026,,,\n")
    brought = Import.objects.get()
    for person in (trainer_of(CohortFactory()), PersonFactory(), trainer_of(cohort)):
        assert sign_in(person).get(reverse("exchange:import", args=[brought.pk])).status_code == 404
