"""A question goes from draft to review, into use and out of it; what was asked keeps its version."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.authoring import whole
from assessments.bank import move_question, save_question
from assessments.errors import QuestionWasChanged
from assessments.models import Attempt, AttemptQuestion, Question
from assessments.queries import history_of, questions_of_bank
from assessments.services import start_attempt
from core.models import AuditEntry
from core.searching import named
from core.states import MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing
from jobs.services import run_due_jobs
from media.models import LearningMedia
from notifications.models import Notice
from people.models import Person
from tests.assessments.test_hotspots import PARTS as PLACES
from tests.assessments.test_illustrated import MALAYALAM, WORDS, drawing
from tests.factories import PersonFactory, UserFactory, library

LIST = "/admin/snippets/assessments/question/"


@pytest.fixture
def reviewer(editor):
    """Who may take questions into use, and another who wrote them."""
    user = UserFactory(staff=True)
    user.user_permissions.add(*editor.user_permissions.all(), Permission.objects.get(codename="review_question"))
    return user


@pytest.fixture
def question(lesson, editor) -> Question:
    """A draft of the editor's beside the lesson's questions."""
    texts = {"en": {"prompt": "Who pays?", "explanation": "Because.", "options": {"a": "You", "b": "I"}, "targets": {}}}
    draft = Question(lesson=lesson, kind="choice", difficulty=1, texts=texts, answer="a", state="draft")
    return save_question(draft, by=editor)


def spoken() -> LearningMedia:
    file = ContentFile(b"ID3", name="where.mp3")
    return LearningMedia.objects.create(title="Where", type="audio", duration=3, file=file, collection=library())


def stands(question: Question) -> str:
    return reverse("wagtailsnippets_assessments_question:stands", args=[question.pk])


def prompts_asked(person: Person, lesson) -> set[str]:
    return {each.frozen["texts"]["en"]["prompt"] for each in start_attempt(person, lesson.pk).questions.all()}


def test_a_draft_is_asked_nobody_until_somebody_else_takes_it_into_use(
    question, lesson, learner, author, sign_in, reviewer
):
    press = {"version": question.version, "word": ""}
    assert "Who pays?" not in prompts_asked(learner, lesson)
    assert author.post(stands(question), {**press, "name": "send"}).status_code == 302
    page = author.get(stands(question)).text
    assert "It waits for somebody else" in page
    assert "does not take" in author.post(stands(question), {**press, "name": "approve"}).text
    assert sign_in(reviewer).post(stands(question), {**press, "name": "approve"}).status_code == 302
    assert "Who pays?" in prompts_asked(PersonFactory(), lesson)
    actions = AuditEntry.objects.filter(subject=f"assessments.question:{question.pk}").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["question.sent_to_review", "question.approved"]


def test_who_wrote_it_may_not_take_it_into_use_and_who_changes_it_becomes_its_author(question, editor, reviewer):
    editor.user_permissions.add(Permission.objects.get(codename="review_question"))
    move_question(question, "send", by=editor, version=1)
    with pytest.raises(MoveIsNotYours):
        move_question(question, "approve", by=type(editor).objects.get(pk=editor.pk), version=1)
    question.refresh_from_db()
    question.texts["en"]["prompt"] = "Who pays for it?"
    save_question(question, by=reviewer)
    with pytest.raises(MoveIsNotYours):
        move_question(question, "approve", by=reviewer, version=2)


def test_what_is_sent_back_needs_a_word_which_the_author_reads(question, author, editor, reviewer, sign_in):
    writer = PersonFactory(user=editor)
    move_question(question, "send", by=editor, version=1)
    client = sign_in(reviewer)
    page = client.post(stands(question), {"version": 1, "word": " ", "name": "send_back"})
    assert page.status_code == 200
    assert "Write down why." in page.text
    assert (
        client.post(stands(question), {"version": 1, "word": "Name the day.", "name": "send_back"}).status_code == 302
    )
    question.refresh_from_db()
    assert (question.state, question.word) == ("draft", "Name the day.")
    assert "Name the day." in sign_in(editor).get(stands(question)).text
    run_due_jobs()
    notice = Notice.objects.get(person=writer, kind="question-reviewed")
    assert notice.link == stands(question)
    move_question(question, "send", by=editor, version=1)
    with pytest.raises(ReasonIsMissing):
        move_question(question, "send_back", by=reviewer, version=1)


def test_who_looked_at_another_version_decides_nothing(question, editor, reviewer, sign_in):
    move_question(question, "send", by=editor, version=1)
    question.refresh_from_db()
    question.answer = "b"
    save_question(question, by=editor)
    with pytest.raises(QuestionWasChanged):
        move_question(question, "approve", by=reviewer, version=1)
    page = sign_in(reviewer).post(stands(question), {"version": 1, "word": "Fine.", "name": "approve"}).text
    assert "changed meanwhile" in page
    assert "Fine." in page
    assert Question.objects.get(pk=question.pk).state == "in_review"


def test_a_question_in_use_is_retired_and_brought_back(question, editor, author):
    Question.objects.update(state="in_use")
    press = {"version": 1, "word": ""}
    author.post(stands(question), {**press, "name": "retire"})
    assert Question.objects.get(pk=question.pk).state == "retired"
    author.post(stands(question), {**press, "name": "bring_back"})
    assert Question.objects.get(pk=question.pk).state == "in_use"
    with pytest.raises(MoveIsNotAllowed):
        move_question(question, "approve", by=editor, version=1)


def test_what_was_asked_keeps_its_version_and_the_page_says_who_wrote_which(question, lesson, learner, author, editor):
    Question.objects.update(state="in_use")
    attempt = start_attempt(learner, lesson.pk)
    question.refresh_from_db()
    question.texts["en"]["prompt"] = "Who pays now?"
    save_question(question, by=editor)
    start_attempt(PersonFactory(), lesson.pk)
    history = history_of(question)
    assert [(each.number, each.use.attempts, str(each.question)) for each in history.versions] == [
        (2, 1, "Who pays now?"),
        (1, 1, "Who pays?"),
    ]
    assert (history.use.attempts, history.lessons) == (2, [str(lesson)])
    asked = AttemptQuestion.objects.get(attempt=attempt, question=question)
    assert (asked.version, asked.frozen["texts"]["en"]["prompt"]) == (1, "Who pays?")
    page = author.get(stands(question)).text
    assert "Who pays now?" in page
    assert "Asked in 2 attempts" in page


def test_saving_what_is_the_same_makes_no_version(question, editor):
    question.difficulty = 3
    save_question(question, by=editor)
    assert question.version == 1
    assert not question.versions.exists()


def test_the_history_asks_as_much_for_many_versions_as_for_few(
    question, editor, lesson, learner, django_assert_num_queries
):
    Question.objects.update(state="in_use")
    start_attempt(learner, lesson.pk)
    with django_assert_num_queries(3):
        history_of(question)
    for number in range(5):
        question.texts["en"]["prompt"] = f"Who pays {number}?"
        save_question(question, by=editor)
    with django_assert_num_queries(3):
        assert len(history_of(question).versions) == 6


def test_a_reviewer_sees_and_hears_what_she_approves(lesson, author, editor):
    picture = drawing("blue")
    spot = whole("hotspot", PLACES | {"picture_en": str(picture.pk), "sound_en": str(spoken().pk)})
    question = Question(lesson=lesson, kind="hotspot", texts=spot.texts, answer=spot.answer, state="in_review")
    save_question(question, by=editor)
    page = author.get(stands(question)).text
    now, _table, version = page.partition('class="versions"')
    for part in (now, version):
        assert 'alt="A blue book"' in part
        assert "<audio" in part
        assert part.count("<rect") == 2
        assert part.count("hotspot__region--right") == 1


def test_the_page_asks_as_much_for_five_versions_with_pictures_and_sound_as_for_one(lesson, author, editor):
    Question.objects.all().delete()
    question = Question(lesson=lesson, kind="picture", difficulty=1)

    def write(number: int) -> int:
        pictures = {f"picture_{it}_en": str(drawing("red").pk) for it in "ab"}
        written = whole("picture", WORDS | MALAYALAM | pictures | {"sound_en": str(spoken().pk)})
        question.texts, question.answer = written.texts, written.answer
        save_question(question, by=editor)
        author.get(stands(question))  # the sizes are made once
        with CaptureQueriesContext(connection) as asked:
            assert author.get(stands(question)).text.count('class="seen"') == 2 * (2 + number)
        return len(asked)

    one, *_between, five = [write(number) for number in range(1, 6)]
    assert one == five


@pytest.mark.parametrize("typed", ["कीमत १२०", "क़ीमत 120", "  कीमत", "price", "ചിലവ് എന്ത്", "ADHIK"])
def test_questions_are_found_in_every_language_however_they_are_typed(lesson, typed):
    texts = {
        "en": {"prompt": "What is the price?", "options": {"a": "adhik"}},
        "hi": {"prompt": "क़ीमत 120 क्यों?"},
        "ml": {"prompt": "ചിലവ് എന്ത്?"},
    }
    Question.objects.create(lesson=lesson, kind="choice", texts=texts, answer="a")
    assert [str(each) for each in named(questions_of_bank(), typed)] == ["What is the price?"]


def test_a_new_question_is_a_draft_of_hers(author, editor, lesson):
    typed = {
        "kind": "truth", "lesson": str(lesson.pk), "difficulty": "1", "prompt_en": "Is it?", "explanation_en": "So.",
        "right_truth": "a",
    }  # fmt: skip
    assert author.post(f"{LIST}add/", typed).status_code == 302
    draft = Question.objects.get(kind="truth")
    assert (draft.state, draft.author, draft.version) == ("draft", editor, 1)
    assert draft.written_at
    assert not Attempt.objects.exists()
