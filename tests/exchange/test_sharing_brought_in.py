"""A list says who signed that her results may be shared: kept with its day, added later, and never taken as said."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.imports import PEOPLE
from cohorts.models import Cohort
from core.models import AuditEntry
from exchange.kinds import Asked
from people.enums import ConsentMode, Purpose
from people.models import Consent, Person
from people.permissions import has_agreed
from people.services import give_consent, withdraw_consent
from tests.exchange.bringing import verdicts
from tests.factories import learner_in, trainer_of

pytestmark = pytest.mark.django_db

HEAD = "Name,Consent signed on paper on,Consent to share results signed on paper on,Phone,Member code\n"
SIGNED = "Salma Khatoon,01-11-2026,02-11-2026,98765 43210,\n"
NOT_SIGNED = "Salma Khatoon,01-11-2026,,98765 43210,\n"


@pytest.fixture
def bring_in(bring):
    return lambda rows: bring(rows, HEAD)


def shares(name: str) -> bool:
    return has_agreed(Person.objects.get(name=name), Purpose.SHARING)


def test_who_signed_both_papers_is_kept_with_the_day_of_each_and_an_audit_line(bring_in, confirm, trainer):
    page = trainer.get(bring_in(f"{SIGNED}Mary Thomas,01-11-2026,,98765 43211,\n").url).text
    assert verdicts() == [("new", ""), ("new", "")]
    assert "Consent to share results signed on paper on:</span> 02-11-2026" in page
    confirm()
    assert not shares("Mary Thomas")
    consents = Consent.objects.filter(person__name="Salma Khatoon").order_by("given_at")
    assert [(each.purpose, each.mode, timezone.localdate(each.given_at)) for each in consents] == [
        (Purpose.TRAINING, ConsentMode.PAPER, date(2026, 11, 1)),
        (Purpose.SHARING, ConsentMode.PAPER, date(2026, 11, 2)),
    ]
    for consent in consents:
        told = AuditEntry.objects.get(action="consent.given", subject=f"people.consent:{consent.pk}")
        assert told.detail == {"purpose": consent.purpose}


def test_a_later_list_adds_it_once_to_who_takes_part_and_a_list_without_it_takes_nothing_back(
    bring_in, confirm, trainer, cohort
):
    bring_in(NOT_SIGNED)
    confirm()
    page = trainer.get(bring_in(SIGNED).url).text
    assert verdicts() == [("changed", "sharing_on")]
    assert "That she signed this was not known before." in page
    assert not shares("Salma Khatoon")
    confirm()
    assert shares("Salma Khatoon")
    for rows in (SIGNED, NOT_SIGNED):
        bring_in(rows)
        assert verdicts() == [("same", "")]
        confirm()
    assert Consent.objects.filter(person__name="Salma Khatoon", withdrawn_at=None).count() == 2
    assert cohort.enrolments.count() == 1


@pytest.mark.parametrize("state", ["running", "closed"])
def test_it_is_added_by_code_to_who_takes_part_though_the_cohort_takes_nobody(bring_in, confirm, cohort, state):
    asha = learner_in(cohort, name="Asha Pawar")
    Cohort.objects.update(state=state, capacity=1)
    bring_in(f"Asha Pawar,01-11-2026,01-11-2026,,{asha.user.username}\n")
    assert verdicts() == [("changed", "sharing_on")]
    confirm()
    assert shares("Asha Pawar")
    assert cohort.enrolments.count() == 1


def test_by_a_bare_name_it_is_asked_whether_it_is_she_before_anything_of_hers_is_shared(bring_in, confirm, cohort):
    learner_in(cohort, name="Asha Pawar")
    for chosen, is_shared in (("", False), ("sharing_on", True)):
        bring_in("Asha Pawar,01-11-2026,01-11-2026,,\n")
        assert verdicts() == [("possible_duplicate", "sharing_on")]
        confirm(chosen=chosen)
        assert shares("Asha Pawar") is is_shared
    assert cohort.enrolments.count() == 1


def test_of_two_of_one_name_it_is_written_of_none_before_it_is_said_who_signed(bring_in, confirm, cohort):
    first, second = learner_in(cohort, name="Asha Pawar"), learner_in(cohort, name="Asha Pawar")
    rows = "Asha Pawar,01-11-2026,01-11-2026,,\n"
    bring_in(rows)
    assert verdicts() == [("refused", "name")]
    confirm()
    assert not Consent.objects.filter(purpose=Purpose.SHARING).exists()
    bring_in(f"Asha Pawar,01-11-2026,01-11-2026,,{second.user.username}\n")
    confirm()
    assert (has_agreed(first, Purpose.SHARING), has_agreed(second, Purpose.SHARING)) == (False, True)


def test_a_list_with_two_of_one_name_of_whom_the_first_signed_says_the_same_when_it_comes_again(bring, confirm, cohort):
    head = HEAD.replace("Phone", "Which of this name")
    rows = "Sita Munda,01-11-2026,01-11-2026,,\nSita Munda,01-11-2026,,2,\n"
    for said in ("new", "same"):
        bring(rows, head)
        assert [verdict for verdict, _why in verdicts()] == [said] * 2
        confirm()
    assert Consent.objects.filter(purpose=Purpose.SHARING).count() == 1
    assert cohort.enrolments.count() == 2


@pytest.mark.parametrize(("taken_back_on", "verdict"), [
    ("2026-11-01", ("changed", "sharing_on")),
    ("2026-11-02", ("refused", "sharing_on")),
    ("2026-11-20", ("refused", "sharing_on")),
])  # fmt: skip
def test_a_paper_older_than_her_taking_it_back_is_not_taken(bring_in, confirm, taken_back_on, verdict):
    bring_in(SIGNED)
    confirm()
    salma = Person.objects.get(name="Salma Khatoon")
    withdraw_consent(salma, purpose=Purpose.SHARING, by=None)
    Consent.objects.exclude(withdrawn_at=None).update(withdrawn_at=f"{taken_back_on}T06:00Z")
    bring_in(SIGNED)
    assert verdicts() == [verdict]
    confirm()
    assert shares("Salma Khatoon") is (verdict[0] == "changed")


def test_a_day_before_she_agreed_to_the_training_is_refused_with_its_cell(bring_in):
    bring_in("Salma Khatoon,02-11-2026,01-11-2026,,\n")
    assert verdicts() == [("refused", "sharing_on")]


def test_a_day_to_come_is_refused_with_its_cell(bring_in):
    bring_in("Salma Khatoon,01-11-2026,01-11-2999,,\n")
    assert verdicts() == [("refused", "sharing_on")]


def test_the_page_and_the_empty_file_name_the_column_and_say_what_an_empty_cell_means(trainer, cohort):
    about = f"?about={cohort.pk}"
    page = trainer.get(reverse("exchange:start", args=["learners"]) + about).text
    assert "Consent to share results signed on paper on" in page
    assert "empty where she did not sign it" in page
    file = trainer.get(reverse("exchange:empty-file", args=["learners"]) + about).getvalue().decode()
    assert ",Consent to share results signed on paper on," in file


def test_what_each_agreed_to_is_asked_once_for_all_rows(cohort):
    trainer = trainer_of(cohort)

    def cost(number: int) -> int:
        people = [learner_in(cohort) for _ in range(number)]
        for person in people[::2]:
            give_consent(person, purpose=Purpose.SHARING, language="en", by=person.user)
        signed = {"consent_on": "01-11-2026", "sharing_on": "01-11-2026"}
        forms = [PEOPLE.form({"name": each.name, "member_code": each.user.username, **signed}) for each in people]
        rows = [form.cleaned_data for form in forms if form.is_valid()]
        with CaptureQueriesContext(connection) as asked:
            batch = PEOPLE.batch(rows, Asked(str(cohort.pk), trainer.user, "en", is_check=True))
            assert [batch.judge(row).verdict for row in rows] == (["same", "changed"] * number)[:number]
        return len(asked)

    cost(1)  # what she may do is found once
    assert cost(2) == cost(12)
