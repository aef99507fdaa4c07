"""Bringing learners in from a list: checked first, written when confirmed, the same file again changes nothing."""

import csv
import html
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cohorts.imports.refusals import NoPlaceIsFree
from cohorts.models import Cohort, Enrolment
from core.models import AuditEntry
from exchange.models import Import, ImportRow
from people.enums import ConsentMode, Role
from people.models import Consent, Person
from people.services import grant_role
from tests.exchange.bringing import verdicts
from tests.factories import CohortFactory, learner_in

pytestmark = pytest.mark.django_db


def test_every_row_is_judged_and_nothing_is_written(bring, cohort, trainer):
    known = learner_in(cohort, name="Asha Pawar")
    answer = bring(
        "Salma Khatoon,01-11-2026,98765 43210,woman,\n"
        f"Asha,01-11-2026,,,{known.user.username}\n"
        "asha pawar,01-11-2026,98765 43211,,\n"
        "Mary Thomas,31-02-2026,,,\n"
        "Mary Thomas,01-11-2026,123,,\n"
        "Devaki Nair,01-11-2026,,cat,\n"
        ",01-11-2026,,,\n"
        "Salma  KHATOON,02-11-2026,+91 98765 43210,,\n"
        "Nobody,01-11-2026,,,M999999\n"
    )
    assert verdicts() == [
        ("new", ""),
        ("same", ""),
        ("possible_duplicate", "name"),
        ("refused", "consent_on"),
        ("refused", "phone"),
        ("refused", "gender"),
        ("refused", "name"),
        ("refused", ""),
        ("refused", "member_code"),
    ]
    assert Enrolment.objects.count() == 1
    page = trainer.get(answer["Location"]).content.decode()
    assert "nothing is written yet" in page
    assert "Somebody of this name is known already." in page


def test_why_a_row_is_not_taken_is_said_in_the_language_of_whoever_reads_it(bring, confirm, cohort, trainer):
    learner_in(cohort, name="Asha Pawar", contact_phone="+919876543210")
    page = bring(
        " ,31-02-2026,123,cat,\nAasha Pawar,01-11-2026,98765 43210,,\nSalma,01-11-2026,,,M999999\nMary,01-11-2026,,,\n"
    )["Location"]
    in_english = {
        row.number: row.why for row in ImportRow.objects.filter(verdict__in=("refused", "possible_duplicate"))
    }
    assert in_english[3]["phone"].startswith("With this phone Asha Pawar is known.")
    trainer.cookies["django_language"] = "hi"
    answer = trainer.get(reverse("exchange:refused-rows", args=[Import.objects.get().pk]))
    in_file = b"".join(answer.streaming_content).decode()
    page = html.unescape(trainer.get(page).text)
    for number, reasons in in_english.items():
        with override("hi"):
            in_hindi = ImportRow.objects.get(number=number).why
        for column, sentence in reasons.items():
            assert in_hindi[column] != sentence
            assert sentence not in page + in_file
            assert in_hindi[column] in page
    Cohort.objects.update(capacity=1)
    confirm()
    trainer.cookies["django_language"] = "kn"
    page = trainer.get(reverse("exchange:import", args=[Import.objects.get().pk])).text
    with override("kn"):
        assert str(NoPlaceIsFree.message) in page


@pytest.mark.parametrize("typed", ["Hindi", "hindi", "हिंदी", "हिन्दी", "hi", "ಹಿಂದಿ"])
def test_a_language_is_known_by_its_english_name_by_its_own_and_by_that_in_other_languages(typed, bring, confirm):
    bring(f"Asha Pawar,01-11-2026,{typed}\n", head="Name,Consent signed on paper on,Language\n")
    assert verdicts() == [("new", "")]
    confirm()
    assert Person.objects.get(name="Asha Pawar").language == "hi"


