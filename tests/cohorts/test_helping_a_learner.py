"""A trainer helps one learner: sees what she did, gives a new PIN, takes her out."""

from datetime import date

import pytest
from django.test import Client

from assessments.services import start_attempt, submit_attempt
from cohorts.enums import EnrolmentStatus
from cohorts.models import Enrolment
from cohorts.services import enrol, join_cohort, withdraw_learner
from core.models import AuditEntry
from courses.services import finish_lesson
from people.enums import Purpose, Role
from people.models import Person, User
from people.services import OnPaper, give_consent, grant_role, register_on_paper
from submissions.permissions import submissions_visible_to
from tests.assessments.answering import answer_all, post_answer
from tests.factories import (
    PIN,
    CohortFactory,
    PersonFactory,
    learner_in,
    mentor_of,
    notice,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(cohort):
    asha = learner_in(cohort, name="Asha Pawar")
    asha.user.set_password(PIN)
    asha.user.save()
    return asha


def page_of(cohort, person, tail=""):
    return f"/cohorts/{cohort.pk}/learners/{person.pk}/{tail}"


def new_pin_of(client, cohort, person) -> str:
    """What the page shows that follows on giving it."""
    answer = client.post(page_of(cohort, person, "pin/"))
    assert answer.url == page_of(cohort, person)
    return client.get(answer.url).context["new_pin"]


def comes_in(person, pin):
    return "login" not in Client().post("/account/login/", {"login": person.user.username, "password": pin}).get(
        "Location", "login"
    )


def test_the_page_says_what_she_has_done_and_her_member_code(sign_in, lessons, cohort, asha):
    finish_lesson(asha, lessons[0])
    page = sign_in(trainer_of(cohort)).get(page_of(cohort, asha))
    assert [(mark.title, mark.read, mark.passed) for mark in page.context["marks"]] == [
        ("Lesson 1", True, False),
        ("Lesson 2", False, False),
        ("Lesson 3", False, False),
    ]
    assert asha.user.username in page.content.decode()
    assert "1 of 3 lessons read (33%), no questions passed yet" in page.text


def test_the_page_says_how_often_she_tried_the_questions_and_how_far_she_came(sign_in, lessons, cohort, asha):
    questions_on(lessons[0])
    submit_attempt(start_attempt(asha, lessons[0].translation_key).pk)
    second = start_attempt(asha, lessons[0].translation_key)
    answer_all(second)
    submit_attempt(second.pk)
    page = sign_in(trainer_of(cohort)).get(page_of(cohort, asha))
    assert [(mark.tries.number, mark.tries.percent) for mark in page.context["marks"] if mark.tries] == [(2, 100)]
    assert "questions: 100% counts, 2 tries" in page.text


def test_who_manages_the_cohort_sees_what_she_has_done_where_she_agreed_to_share_it(sign_in, lessons, cohort, asha):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    finish_lesson(asha, lessons[0])
    page = sign_in(manager).get(page_of(cohort, asha))
    assert (page.context.get("marks"), page.context.get("late")) == (None, None)
    assert "Lesson 1" not in page.content.decode()
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    assert "Lesson 1" in sign_in(manager).get(page_of(cohort, asha)).content.decode()


def test_a_new_pin_is_shown_once_works_and_ends_the_old_one(sign_in, cohort, asha):
    client = sign_in(trainer_of(cohort))
    pin = new_pin_of(client, cohort, asha)
    assert pin not in client.get(page_of(cohort, asha)).content.decode()
    assert comes_in(asha, pin)
    assert not comes_in(asha, PIN)
    entry = AuditEntry.objects.get(action="user.pin_given")
    assert pin not in str(entry.detail)


def test_taken_out_she_no_longer_finds_the_cohort_and_keeps_what_she_learned(sign_in, lessons, cohort, asha):
    finish_lesson(asha, lessons[0])
    response = sign_in(trainer_of(cohort)).post(page_of(cohort, asha, "withdraw/"), {"left_for": "home"})
    assert response.url == f"/cohorts/{cohort.pk}/learners/"
    assert Enrolment.objects.get(person=asha).status == EnrolmentStatus.WITHDRAWN
    assert sign_in(asha).get(f"/cohorts/{cohort.pk}/").status_code == 404
    assert asha.lesson_progress.count() == 1


def test_an_answer_that_came_too_late_is_shown_to_the_trainer(sign_in, lessons, cohort, asha):
    questions_on(lessons[0])
    attempt = start_attempt(asha, lessons[0].translation_key)
    submit_attempt(attempt.pk)
    assert post_answer(sign_in(asha), attempt, 1, q1="b")["state"] == "held"
    assert post_answer(sign_in(asha), attempt, ["1", "1"], q1="b")["state"] == "held"
    page = sign_in(trainer_of(cohort)).get(page_of(cohort, asha)).content.decode()
    assert "₹3,000 by Diwali" in page
    assert "Asha" in sign_in(trainer_of(cohort)).get("/submissions/mine/").content.decode()
    assert "Where you can help" not in sign_in(learner_in(cohort)).get("/submissions/mine/").content.decode()


@pytest.mark.parametrize("tail", ["", "pin/", "withdraw/"])
def test_nobody_but_who_teaches_her_finds_any_of_it(sign_in, cohort, asha, tail):
    elsewhere = CohortFactory()
    for who in (asha, learner_in(cohort), trainer_of(elsewhere)):
        client = sign_in(who)
        answer = client.post(page_of(cohort, asha, tail)) if tail else client.get(page_of(cohort, asha))
        assert answer.status_code == 404
    assert comes_in(asha, PIN)
    assert sign_in(trainer_of(elsewhere)).post(page_of(elsewhere, asha, "pin/")).status_code == 404


def test_a_colleague_who_joined_with_the_code_keeps_her_own_pin(sign_in, cohort, asha):
    mentor = mentor_of(cohort)
    cohort.enrolments.create(person=mentor, enrolled_by=mentor.user)
    before = mentor.user.password
    assert sign_in(trainer_of(cohort)).post(page_of(cohort, mentor, "pin/")).status_code == 302
    mentor.user.refresh_from_db()
    assert mentor.user.password == before


def test_who_was_put_in_from_a_list_keeps_her_pin_until_she_joins_a_cohort_of_the_trainer_herself(sign_in, cohort):
    trainer = trainer_of(cohort)
    salma = PersonFactory(name="Salma Khatoon")
    enrol(salma, cohort, by=trainer.user)
    before = salma.user.password
    client = sign_in(trainer)
    assert "Give a new PIN" not in client.get(page_of(cohort, salma)).text
    client.post(page_of(cohort, salma, "pin/"))
    salma.user.refresh_from_db()
    assert salma.user.password == before
    other = CohortFactory(organisation=cohort.organisation)
    grant_role(trainer, role=Role.TRAINER, over=other, by=None)
    join_cohort(salma, other.code, by=salma.user)
    assert "Give a new PIN" in client.get(page_of(cohort, salma)).text
    assert comes_in(salma, new_pin_of(client, cohort, salma))


def test_a_late_answer_is_shown_to_who_may_see_the_results_of_the_course_only(sign_in, lessons, cohort, asha):
    questions_on(lessons[0])
    attempt = start_attempt(asha, lessons[0].translation_key)
    submit_attempt(attempt.pk)
    post_answer(sign_in(asha), attempt, 1, q1="b")
    manager = PersonFactory(name="Joseph Kurian")
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    elsewhere = CohortFactory()
    cohort.enrolments.model.objects.create(cohort=elsewhere, person=asha)

    def is_shown_to(viewer):
        return submissions_visible_to(Person.objects.get(pk=viewer.pk)).exists()

    trainer, of_another_course = trainer_of(cohort), trainer_of(elsewhere)
    assert (is_shown_to(trainer), is_shown_to(of_another_course), is_shown_to(manager)) == (True, False, False)
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    assert is_shown_to(manager)
    withdraw_learner(cohort.enrolments.get(person=asha), by=asha.user)
    assert (is_shown_to(trainer), is_shown_to(manager)) == (False, False)


@pytest.fixture
def on_paper(cohort):
    """Somebody of a list of the trainer."""
    notice()
    trainer = trainer_of(cohort)
    paper = OnPaper(
        name="Ramesh Kumar",
        gender="man",
        language="en",
        place=cohort.place,
        contact_phone="+919876543212",
        signed_on=date(2026, 11, 1),
    )
    person = register_on_paper(paper, by=trainer.user)
    enrol(person, cohort, by=trainer.user)
    return person


def test_who_was_brought_in_from_a_list_gets_a_member_code_and_a_first_pin_from_the_trainer(sign_in, cohort, on_paper):
    client = sign_in(trainer_of(cohort))
    assert "Give a member code and a PIN" in client.get(page_of(cohort, on_paper)).text
    pin = new_pin_of(client, cohort, on_paper)
    on_paper.refresh_from_db()
    assert (on_paper.awaits_account, str(on_paper.user.phone)) == (False, "")
    page = client.get(page_of(cohort, on_paper)).text
    assert on_paper.user.username in page
    assert pin not in page
    assert AuditEntry.objects.filter(action="user.opened_for_her").count() == 1
    again = new_pin_of(client, cohort, on_paper)
    assert not comes_in(on_paper, pin)
    assert comes_in(on_paper, again)


def test_who_trains_her_sees_the_numbers_to_call_and_who_manages_does_not(sign_in, cohort, on_paper):
    mentor = mentor_of(cohort)
    Person.objects.filter(pk=mentor.pk).update(contact_phone="+919876543213")
    manager = PersonFactory(name="Joseph Kurian")
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    page = sign_in(trainer_of(cohort)).get(page_of(cohort, on_paper)).text
    assert ("+91 98765 43212" in page, "+91 98765 43213" in page) == (True, True)
    for part in ("", "?part=card"):
        page = sign_in(manager).get(page_of(cohort, on_paper) + part).text
        assert "Ramesh Kumar" in page
        assert "tel:" not in page


def test_once_she_has_been_in_her_account_it_is_hers_alone(sign_in, cohort, on_paper):
    client = sign_in(trainer_of(cohort))
    pin = new_pin_of(client, cohort, on_paper)
    on_paper.refresh_from_db()
    assert comes_in(on_paper, pin)
    before = User.objects.get(person=on_paper).password
    client.post(page_of(cohort, on_paper, "pin/"))
    assert User.objects.get(person=on_paper).password == before


def test_whose_account_was_deleted_is_given_no_other(sign_in, cohort, on_paper):
    client = sign_in(trainer_of(cohort))
    new_pin_of(client, cohort, on_paper)
    User.objects.filter(person=on_paper).delete()
    client.post(page_of(cohort, on_paper, "pin/"))
    assert not User.objects.filter(person=on_paper).exists()


def test_nobody_else_opens_an_account_for_who_is_on_a_list(sign_in, cohort, on_paper):
    for who in (learner_in(cohort), mentor_of(cohort), trainer_of(CohortFactory())):
        assert sign_in(who).post(page_of(cohort, on_paper, "pin/")).status_code == 404
    assert not User.objects.filter(person=on_paper).exists()
