"""An author's form for questions, its list and what it refuses."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import QueryDict
from django.utils import timezone
from pydantic import TypeAdapter

from assessments.authoring import whole
from assessments.content_files import QuestionEntry
from assessments.enums import QuestionKind
from assessments.models import Attempt, AttemptQuestion, Question, Quiz
from assessments.queries import questions_of_bank, shown_questions
from assessments.services import start_attempt
from courses.models import Lesson, LessonPage
from people.enums import Role
from people.services import grant_role
from tests.factories import (
    QUESTIONS,
    PersonFactory,
    PlaceFactory,
    UserFactory,
    course_with_lessons,
    lesson_without_page,
    lessons_of,
    questions_on,
)

LIST = "/admin/snippets/assessments/question/"
NEW = f"{LIST}add/"
# One field of several buttons.
NAMED_SEVERAL_TIMES = ("kind", "right_choice", "right_several", "right_truth")
WRITTEN = {
    "choice": {"option_a_en": "Earn more", "option_b_en": "₹3,000 by Diwali", "right_choice": "b"},
    "multiple": {
        "option_a_en": "Rent",
        "option_b_en": "Drawings",
        "option_c_en": "Wages",
        "right_several": ["a", "c"],
    },
    "numeric": {"number": "₹ 1,540", "unit_en": "₹", "tolerance": "0.5"},
    "calculated": {
        "prompt_en": "One sells for ₹{price} and costs ₹{cost}. What is left of one?",
        "explanation_en": "₹{price} less ₹{cost} leaves ₹{price - cost}.",
        "numbers": "price = 20 to 60 step 5\r\n cost = 10, 12 ",
        "formula": "price − cost",
        "unit_en": "₹",
    },
    "truth": {"right_truth": "b", "reply_a_en": "Drawings are not a cost."},
    "mistake": {"option_a_en": "Sales 540", "option_b_en": "Cost 300", "option_c_en": "Left 340", "right_choice": "c"},
    "short": {"accepted_en": "cash book\r\n\r\nday book "},
    "blanks": {"passage_en": "Item | ₹\r\nSales | [540]\r\nLeft | [240 / 240 rupees]", "tolerance": "1"},
    "order": {"option_a_en": "Greet", "option_b_en": "Serve", "option_c_en": "Bill"},
    "match": {
        "option_a_en": "Hotel",
        "partner_a_en": "5 kg",
        "option_b_en": "Hostel",
        "partner_b_en": "Jar",
        "partner_c_en": "Sachet",
    },
}
ANSWERS = {
    "choice": "b",
    "multiple": ["a", "c"],
    "numeric": {"value": "1540", "tolerance_percent": 0.5},
    "calculated": {
        "formula": "price − cost",
        "numbers": {"price": "20 to 60 step 5", "cost": "10, 12"},
        "decimals": 0,
        "tolerance_percent": 0,
    },
    "truth": "b",
    "mistake": "c",
    "short": {"en": ["cash book", "day book"]},
    "blanks": {"blanks": {"a": {"en": ["540"]}, "b": {"en": ["240", "240 rupees"]}}, "tolerance_percent": 1},
    "order": ["Greet", "Serve", "Bill"],
    "match": {"Hotel": "5 kg", "Hostel": "Jar"},
}


def in_text(question: Question) -> object:
    """The right answer; of steps and pairs by what they say, for their keys are mixed."""
    text, answer = question.texts["en"], question.answer
    if question.kind == "order":
        return [text["options"][key] for key in answer]
    if question.kind == "match":
        return {text["options"][key]: text["targets"][partner] for key, partner in answer.items()}
    return answer


@pytest.fixture
def lesson(db) -> Lesson:
    return Lesson.objects.get(pk=lessons_of(course_with_lessons(2))[0].translation_key)


@pytest.fixture
def author(sign_in, db):
    """Somebody who may write questions and no more."""
    group = Group.objects.create(name="Authors")
    group.permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "add_question", "change_question", "view_question"])
    )
    editor = UserFactory(staff=True)
    editor.groups.add(group)
    return sign_in(editor)


@pytest.fixture
def typed(lesson):
    """What the form sends for a new question of a kind."""

    def _typed(kind: str, /, **changes) -> dict:
        texts = {"prompt_en": "Which one?", "explanation_en": "Because."}
        about = {"kind": kind, "lesson": str(lesson.pk), "difficulty": "2"}
        return {**about, **texts, **WRITTEN[kind], **changes}

    return _typed


def errors_after(author, data, address=NEW) -> dict:
    response = author.post(address, data)
    assert response.status_code == 200, "saved"
    assert "pydantic" not in response.content.decode()
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def as_typed(question: Question, author) -> dict:
    """What the form of a question would send back untouched."""
    form = author.get(f"{LIST}edit/{question.pk}/").context["form"]
    values = {bound.name: bound.value() for bound in form}
    return {name: value for name, value in values.items() if value is not None}


@pytest.mark.parametrize("kind", list(WRITTEN))
def test_a_question_of_each_kind_is_saved_and_has_the_shape_of_a_files_entry(author, typed, lesson, kind):
    response = author.post(NEW, typed(kind))
    assert response.status_code == 302, response.context["form"].errors
    question = Question.objects.get()
    assert (question.kind, question.difficulty, question.lesson) == (kind, 2, lesson)
    assert in_text(question) == ANSWERS[kind]
    entry = {"key": "typed", "kind": kind, "text": question.texts, "answer": question.answer}
    assert TypeAdapter(QuestionEntry).validate_python(entry)


def test_the_keys_of_steps_and_partners_do_not_give_away_what_is_right():
    asked = [{"prompt_en": f"Question {number}", "explanation_en": "Because."} for number in range(12)]
    assert len({tuple(whole("order", each | WRITTEN["order"]).answer) for each in asked}) > 2
    assert len({tuple(whole("match", each | WRITTEN["match"]).answer.items()) for each in asked}) > 2


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("choice", {"kind": ""}, "kind"),
        ("choice", {"lesson": ""}, "lesson"),
        ("choice", {"lesson": str(uuid4())}, "lesson"),
        ("choice", {"prompt_en": " \u200d"}, "prompt_en"),
        ("choice", {"explanation_en": ""}, "explanation_en"),
        ("choice", {"prompt_en": "x" * 501}, "prompt_en"),
        ("choice", {"option_b_en": ""}, "option_b_en"),
        ("choice", {"option_b_en": "earn more"}, "option_b_en"),
        ("choice", {"right_choice": ""}, "right_choice"),
        ("choice", {"right_choice": "d"}, "right_choice"),
        ("multiple", {"right_several": []}, "right_several"),
        ("multiple", {"right_several": ["a", "b", "c"]}, "right_several"),
        ("multiple", {"right_several": ["a", "f"]}, "right_several"),
        ("numeric", {"number": ""}, "number"),
        ("numeric", {"number": "about 5"}, "number"),
        ("numeric", {"tolerance": "11"}, "tolerance"),
        ("numeric", {"tolerance": "abc"}, "tolerance"),
        ("calculated", {"numbers": ""}, "numbers"),
        ("calculated", {"numbers": "price: 20"}, "numbers"),
        ("calculated", {"numbers": "price = 60 to 20\ncost = 10"}, "numbers"),
        ("calculated", {"numbers": "price = 1 to 1000000\ncost = 10"}, "numbers"),
        ("calculated", {"formula": ""}, "formula"),
        ("calculated", {"formula": "price - costs"}, "formula"),
        ("calculated", {"formula": "price.real"}, "formula"),
        ("calculated", {"formula": "9^9^9^price"}, "formula"),
        ("calculated", {"formula": "price / (cost - 12)"}, "formula"),
        ("calculated", {"decimals": "9"}, "decimals"),
        ("calculated", {"tolerance": "11"}, "tolerance"),
        ("calculated", {"explanation_en": "It is {profit}."}, "explanation_en"),
        ("calculated", {"prompt_en": "It costs {price."}, "prompt_en"),
        ("calculated", {"prompt_hi": "{price", "explanation_hi": "क्योंकि"}, "prompt_hi"),
        ("truth", {"right_truth": ""}, "right_truth"),
        ("truth", {"reply_b_en": "So it is."}, "reply_b_en"),
        ("truth", {"prompt_hi": "क्या?", "explanation_hi": "क्योंकि"}, "reply_a_hi"),
        (
            "choice",
            {"prompt_hi": "क्या?", "explanation_hi": "क", "option_a_hi": "1", "option_b_hi": "2", "reply_a_hi": "3"},
            "reply_a_hi",
        ),
        ("mistake", {"right_choice": ""}, "right_choice"),
        ("short", {"accepted_en": " "}, "accepted_en"),
        ("short", {"accepted_en": "x" * 101}, "accepted_en"),
        ("short", {"prompt_hi": "क्या?", "explanation_hi": "क्योंकि"}, "accepted_hi"),
        ("blanks", {"passage_en": "No blank"}, "passage_en"),
        ("blanks", {"passage_en": "One [540"}, "passage_en"),
        ("blanks", {"passage_en": "One [ ]"}, "passage_en"),
        ("blanks", {"passage_en": "[1] " * 13}, "passage_en"),
        ("blanks", {"passage_hi": "[540]", "prompt_hi": "क्या?", "explanation_hi": "क्योंकि"}, "passage_hi"),
        ("blanks", {"tolerance": "11"}, "tolerance"),
        ("order", {"option_b_en": "", "option_c_en": ""}, "option_b_en"),
        ("match", {"partner_b_en": ""}, "partner_b_en"),
        ("match", {"option_b_en": "", "partner_b_en": ""}, "option_b_en"),
        ("choice", {"prompt_hi": "कौन सा?"}, "explanation_hi"),
        ("choice", {"prompt_hi": "कौन सा?", "explanation_hi": "क्योंकि", "option_a_hi": "एक"}, "option_b_hi"),
        ("choice", {"option_d_hi": "चार"}, "option_d_hi"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(typed, kind, changes, field):
    form = Question.snippet_viewset.get_form_class()(QueryDict(urlencode(typed(kind, **changes), doseq=True)))
    assert field in form.errors
    assert "__all__" not in form.errors
    assert "pydantic" not in str(form.errors)


def test_while_anything_is_wrong_nothing_is_saved_and_the_form_comes_back(author, typed):
    assert "right_choice" in errors_after(author, typed("choice", right_choice="d"))
    assert not Question.objects.exists()


def test_a_question_tests_what_its_lesson_teaches_unless_another_is_chosen(author, typed, lesson):
    other = lessons_of(course_with_lessons(2, slug="other"))[1]
    choices = author.get(NEW).context["form"].fields["objective"].choices
    assert choices[0] == ("", "What its own lesson teaches")
    assert (other.translation_key, other.outcome) in [each for _module, group in choices[1:] for each in group]
    author.post(NEW, typed("choice"))
    author.post(NEW, typed("order", objective=str(other.translation_key)))
    assert [each.objective_id for each in Question.objects.order_by("pk")] == [None, other.translation_key]


def test_an_empty_form_says_what_is_missing_in_plain_words(author, lesson):
    errors = errors_after(author, {})
    assert {"kind", "lesson", "difficulty"} <= set(errors)


def test_what_is_not_of_the_kind_is_left_out(author, typed):
    extra = {"unit_en": "kg", "number": "3", "partner_a_en": "left from another kind"}
    assert author.post(NEW, typed("choice", **extra)).status_code == 302
    text = Question.objects.get().texts["en"]
    assert (text["unit"], text["targets"]) == ("", {})


def test_another_language_has_the_same_options_under_the_same_keys(author, typed):
    hindi = {"prompt_hi": "कौन सा?", "explanation_hi": "क्योंकि", "option_a_hi": "एक", "option_b_hi": "दो"}
    assert author.post(NEW, typed("choice", **hindi)).status_code == 302
    texts = Question.objects.get().texts
    assert set(texts) == {"en", "hi"}
    assert texts["hi"]["options"] == {"a": "एक", "b": "दो"}


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_saving_an_untouched_question_changes_nothing_of_it(author, lesson, number):
    questions_on(lesson)
    question = Question.objects.order_by("pk")[number]
    assert author.post(f"{LIST}edit/{question.pk}/", as_typed(question, author)).status_code == 302
    again = Question.objects.get(pk=question.pk)
    assert (again.kind, again.texts, again.lesson_id) == (question.kind, question.texts, question.lesson_id)
    assert again.answer == question.answer


def test_the_lesson_is_chosen_by_its_title_under_its_course_and_module(author, lesson):
    page = author.get(NEW).content.decode()
    assert f'<option value="{lesson.pk}">{lesson.title}</option>' in page
    groups = [str(name) for name, _ in author.get(NEW).context["form"].fields["lesson"].choices]
    assert any(" – " in name for name in groups)


def test_each_field_stands_once_on_the_page_so_that_what_is_typed_is_what_is_sent(author, lesson):
    response = author.get(NEW)
    page = response.content.decode()
    names = [name for name in response.context["form"].fields if name not in NAMED_SEVERAL_TIMES]
    assert {name: page.count(f'name="{name}"') for name in names} == dict.fromkeys(names, 1)
    assert page.count('name="kind"') == len(QuestionKind)


def test_the_page_of_the_form_has_no_script_of_its_own_in_it(author, lesson):
    page = author.get(NEW).content.decode()
    assert "assessments/question_kind.js" in page
    assert 'data-kinds="choice picture mistake"' in page


def test_the_list_is_searched_in_every_language(author, lesson):
    texts = {"en": {"prompt": "A goal?", "explanation": "."}, "hi": {"prompt": "लक्ष्य क्या है?", "explanation": "."}}
    Question.objects.create(lesson=lesson, kind="choice", texts=texts, answer="a")
    Question.objects.create(lesson=lesson, kind="choice", texts={"en": {"prompt": "A cost?"}}, answer="a")
    assert found(author, "?q=लक्ष्य") == ["A goal?"]
    assert found(author, "?q=cost") == ["A cost?"]


def test_the_list_is_narrowed_by_course_lesson_kind_difficulty_and_state(author, lesson):
    questions_on(lesson)
    questions_on(lesson_without_page())
    hard = Question.objects.filter(lesson=lesson, kind="order").get()
    Question.objects.filter(pk=hard.pk).update(difficulty=3, state="retired")
    assert len(found(author, f"?lesson={lesson.pk}")) == 5
    assert len(found(author, f"?course={lesson.course_key}")) == 5
    assert len(found(author, "?kind=match")) == 2
    assert found(author, "?difficulty=3") == ["Serve a guest"]
    assert found(author, "?state=retired") == ["Serve a guest"]
    assert len(found(author, "?state=in_use")) == 9


def test_the_list_says_course_lesson_and_how_often_it_was_right(author, lesson):
    quiz = questions_on(lesson)
    question = Question.objects.first()
    for marks in (1, 1, 0):
        attempt = Attempt.objects.create(quiz=quiz, person=PersonFactory(), pass_percent=60, status="submitted")
        AttemptQuestion.objects.create(attempt=attempt, question=question, position=1, frozen={}, marks=marks)
    page = author.get(LIST).content.decode()
    assert lesson.title in page
    assert "67 %" in page


def test_the_list_asks_as_much_for_many_as_for_few(author, lesson, django_assert_max_num_queries):
    questions_on(lesson)
    author.get(LIST)
    with django_assert_max_num_queries(100) as few:
        author.get(LIST)
    Question.objects.filter(kind="match").delete()
    questions_on(lesson_without_page())
    questions_on(lesson_without_page())
    with django_assert_max_num_queries(len(few)):
        author.get(LIST)


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind != "calculated"])
def test_the_preview_shows_the_question_as_a_learner_sees_it(author, typed, kind):
    preview = f"{LIST}preview/"
    assert author.post(preview, typed(kind)).json() == {"is_valid": True, "is_available": True}
    page = author.get(f"{preview}?mode=en&in_preview_panel=true").content.decode()
    assert "Which one?" in page
    assert "Because." in page
    assert f'data-kind="{kind}"' in page
    assert not Question.objects.exists()


def test_the_preview_of_what_is_calculated_shows_it_drawn_for_several(author, typed):
    author.post(f"{LIST}preview/", typed("calculated"))
    page = author.get(f"{LIST}preview/?mode=en&in_preview_panel=true").content.decode()
    assert 'data-kind="numeric"' in page
    sold = re.findall(r"One sells for ₹(\d+) and costs ₹(\d+)", page)
    assert len(set(sold)) > 1
    assert all(f"leaves ₹{int(price) - int(cost)}." in page for price, cost in sold)


def test_an_attempt_asks_what_the_author_wrote(author, typed, lesson):
    author.post(NEW, typed("match"))
    Question.objects.update(state="in_use")
    Quiz.objects.create(lesson=lesson)
    (shown,) = shown_questions(start_attempt(PersonFactory(), lesson.pk), "en")
    assert {choice.text for choice in shown.targets} == {"5 kg", "Jar", "Sachet"}


def found(author, query: str) -> list[str]:
    response = author.get(LIST + query)
    return sorted(str(question) for question in response.context["object_list"])


def test_the_bank_counts_what_learners_handed_in_and_not_what_staff_tried_out(lesson):
    page = LessonPage.objects.get(translation_key=lesson.pk, locale__language_code="en")
    questions_on(page)
    learner, trainer, was_one = PersonFactory(), PersonFactory(), PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=PlaceFactory(), by=None)
    grant_role(was_one, role=Role.TRAINER, over=PlaceFactory(), by=None)
    was_one.role_grants.update(ended_at=timezone.now())
    for person in (learner, trainer, was_one):
        start_attempt(person, lesson.pk)
    Attempt.objects.update(status="submitted", submitted_at=timezone.now())
    assert {row.times_asked for row in questions_of_bank()} == {2}


def test_the_list_is_narrowed_to_what_is_written_in_a_language_and_what_is_not(author, lesson):
    page = LessonPage.objects.get(translation_key=lesson.pk, locale__language_code="en")
    questions_on(page)
    first = Question.objects.first()
    first.texts["ml"] = first.texts["en"]
    first.save()
    found = {
        asked: set(author.get(LIST, {"language": asked}).context["page_obj"].object_list) for asked in ("ml", "-ml")
    }
    assert found["ml"] == {first}
    assert found["-ml"] == set(Question.objects.exclude(pk=first.pk))


def test_the_form_of_a_question_has_a_heading_for_who_hears_the_page(author):
    assert '<h1 class="w-sr-only">' in author.get(NEW).text
