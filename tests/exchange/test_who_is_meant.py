"""Of whom a row of a list speaks: somebody new, somebody known, somebody who may be the same; and her consent."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cohorts.imports import PEOPLE, Learners
from cohorts.models import Cohort, Enrolment
from cohorts.services import apply_to, withdraw_learner
from exchange.kinds import Asked
from people.enums import ConsentMode, Role
from people.models import Consent, Person
from people.services import grant_role
from tests.exchange.bringing import verdicts
from tests.factories import CohortFactory, PersonFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


def test_the_code_of_somebody_the_trainer_does_not_know_is_refused_as_a_code_that_nobody_has(bring, confirm, trainer):
    stranger = learner_in(CohortFactory(), name="Salma Khatoon")
    page = trainer.get(bring(f"Salma Khatoon,01-11-2026,,,{stranger.user.username}\nX,01-11-2026,,,M999999\n").url).text
    assert verdicts() == [("refused", "member_code"), ("refused", "member_code")]
    assert page.count("You know nobody with this member code.") == 2
    confirm()
    assert stranger.enrolments.count() == 1


def test_of_a_colleague_it_is_said_that_she_trains_the_cohort_and_of_no_other_trainer(bring, confirm, cohort, trainer):
    colleague, elsewhere = PersonFactory(name="Meena Rao"), trainer_of(CohortFactory())
    grant_role(colleague, role=Role.TRAINER, over=cohort.organisation, by=None)
    code, other = colleague.user.username, elsewhere.user.username
    page = trainer.get(
        bring(
            f"Meena Rao,01-11-2026,,,{code}\n"
            f"Salma Khatoon,01-11-2026,,,{code}\n"  # who only guesses the code learns nothing by it
            f"{elsewhere.name},01-11-2026,,,{other}\n"
        ).url
    ).text
    assert verdicts() == [("refused", "member_code")] * 3
    assert page.count("She trains or runs this cohort, so she cannot learn in it too.") == 1
    assert page.count("You know nobody with this member code.") == 2
    confirm()
    assert not colleague.enrolments.exists()


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


def test_who_may_be_there_already_is_written_only_when_that_was_chosen(bring, confirm, cohort):
    learner_in(cohort, name="Asha Pawar")
    row = "Asha Pawar,01-11-2026,98765 43211,,\n"
    bring(row)
    confirm()
    assert Enrolment.objects.count() == 1
    bring(row)
    confirm(chosen="name")
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


def test_a_name_spelt_by_ear_with_the_same_phone_may_be_the_same_person(bring, confirm, cohort):
    bring("Lakshmi Gowda,23-11-2026,98765 43210,woman,\n")
    confirm()
    heard = [f"{name},23-11-2026,98765 43210,woman,\n" for name in ("Laxmi Gowda", "ಲಕ್ಷ್ಮಿ ಗೌಡ")]
    bring("".join([*heard, "Laxmi Gowda,23-11-2026,,woman,\n"]))
    doubtful = "possible_duplicate"
    assert verdicts() == [(doubtful, "phone"), (doubtful, "phone"), (doubtful, "name")]
    confirm()
    assert cohort.enrolments.count() == 1


def test_who_has_asked_to_join_is_brought_in_as_herself(bring, confirm, cohort):
    Cohort.objects.update(starts_on=timezone.localdate() + timedelta(days=5))
    asha = PersonFactory(name="Asha Pawar", contact_phone="+919876543210")
    apply_to(cohort, asha, by=asha.user)
    bring("Asha Pawar,23-11-2026,98765 43210,woman,\n")
    assert verdicts() == [("new", "name")]
    confirm()
    assert Enrolment.objects.active().get().person == asha


def test_who_may_be_she_of_a_row_above_is_said_to_be_so_before_anything_is_written(bring, confirm, cohort):
    rows = (
        "Lakshmi Gowda,23-11-2026,98765 43210,woman,\n"
        "Laxmi Gowda,23-11-2026,98765 43210,woman,\n"
        "Lakshmi  GOWDA,23-11-2026,98765 43211,woman,\n"
        "Asha Pawar,31-02-2026,,woman,\n"
        "Asha Pawar,23-11-2026,,woman,\n"
    )
    bring(rows)
    checked = verdicts()
    assert checked == [
        ("new", ""),
        ("possible_duplicate", "phone"),
        ("possible_duplicate", "name"),
        ("refused", "consent_on"),
        ("new", ""),
    ]
    confirm()
    assert verdicts() == checked
    assert cohort.enrolments.count() == 2


def test_however_many_are_known_a_row_is_judged_with_as_many_queries(trainer, cohort, django_assert_num_queries):
    asked = Asked(str(cohort.pk), trainer_of(cohort).user, "en")
    form = PEOPLE.form({"name": "Salma Khatoon", "consent_on": "01-11-2026", "phone": "98765 43210"})
    assert form.is_valid()
    row = form.cleaned_data
    PEOPLE.batch([row], asked)
    for number in (2, 20):
        for _ in range(number):
            learner_in(cohort)
        with django_assert_num_queries(8):
            batch = PEOPLE.batch([row], Asked(asked.about, asked.by, "en"))
            assert batch.judge(row).verdict == "new"


def test_who_takes_part_elsewhere_is_brought_in_with_the_name_of_that_cohort(bring, confirm, cohort, trainer):
    other, over = CohortFactory(name="MOVE Wardha"), CohortFactory(name="TED Wardha")
    asha = learner_in(other, name="Asha Pawar")
    asha.enrolments.create(cohort=over)
    today = timezone.localdate()
    Cohort.objects.filter(pk=over.pk).update(starts_on=today - timedelta(days=60), ends_on=today - timedelta(days=1))
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    page = trainer.get(bring(f"Asha Pawar,01-11-2026,,,{asha.user.username}\n").url).text
    assert "She takes part in MOVE Wardha now." in page
    assert [verdict for verdict, _column in verdicts()] == ["new"]
    confirm()
    assert Enrolment.objects.active().filter(cohort=cohort, person=asha).exists()


def test_the_check_says_of_whom_there_is_no_room_as_writing_does(bring, confirm, cohort, trainer):
    cohort.capacity = Enrolment.objects.with_or_after_a_place().filter(cohort=cohort).count() + 2
    cohort.save(update_fields=["capacity"])
    names = ("Asha Pawar", "Lata Kale", "Mary Kujur")
    rows = "".join(f"{name},01-11-2026,98765 4321{number},,\n" for number, name in enumerate(names))
    page = trainer.get(bring(rows).url).text
    checked = verdicts()
    assert [verdict for verdict, _column in checked] == ["new", "new", "refused"]
    assert page.count("No place is free for her.") == 1
    confirm()
    assert verdicts() == checked
    assert Enrolment.objects.active().filter(cohort=cohort, person__name__in=names).count() == 2


@pytest.mark.parametrize(("state", "days_over", "sentence"), [
    ("planned", 0, "This cohort is only planned. Open it on its page first, then bring her in."),
    ("closed", 0, "This cohort is over: nobody is brought into it any more."),
    ("running", 1, "This cohort is over: nobody is brought into it any more."),
])  # fmt: skip
def test_why_a_cohort_takes_nobody_is_said_to_who_brings_the_list_in_not_to_a_learner(
    bring, confirm, cohort, trainer, state, days_over, sentence
):
    today = timezone.localdate()
    ends_on = today - timedelta(days=days_over)
    rows = "Asha Pawar,01-11-2026,98765 43211,,\n"
    shut = {"state": state, "starts_on": today - timedelta(days=60), "ends_on": ends_on}
    address = bring(rows).url
    Cohort.objects.filter(pk=cohort.pk).update(**shut)
    confirm()
    for page in (trainer.get(address).text, trainer.get(bring(rows).url).text):
        assert sentence in page
        assert "your trainer" not in page
        assert [verdict for verdict, _column in verdicts()] == ["refused"]


def test_a_row_in_doubt_about_a_member_code_does_not_stand_in_the_way_of_the_true_one_below(
    bring, confirm, cohort, trainer
):
    other = CohortFactory()
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    devaki = learner_in(other, name="Devaki Nair")
    rows = "".join(f"{name},01-11-2026,,,{devaki.user.username}\n" for name in ("Wrong Name", "Devaki Nair", "Devaki"))
    bring(rows)
    assert verdicts() == [("possible_duplicate", "member_code"), ("new", ""), ("refused", "")]
    confirm()
    assert cohort.enrolments.filter(person=devaki).count() == 1


def test_who_is_deleted_while_the_list_is_written_is_refused_by_her_row_and_the_others_are_written(
    bring, confirm, cohort, trainer, monkeypatch
):
    other = CohortFactory()
    grant_role(Person.objects.get(name="Rukmini Hegde"), role=Role.TRAINER, over=other, by=None)
    codes = {name: learner_in(other, name=name).user.username for name in ("Asha Pawar", "Mary Kujur", "Devaki Nair")}
    address = bring("".join(f"{name},01-11-2026,,,{code}\n" for name, code in codes.items())).url
    written = Learners.write

    def deleted_first(batch, row):
        if row["name"] == "Mary Kujur":
            gone = Person.objects.get(name="Mary Kujur")
            gone.enrolments.all().delete()
            gone.delete()
        written(batch, row)

    monkeypatch.setattr(Learners, "write", deleted_first)
    confirm()
    assert verdicts() == [("new", ""), ("refused", ""), ("new", "")]
    assert "What was known of her has been deleted meanwhile." in trainer.get(address).text
    assert set(cohort.enrolments.values_list("person__name", flat=True)) == {"Asha Pawar", "Devaki Nair"}
