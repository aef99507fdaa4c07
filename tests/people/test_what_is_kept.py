"""She can see, and take with her, all that any app keeps about her; nothing is kept that no app tells of."""

import html
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils.functional import Promise

from assessments.enums import ANSWER, ATTEMPT_BEGIN
from assessments.services import start_attempt, submit_attempt
from core.services import record_audit
from courses.services import save_form
from gradebook.models import HandMark
from groupwork.enums import Milestone
from groupwork.models import Track
from people.models import Person, User
from people.queries import KEPT, kept_about
from talks.services import send_message
from tests.assessments.answering import answer
from tests.factories import (
    CohortFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    thread_in,
    trainer_of,
)
from tests.submissions.phone import hand_over

ROOT = Path(__file__).resolve().parents[2]
# Who wrote a page or made a row for others: about the work, not about her.
WORK = {"author", "keeper", "owner", "locked_by", "uploaded_by_user", "granted_by", "taken_by"}


def test_every_model_that_points_to_a_person_is_told_of():
    told = {kind.model for kind in KEPT}
    pointing = {
        model
        for model in apps.get_models()
        if Path(model._meta.app_config.path).parent == ROOT
        for field in model._meta.concrete_fields
        if field.related_model in (Person, User) and field.name not in WORK
    }
    assert pointing - told == set()


def test_what_is_shown_has_a_name_in_her_language_and_no_name_twice():
    for key, kind in KEPT.items():
        labels = [field.verbose_name for field in kind.fields]
        assert [label for label in labels if not isinstance(label, Promise)] == [], key
        assert len({str(label) for label in labels}) == len(labels), key


@pytest.mark.django_db
def test_the_page_shows_so_many_of_a_kind_and_the_file_all(sign_in, monkeypatch):
    monkeypatch.setattr("people.views.own_pages.MOST_ROWS_OF_A_KIND", 2)
    asha = PersonFactory()
    for number in range(3):
        record_audit(f"thing.done{number}", asha, by=asha.user)
    client = sign_in(asha)
    page = client.get("/people/me/kept/").text
    assert "Here are 2 of them; all are in the file." in page
    assert page.count("thing.done") == 2
    assert client.get("/people/me/kept/file/").text.count("thing.done") == 3
    assert "search text" not in page


@pytest.mark.django_db
def test_she_sees_what_is_kept_about_her_and_nothing_of_others(sign_in):
    cohort = CohortFactory(name="MOVE at Nadipura")
    asha = learner_in(cohort, name="Asha Pawar")
    PersonFactory(name="Salma Khatoon")
    asha.user.set_password("482719")
    asha.user.save()
    client = sign_in(asha)
    for page in ("/people/me/kept/", "/people/me/kept/file/"):
        shown = client.get(page).content.decode()
        assert "Asha Pawar" in shown
        assert "MOVE at Nadipura" in shown
        assert asha.user.username in shown
        assert "Salma" not in shown
        assert asha.user.password not in shown
    assert "attachment" in client.get("/people/me/kept/file/")["Content-Disposition"]


@pytest.mark.django_db
def test_what_she_did_is_said_in_words_not_in_keys_and_codes(sign_in):
    (lesson,) = lessons_of(course_with_lessons(1))
    questions_on(lesson)
    cohort = cohort_on(lesson.get_parent().get_parent().specific)
    asha, mentor = learner_in(cohort), mentor_of(cohort)
    attempt = start_attempt(asha, lesson.translation_key)
    answer(attempt, 1, "b")
    answer(attempt, 5, {"a": "x", "b": "y"})
    thread = thread_in(cohort, lesson, learner=asha)
    send_message(thread.pk, author=asha, message_id=uuid4(), body="Namaste")
    save_form(asha, lesson.translation_key, "goal", entry_id=uuid4(), values={"why": "School fees"}, seen={})
    client = sign_in(asha)
    begun = {"seen:lesson": str(lesson.translation_key), "seen:sealed": "rubbish"}
    hand_over(client, asha, ATTEMPT_BEGIN, uuid4(), begun)
    submit_attempt(attempt.pk)
    hand_over(client, asha, ANSWER, attempt.pk, {"position": "1", "q1": "a"})
    page = html.unescape(client.get("/people/me/kept/").text)
    frozen = attempt.questions.get(position=1).frozen["texts"]["en"]
    match = attempt.questions.get(position=5).frozen["texts"]["en"]
    for words in (
        f"{lesson.title}: {frozen['prompt']}",
        frozen["options"]["b"],
        f"{match['options']['a']} → {match['targets']['x']}",
        f"Question 1: {frozen['prompt']} · {frozen['options']['a']}",
        "School fees",
        "Questions begun",
        "Answer to a question",
    ):
        assert words in page
    for code in ("rubbish", "attempt-begin", "seen:", "{'", '{"', str(mentor.pk)):
        assert code not in page


@pytest.mark.django_db
def test_what_hangs_on_her_stay_is_told_to_her_and_to_who_wrote_it_by_the_name_of_the_activity():
    (lesson,) = lessons_of(course_with_lessons(1))
    cohort = cohort_on(lesson.get_parent().get_parent().specific)
    asha, other, trainer = learner_in(cohort), learner_in(cohort), trainer_of(cohort)
    stay = asha.enrolments.get()
    for activity in (str(lesson.translation_key), "days", str(uuid4())):
        HandMark.objects.create(enrolment=stay, activity=activity, value=70, why="On paper", marked_by=trainer.user)
    Track.objects.create(enrolment=stay, milestone=Milestone.DROPPED, reason="Moved to her parents")
    hers, written = (
        {kept.label: [dict(row) for row in kept.rows] for kept in kept_about(person)} for person in (asha, trainer)
    )
    for marks in (hers["Marks written for you by hand"], written["Marks you wrote by hand"]):
        assert [mark["activity"] for mark in marks] == [lesson.title, "Days present", ""]
    assert [row["why"] for row in hers["How far you have come"]] == ["Moved to her parents"]
    assert "How far you have come" not in {kept.label for kept in kept_about(other)}