def test_every_fault_of_a_row_is_named_with_its_cell_on_the_page_and_in_the_file_to_mend(bring, trainer):
    page = trainer.get(bring(" ,31-02-2026,123,cat,\n")["Location"]).text
    assert verdicts() == [("refused", "consent_on gender name phone")]
    answer = trainer.get(reverse("exchange:refused-rows", args=[Import.objects.get().pk]))
    _head, row = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
    for fault in (
        "Name: Fill in “Name”.",
        "Consent signed on paper on: There is no such day. Type it as day-month-year, such as 23-11-2026.",
        "Phone: This is not a phone number. Type it with all its digits.",
        "Gender: Write one of: Woman, Man, Transgender, I would rather not say.",
    ):
        assert fault in page
        assert fault in row[-1]
    assert "<strong>31-02-2026</strong>" in page


def test_what_was_confirmed_is_written_with_consent_on_paper_and_an_audit_line(bring, confirm, cohort):
    bring("सलमा ख़ातून,01-11-2026,९८७६५ ४३२१०,,\n")
    brought = confirm()
    person = Person.objects.get(name="सलमा ख़ातून")
    assert str(person.contact_phone) == "+919876543210"
    assert person.user is None
    consent = Consent.objects.get(person=person)
    assert (consent.mode, timezone.localdate(consent.given_at)) == (ConsentMode.PAPER, date(2026, 11, 1))
    assert Enrolment.objects.active().filter(cohort=cohort, person=person).exists()
    assert brought.stage == "done"
    assert AuditEntry.objects.filter(action="import.confirmed").exists()


def test_the_same_file_again_and_a_second_press_change_nothing(bring, confirm):
    rows = "Salma Khatoon,01-11-2026,98765 43210,,\nMary Thomas,01-11-2026,98765 43211,,\n"
    bring(rows)
    confirm()
    confirm()
    bring(rows)
    assert verdicts() == [("same", ""), ("same", "")]
    confirm()
    assert Person.objects.filter(name__in=["Salma Khatoon", "Mary Thomas"]).count() == 2


def test_a_full_cohort_refuses_the_rows_that_find_no_place_and_they_are_a_file_to_mend(bring, confirm, trainer, cohort):
    bring("".join(f"Asha {number},01-11-2026,98765 4321{number},,\n" for number in range(6)))
    brought = confirm()
    assert Enrolment.objects.active().filter(cohort=cohort).count() == 4
    answer = trainer.get(reverse("exchange:refused-rows", args=[brought.pk]))
    file = b"".join(answer.streaming_content).decode()
    assert file.count("Asha ") == 2
    assert "No place is free for her." in file


def test_who_may_no_longer_bring_it_in_writes_nothing(bring, confirm, trainer, monkeypatch):
    answer = bring("Salma Khatoon,01-11-2026,,,\n")
    monkeypatch.setattr("exchange.services.kind_for", lambda *args: None)
    confirm()
    assert not Enrolment.objects.exists()
    assert "may not bring this in any more" in trainer.get(answer["Location"]).text


def test_a_wrong_row_does_not_stand_in_the_way_of_its_corrected_double(bring, confirm):
    rows = "Salma Khatoon,31-02-2026,98765 43210,,\nSalma Khatoon,01-11-2026,98765 43210,,\n"
    bring(rows)
    assert verdicts() == [("refused", "consent_on"), ("new", "")]
    confirm()
    assert verdicts() == [("refused", "consent_on"), ("new", "")]
    assert Enrolment.objects.count() == 1


def test_of_two_who_confirm_at_once_the_second_waits_for_the_first(bring, confirm, locked):
    bring("Asha Pawar,1-11-2026,9845012345,woman,\n")
    locked.clear()
    confirm()
    assert locked[0] is Import


def test_confirmed_again_nothing_begins_anew(bring, confirm):
    bring("Asha Pawar,1-11-2026,9845012345,woman,\n")
    first, again = confirm(), confirm()
    assert (again.stage, again.job) == (first.stage, first.job)
    assert Person.objects.filter(name="Asha Pawar").count() == 1


def test_of_a_row_that_is_refused_while_it_is_written_nothing_stays(bring, confirm, cohort):
    bring("Asha Pawar,1-11-2026,9845012345,woman,\n")
    for _ in range(cohort.capacity):
        learner_in(cohort)
    confirm()
    assert [verdict for verdict, _ in verdicts()] == ["refused"]
    assert not Person.objects.filter(name="Asha Pawar").exists()


