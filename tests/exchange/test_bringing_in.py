"""Bringing learners in from a list: checked first, written when confirmed, the same file again changes nothing."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, Enrolment
from cohorts.services import apply_to, withdraw_learner
from core.models import AuditEntry, Place
from exchange.models import Import, ImportRow
from exchange.services import check, purge_old_imports
from jobs.models import Job
from people.enums import ConsentMode, Role
from people.models import Consent, Person
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, UserFactory, learner_in, notice, trainer_of

pytestmark = pytest.mark.django_db
HEAD = "Name,Consent signed on paper on,Phone,Gender,Member code\n"


@pytest.fixture
def cohort() -> Cohort:
    notice()
    return CohortFactory(capacity=4)


@pytest.fixture
def trainer(cohort, sign_in):
    return sign_in(trainer_of(cohort))


@pytest.fixture
def bring(trainer, cohort, django_capture_on_commit_callbacks):
    """Post a file of these rows and follow to the page of the import."""

    def _bring(rows: str, head: str = HEAD):
        address = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
        with django_capture_on_commit_callbacks(execute=True):
            return trainer.post(address, {"file": SimpleUploadedFile("list.csv", (head + rows).encode())})

    return _bring


@pytest.fixture
def confirm(trainer, django_capture_on_commit_callbacks):
    def _confirm(**fields: str) -> Import:
        brought = Import.objects.latest("created_at")
        with django_capture_on_commit_callbacks(execute=True):
            trainer.post(reverse("exchange:confirm", args=[brought.pk]), fields)
        return Import.objects.get(pk=brought.pk)

    return _confirm


def verdicts() -> list[tuple[str, str]]:
    """Of each row what it would do, and the columns at fault."""
    newest = Import.objects.latest("created_at")
    return [(row.verdict, " ".join(sorted(row.reasons))) for row in ImportRow.objects.filter(of=newest)]


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


def test_every_fault_of_a_row_is_named_with_its_cell_on_the_page_and_in_the_file_to_mend(bring, trainer):
    page = trainer.get(bring(" ,31-02-2026,123,cat,\n")["Location"]).text
    assert verdicts() == [("refused", "consent_on gender name phone")]
    answer = trainer.get(reverse("exchange:refused-rows", args=[Import.objects.get().pk]))
    _head, row = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode()))
    for fault in (
        "Name: Fill in “Name”.",
        "Consent signed on paper on: Type the day as day-month-year, such as 23-11-2026.",
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


def test_the_code_of_somebody_the_trainer_does_not_know_is_refused_as_a_code_that_nobody_has(bring, confirm, trainer):
    stranger = learner_in(CohortFactory(), name="Salma Khatoon")
    page = trainer.get(bring(f"Salma Khatoon,01-11-2026,,,{stranger.user.username}\nX,01-11-2026,,,M999999\n").url).text
    assert verdicts() == [("refused", "member_code"), ("refused", "member_code")]
    assert page.count("You know nobody with this member code.") == 2
    confirm()
    assert stranger.enrolments.count() == 1


def test_who_learns_with_the_trainer_already_is_brought_into_another_cohort_by_her_code(
    bring, confirm, cohort, trainer
):
    other = CohortFactory()
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    asha = learner_in(other, name="Asha Pawar")
    bring(f"Asha Pawar,01-11-2026,,,{asha.user.username}\n")
    confirm()
    assert Enrolment.objects.active().filter(cohort=cohort, person=asha).exists()


def taken_back(person: Person, day: str) -> None:
    Consent.objects.filter(person=person).update(given_at="2026-01-01T06:00Z", withdrawn_at=f"{day}T06:00Z")


@pytest.mark.parametrize(("taken_back_on", "verdict"), [
    ("2026-10-31", ("new", "")),
    ("2026-11-01", ("refused", "consent_on")),
    ("2026-11-02", ("refused", "consent_on")),
])  # fmt: skip
def test_a_paper_signed_after_she_took_her_consent_back_counts_and_an_older_one_does_not(
    bring, confirm, cohort, taken_back_on, verdict
):
    asha = PersonFactory(name="Asha Pawar", place=cohort.place)
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=cohort.place, by=None)
    taken_back(asha, taken_back_on)
    bring(f"Asha Pawar,01-11-2026,,,{asha.user.username}\n")
    assert verdicts() == [verdict]
    confirm()
    consents = Consent.objects.filter(person=asha, withdrawn_at=None)
    signed = [(consent.mode, timezone.localdate(consent.given_at)) for consent in consents]
    assert signed == ([(ConsentMode.PAPER, date(2026, 11, 1))] if verdict[0] == "new" else [])
    assert Enrolment.objects.filter(person=asha).exists() == (verdict[0] == "new")


def test_the_same_file_again_and_a_second_press_change_nothing(bring, confirm):
    rows = "Salma Khatoon,01-11-2026,98765 43210,,\nMary Thomas,01-11-2026,98765 43211,,\n"
    bring(rows)
    confirm()
    confirm()
    bring(rows)
    assert verdicts() == [("same", ""), ("same", "")]
    confirm()
    assert Person.objects.filter(name__in=["Salma Khatoon", "Mary Thomas"]).count() == 2


def test_who_may_be_there_already_is_written_only_when_that_was_ticked(bring, confirm, cohort):
    learner_in(cohort, name="Asha Pawar")
    row = "Asha Pawar,01-11-2026,98765 43211,,\n"
    bring(row)
    confirm()
    assert Enrolment.objects.count() == 1
    bring(row)
    confirm(with_doubtful="on")
    assert Enrolment.objects.count() == 2


def test_who_was_taken_out_and_stands_on_the_list_again_comes_back_as_the_same_person(bring, confirm, cohort):
    row = "Ramesh Kumar,01-11-2026,98765 43212,man,\n"
    bring(row)
    confirm()
    withdraw_learner(Enrolment.objects.get(), by=None)
    bring(row)
    assert verdicts() == [("new", "name")]
    confirm()
    confirm()
    assert Person.objects.filter(name="Ramesh Kumar").count() == 1
    assert list(Enrolment.objects.order_by("joined_at").values_list("status", flat=True)) == ["withdrawn", "active"]
    bring(row)
    assert verdicts() == [("same", "")]


@pytest.mark.parametrize("phone", ["", "98765 43219"])
def test_who_was_taken_out_and_may_be_another_is_no_second_person_without_a_word(bring, confirm, phone):
    bring("Ramesh Kumar,01-11-2026,98765 43212,man,\n")
    confirm()
    withdraw_learner(Enrolment.objects.get(), by=None)
    bring(f"Ramesh Kumar,01-11-2026,{phone},man,\n")
    assert verdicts() == [("possible_duplicate", "name")]
    confirm()
    assert Person.objects.filter(name="Ramesh Kumar").count() == 1


def test_who_left_and_took_her_consent_back_does_not_come_back_by_the_old_paper(bring, confirm):
    row = "Ramesh Kumar,01-11-2026,98765 43212,man,\n"
    bring(row)
    confirm()
    withdraw_learner(Enrolment.objects.get(), by=None)
    taken_back(Person.objects.get(name="Ramesh Kumar"), "2026-11-02")
    bring(row)
    assert verdicts() == [("refused", "consent_on")]


def test_a_member_code_under_another_name_is_asked_about_with_both_names(bring, confirm, cohort, trainer):
    other = CohortFactory()
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    devaki = learner_in(other, name="Devaki Nair")
    page = trainer.get(bring(f"Wrong Name,01-11-2026,,,{devaki.user.username}\n").url).text
    assert verdicts() == [("possible_duplicate", "member_code")]
    assert f"{devaki.user.username} is the member code of Devaki Nair. Write it only where Wrong Name is" in page
    confirm()
    assert not cohort.enrolments.filter(person=devaki).exists()


def test_a_full_cohort_refuses_the_rows_that_find_no_place_and_they_are_a_file_to_mend(bring, confirm, trainer, cohort):
    bring("".join(f"Asha {number},01-11-2026,98765 4321{number},,\n" for number in range(6)))
    brought = confirm()
    assert Enrolment.objects.active().filter(cohort=cohort).count() == 4
    answer = trainer.get(reverse("exchange:refused-rows", args=[brought.pk]))
    file = b"".join(answer.streaming_content).decode()
    assert file.count("Asha ") == 2
    assert "This cohort is full" in file


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


def test_somebody_elses_import_is_not_there(bring, sign_in, cohort):
    bring("Salma Khatoon,01-11-2026,,,\n")
    brought = Import.objects.get()
    for person in (trainer_of(CohortFactory()), PersonFactory(), trainer_of(cohort)):
        assert sign_in(person).get(reverse("exchange:import", args=[brought.pk])).status_code == 404


def test_what_was_brought_in_is_cleared_after_a_month(bring):
    bring("Salma Khatoon,01-11-2026,,,\n")
    Import.objects.update(created_at="2026-01-01T00:00:00Z")
    purge_old_imports({})
    assert not ImportRow.objects.exists()


PLACES = "Level,LGD code,Name,Level of the place above,LGD code of the place above,Name in Hindi\n"


@pytest.fixture
def keeper(client):
    """Staff who may change places."""
    client.force_login(UserFactory(is_staff=True, is_superuser=True), backend="people.auth.SharedPhoneBackend")
    return client


def test_places_are_brought_in_below_places_of_the_same_file(keeper, django_capture_on_commit_callbacks):
    rows = (
        "state,29,Karnataka,,,\nDistrict,9901,Nadi,state,29,नदी\nvillage,77,Lost,block,1,\n"
        "village,7x,,village,1,\ndistrict,09901,Nadi again,State,29,\n"
    )
    address = reverse("exchange:start", args=["places"])
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(address, {"file": SimpleUploadedFile("places.csv", (PLACES + rows).encode())})
    assert verdicts() == [
        ("new", ""),
        ("new", ""),
        ("refused", "parent_lgd_code"),
        ("refused", "lgd_code name parent_level"),
        ("refused", ""),
    ]
    assert not Place.objects.exists()
    brought = Import.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(reverse("exchange:confirm", args=[brought.pk]))
    district = Place.objects.get(lgd_code=9901)
    assert (district.parent.name, district.local_names) == ("Karnataka", {"hi": "नदी"})


def test_the_way_to_places_stands_in_the_admin_for_who_may_change_them(keeper, client):
    page = keeper.get("/admin/snippets/people/organisation/").content.decode()
    assert reverse("exchange:start", args=["places"]) in page


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


def test_a_name_spelt_by_ear_with_the_same_phone_may_be_the_same_person(bring, confirm, cohort):
    bring("Lakshmi Gowda,23-11-2026,98765 43210,woman,\n")
    confirm()
    heard = [f"{name},23-11-2026,98765 43210,woman,\n" for name in ("Laxmi Gowda", "ಲಕ್ಷ್ಮಿ ಗೌಡ")]
    bring("".join([*heard, "Laxmi Gowda,23-11-2026,,woman,\n"]))
    assert verdicts() == [("possible_duplicate", "phone"), ("possible_duplicate", "phone"), ("new", "")]
    confirm()
    assert cohort.enrolments.count() == 2


def test_who_has_asked_to_join_is_brought_in_as_herself(bring, confirm, cohort):
    Cohort.objects.update(starts_on=timezone.localdate() + timedelta(days=5))
    asha = PersonFactory(name="Asha Pawar", contact_phone="+919876543210")
    apply_to(cohort, asha, by=asha.user)
    bring("Asha Pawar,23-11-2026,98765 43210,woman,\n")
    assert verdicts() == [("new", "name")]
    confirm()
    assert Enrolment.objects.active().get().person == asha


@pytest.mark.parametrize("day", ["23-11-2026", "23/11/2026", "23.11.2026", "2026-11-23", "२३-११-२०२६"])
def test_a_day_may_be_written_in_any_of_the_ways_people_write_it(bring, day):
    bring(f"Asha Pawar,{day},,woman,\n")
    assert verdicts() == [("new", "")]


def test_a_day_that_cannot_be_read_is_named_with_its_cell(bring):
    bring("Asha Pawar,11/23/2026,,woman,\nLata Naik,tomorrow,,woman,\n")
    assert verdicts() == [("refused", "consent_on"), ("refused", "consent_on")]
