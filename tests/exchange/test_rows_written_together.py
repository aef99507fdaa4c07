"""Rows of a list are judged and written few at a time: with as few statements, and with the fate they have alone."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cohorts.imports import PEOPLE
from cohorts.models import Cohort, Enrolment, LearnerSummary
from cohorts.queries import who_is_meant
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from exchange.enums import ImportStage
from exchange.models import Import, ImportRow
from exchange.services import _keep as kept
from exchange.services import _write as written_together
from exchange.services import check, take_file, write
from jobs.models import Job
from people.enums import Role
from people.models import Consent, Person
from people.services import grant_role
from tests.exchange.bringing import HEAD
from tests.factories import CohortFactory, learner_in, notice, trainer_of

pytestmark = pytest.mark.django_db

# Each row leans on one above it or on who is known: in one batch it must come to the same as alone.
LEANING = (
    "Lakshmi Gowda,01-11-2026,98765 43210,woman,\n"
    "Laxmi Gowda,01-11-2026,98765 43210,woman,\n"
    "Lakshmi Gowda,01-11-2026,,woman,\n"
    "Lakshmi Gowda,01-11-2026,98765 43211,woman,\n"
    "LAKSHMI GOWDA,02-11-2026,+91 98765 43210,,\n"
    "Mary Thomas,31-02-2026,98765 43220,,\n"
    "Mary Thomas,01-11-2026,98765 43220,,\n"
    "Asha Pawar,01-11-2026,,,{code}\n"
    "Asha Pawar,01-11-2026,98765 43230,,\n"
    "Asha Pawar,01-11-2026,,,\n"
    "Nobody,01-11-2026,,,M999999\n"
    "Ramesh Kumar,01-11-2026,98765 43240,man,\n"
    "Ramesh Kumar,01-11-2026,,man,\n"
    "Devaki Nair,01-11-2026,,woman,\n"
    "Salma Khatoon,01-11-2026,98765 43250,woman,\n"
    "Bindu Rao,01-11-2026,98765 43251,woman,\n"
)


@pytest.fixture
def checked():
    """A list about a cohort, read and checked, its writing confirmed and not begun."""

    def _checked(trainer, cohort, rows: str, *, chosen: bool = False) -> Import:
        content = (HEAD + rows).encode()
        brought = take_file("learners", about=str(cohort.pk), file_name="list.csv", content=content, by=trainer.user)
        check({"import": str(brought.pk)}, lambda *args: None)
        Import.objects.filter(pk=brought.pk).update(stage=ImportStage.WRITING)
        brought.rows.update(chosen=chosen)
        return brought

    return _checked


def written(brought: Import) -> None:
    write({"import": str(brought.pk)}, lambda *args: None)


def many(number: int, phones: int) -> str:
    names = [f"{first}{second}" for first in ("Ma", "Sa", "Ra", "La", "Su") for second in ("ya", "mi", "tha", "ni")]
    return "".join(f"{names[i % 20]} {names[i // 20]},01-11-2026,{phones + i},woman,\n" for i in range(number))


def test_many_rows_are_checked_and_written_with_as_many_statements_as_few(checked):
    notice()
    cost = []
    for number, phones in ((5, 9_845_000_000), (40, 9_845_100_000)):
        cohort = CohortFactory(capacity=100)
        trainer = trainer_of(cohort)
        with CaptureQueriesContext(connection) as checking:
            brought = checked(trainer, cohort, many(number, phones))
        with CaptureQueriesContext(connection) as writing:
            written(brought)
        assert cohort.enrolments.active().count() == number
        cost.append((len(checking), len(writing)))
    assert cost[0] == cost[1]


@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize("capacity", [7, 40])
def test_every_row_has_the_fate_it_has_alone(checked, monkeypatch, chosen, capacity):
    notice()
    cohort, other = CohortFactory(capacity=capacity), CohortFactory()
    trainer = trainer_of(cohort)
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    asha, left = learner_in(other, name="Asha Pawar"), learner_in(cohort, name="Ramesh Kumar")
    Person.objects.filter(pk=asha.pk).update(contact_phone="+919876543230")
    Person.objects.filter(pk=left.pk).update(contact_phone="+919876543240")
    withdraw_learner(left.enrolments.get(), by=None)

    def fates(at_once: int) -> tuple[list, list]:
        monkeypatch.setattr("exchange.services.kind_for", lambda *args: replace(PEOPLE, at_once=at_once))
        with transaction.atomic():
            rows = LEANING.format(code=asha.user.username)
            written(checked(trainer, cohort, rows, chosen=chosen))
            said = list(ImportRow.objects.values_list("number", "verdict", "reasons", "written"))
            stays = cohort.enrolments.order_by("pk").values_list("person__name", "person__contact_phone", "status")
            there = list(stays)
            transaction.set_rollback(True)
        return said, there

    alone = fates(1)
    assert len({verdict for _, verdict, _, was_written in alone[0] if not was_written}) > 1
    assert sum(was_written for *_, was_written in alone[0]) == len(alone[1]) - 1 >= 5
    assert fates(50) == fates(3) == alone


def test_who_is_brought_in_with_others_has_all_that_one_brought_in_alone_has(checked):
    notice()
    cohort = CohortFactory(capacity=100)
    trainer = trainer_of(cohort)
    written(checked(trainer, cohort, many(3, 9_845_000_000)))
    for stay in Enrolment.objects.select_related("person"):
        consent = Consent.objects.get(person=stay.person)
        assert LearnerSummary.objects.filter(enrolment=stay, cohort=cohort).exists()
        assert stay.person_name == stay.person.name
        assert Person.objects.filter(pk=stay.person_id, search_text=stay.person.name.lower()).exists()
        told = Job.objects.get(key=f"notice:{stay.person_id}:cohort_joined:{stay.pk}:")
        assert told.payload["data"] == {"cohort": cohort.name, "opens_on": ""}
        assert told.payload["link"].endswith(f"{cohort.pk}/")
        for action, about in (
            ("person.registered", f"people.person:{stay.person_id}"),
            ("consent.given", f"people.consent:{consent.pk}"),
            ("enrolment.joined", f"cohorts.enrolment:{stay.pk}"),
        ):
            assert AuditEntry.objects.get(action=action, subject=about).by == trainer.user


def test_a_process_that_dies_between_two_batches_or_in_one_loses_and_doubles_nobody(checked, monkeypatch):
    notice()
    monkeypatch.setattr("exchange.services.kind_for", lambda *args: replace(PEOPLE, at_once=4))
    cohort = CohortFactory(capacity=100)
    brought = checked(trainer_of(cohort), cohort, many(11, 9_845_000_000))

    for before_it_dies in (1, 0):
        batches = iter(range(before_it_dies))

        def keep(rows, batches=batches):
            if next(batches, None) is None:
                raise MemoryError
            kept(rows)

        monkeypatch.setattr("exchange.services._keep", keep)
        with pytest.raises(MemoryError):
            written(brought)
        assert cohort.enrolments.count() == 4
    monkeypatch.setattr("exchange.services._keep", kept)
    written(brought)
    written(brought)
    assert cohort.enrolments.count() == Person.objects.filter(awaits_account=True).count() == 11
    assert Consent.objects.filter(person__awaits_account=True).count() == 11
    assert AuditEntry.objects.filter(action="enrolment.joined").count() == 11
    assert set(ImportRow.objects.values_list("verdict", "written")) == {("new", True)}


def test_a_row_that_is_cleared_while_the_list_is_written_takes_no_other_with_it(checked, monkeypatch):
    notice()
    cohort = CohortFactory(capacity=100)
    brought = checked(trainer_of(cohort), cohort, many(3, 9_845_000_000))

    def cleared_first(*args, **kwargs):
        ImportRow.objects.filter(number=3).delete()
        written_together(*args, **kwargs)

    monkeypatch.setattr("exchange.services._write", cleared_first)
    written(brought)
    assert cohort.enrolments.count() == 2
    assert list(ImportRow.objects.values_list("number", "written")) == [(2, True), (4, True)]


def test_of_two_lists_written_at_once_the_second_looks_who_takes_part_after_the_first(checked, locked, monkeypatch):
    notice()
    cohort = CohortFactory(capacity=100)
    brought = checked(trainer_of(cohort), cohort, many(3, 9_845_000_000))
    locked.clear()
    held_when_looked = []

    def look(*args, **kwargs):
        held_when_looked.append(Cohort in locked)
        return who_is_meant(*args, **kwargs)

    monkeypatch.setattr("cohorts.imports.batch.who_is_meant", look)
    written(brought)
    assert held_when_looked == [True]