def test_who_trains_the_cohort_is_refused_by_her_member_code_and_as_one_who_left(bring, cohort, trainer):
    other = CohortFactory()
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    colleague, back = learner_in(other), learner_in(cohort, name="Meena Joshi", contact_phone="+919876543210")
    back.enrolments.update(status="withdrawn", withdrawn_at=timezone.now(), left_for="home")
    for person in (colleague, back):
        grant_role(person, role=Role.TRAINER, over=cohort, by=None)
    rows = f"Asha,01-11-2026,,,{colleague.user.username}\nMeena Joshi,01-11-2026,98765 43210,,\n"
    answer = bring(rows)
    assert verdicts() == [("refused", ""), ("refused", "")]
    assert "She trains or runs this cohort, so she cannot learn in it too." in trainer.get(answer["Location"]).text
    assert not Enrolment.objects.active().filter(cohort=cohort).exists()


def test_how_many_places_are_free_is_said_before_the_file_is_chosen_and_beside_who_found_none(bring, cohort, trainer):
    learner_in(cohort)
    places = reverse("cohorts:coming-and-going", args=[cohort.pk])
    bringing = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
    assert bringing in trainer.get(places).text
    before = trainer.get(bringing).text
    names = ("Rina", "Sabitri", "Kamla", "Usha", "Devaki")
    after = trainer.get(bring("".join(f"{name},01-11-2026,,,\n" for name in names))["Location"]).text
    for page in (before, after):
        assert "3 of 4 places are free." in page
        assert f'href="{places}"' in page


def test_a_formula_is_no_name_and_words_of_the_template_are_taken_in_every_language(bring):
    head = "name,consent_on,phone,gender,language\n"
    bring("=1+1,01-11-2026,,,\n@SUM(A1),01-11-2026,,,\nRina,01-11-2026,,महिला,ಕನ್ನಡ\nUsha,01-11-2026,,woman,kn\n", head)
    assert verdicts() == [("refused", "name"), ("refused", "name"), ("new", ""), ("new", "")]


def test_a_file_that_is_called_a_workbook_and_is_none_is_refused_at_once(trainer, cohort):
    address = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
    page = trainer.post(address, {"file": SimpleUploadedFile("fake.xlsx", b"name,consent_on\nAsha,01-11-2026\n")})
    assert page.status_code == 422
    assert "This file is called .xlsx and is no Excel workbook." in page.text
    assert not Import.objects.exists()


def _bring_in_more_than_find_a_place(bring, cohort):
    bring("".join(f"{name},01-11-2026,,,\n" for name in ("Rina", "Sabitri", "Kamla", "Usha", "Devaki", "Meena")))
    assert [verdict for verdict, _ in verdicts()] == ["new"] * 4 + ["refused"] * 2
    cohort.capacity = 20
    cohort.save(update_fields=["capacity"])


def test_no_row_that_the_check_did_not_take_is_written_though_places_were_added_since(bring, confirm, cohort):
    _bring_in_more_than_find_a_place(bring, cohort)
    confirm()
    assert Enrolment.objects.active().filter(cohort=cohort).count() == 4
    assert [verdict for verdict, _ in verdicts()] == ["new"] * 4 + ["refused"] * 2


def test_after_places_were_added_the_file_is_checked_again_and_all_are_taken(
    bring, confirm, cohort, trainer, django_capture_on_commit_callbacks
):
    _bring_in_more_than_find_a_place(bring, cohort)
    brought = Import.objects.get()
    again = reverse("exchange:check-again", args=[brought.pk])
    assert again in trainer.get(reverse("exchange:import", args=[brought.pk])).text
    with django_capture_on_commit_callbacks(execute=True):
        trainer.post(again)
    assert [verdict for verdict, _ in verdicts()] == ["new"] * 6
    assert not Enrolment.objects.exists()
    confirm()
    assert Enrolment.objects.active().filter(cohort=cohort).count() == 6
    trainer.post(again)
    assert Import.objects.get().stage == "done"
