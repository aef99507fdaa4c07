"""Questions whose numbers are drawn anew: the same for one attempt for ever, others for another."""

import re
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessments import grading
from assessments.calculated import asked, fill, read_lines, read_template
from assessments.grading import Key, mark
from assessments.models import Attempt, Question, Quiz
from assessments.queries import shown_questions, sitting_of
from assessments.services import begin_attempt, start_attempt, submit_attempt
from core.formulas import HasNoValue
from tests.assessments.answering import answer
from tests.factories import learner_in

BREAK_EVEN = {
    "formula": "ceil(fixed / (price - cost))",
    "numbers": {"price": "35 to 60 step 5", "cost": "20 to 30", "fixed": "5300, 6100, 11300"},
    "decimals": 0,
    "tolerance_percent": 0,
}
TEXTS = {
    "en": {
        "prompt": "A packet sells for ₹{price}, its material costs ₹{cost}. ₹{fixed} are fixed. How many?",
        "explanation": "Each leaves ₹{price - cost}: ₹{fixed} ÷ ₹{price - cost} is {round(fixed / (price - cost), 1)}.",
        "options": {},
        "targets": {},
        "unit": "packets",
    },
    "ml": {
        "prompt": "വില ₹{price}, ചെലവ് ₹{cost}, സ്ഥിരം ₹{fixed}. എത്ര?",
        "explanation": "₹{fixed} ÷ ₹{price - cost}",
        "options": {},
        "targets": {},
        "unit": "പാക്കറ്റ്",
    },
}


@given(st.integers(0))
def test_the_same_seed_asks_the_same_and_its_own_answer_is_right(seed):
    question = asked(TEXTS, BREAK_EVEN, seed)
    assert question == asked(TEXTS, BREAK_EVEN, seed)
    assert mark(Key(question["kind"], question["answer"]), question["answer"]["value"]) == grading.FULL
    numbers = {name: Decimal(value) for name, value in question["numbers"].items()}
    right = Decimal(question["answer"]["value"])
    left = numbers["price"] - numbers["cost"]
    assert (right - 1) * left < numbers["fixed"] <= right * left


def test_texts_say_her_own_numbers_in_every_language():
    question = asked(TEXTS, BREAK_EVEN | {"numbers": {"price": "40", "cost": "28", "fixed": "5300"}}, 1)
    assert question["answer"]["value"] == "442"
    assert "sells for ₹40, its material costs ₹28. ₹5,300 are fixed" in question["texts"]["en"]["prompt"]
    assert question["texts"]["en"]["explanation"] == "Each leaves ₹12: ₹5,300 ÷ ₹12 is 441.7."
    assert question["texts"]["ml"]["prompt"] == "വില ₹40, ചെലവ് ₹28, സ്ഥിരം ₹5,300. എത്ര?"


def test_numbers_are_said_as_people_here_write_them():
    numbers = {"loan": Decimal(100000), "rate": Decimal("12.50"), "price": Decimal("35.5")}
    assert fill("₹{loan} at {rate} % for {loan} days: ₹{price}, {loan / 3}", numbers) == (
        "₹1,00,000 at 12.5 % for 1,00,000 days: ₹35.50, 33,333.33"
    )


def test_what_comes_to_nothing_is_not_drawn():
    template = read_template("1 / (days - 25)", {"days": "25, 26"}, 0)
    assert {template.draw(Random(seed))[0]["days"] for seed in range(20)} == {Decimal(26)}


def test_numbers_with_which_a_text_comes_to_nothing_are_drawn_again():
    texts = {"en": TEXTS["en"] | {"prompt": "Of {days}?", "explanation": "{1 / (days - 25)}"}}
    answer = {"formula": "days", "numbers": {"days": "25, 26"}, "decimals": 0, "tolerance_percent": 0}
    assert {asked(texts, answer, seed)["answer"]["value"] for seed in range(20)} == {"26"}


def test_what_nobody_could_type_has_no_value():
    template = read_template("a ^ 9", {"a": "90 to 99"}, 0)
    with pytest.raises(HasNoValue):
        template.right({"a": Decimal(90)})


def test_lines_are_read_with_both_ends_of_a_range():
    lines = read_lines("price = 10 to 20 step 5; days = 25, 26\n\n fixed = १,२००")
    assert read_template("price", lines, 0).numbers == {
        "price": (Decimal(10), Decimal(15), Decimal(20)),
        "days": (Decimal(25), Decimal(26)),
        "fixed": (Decimal(1200),),
    }


@pytest.fixture
def question(lesson) -> Question:
    """The only one that the lesson asks."""
    Question.objects.all().delete()
    return Question.objects.create(lesson=lesson, kind="calculated", texts=TEXTS, answer=BREAK_EVEN)


def test_each_learner_has_numbers_of_her_own_and_keeps_them(question, cohort, lesson):
    attempts = [start_attempt(learner_in(cohort), lesson.pk) for _number in range(4)]
    assert len({shown_questions(attempt, "en")[0].prompt for attempt in attempts}) > 1
    before = shown_questions(attempts[0], "en")
    Question.objects.update(answer=BREAK_EVEN | {"formula": "price"})
    assert shown_questions(Attempt.objects.get(pk=attempts[0].pk), "en") == before


def test_what_a_phone_showed_before_it_began_is_what_is_marked(question, learner, lesson):
    sitting = sitting_of(learner, lesson.pk, "ml")
    begin_attempt(learner, sitting.attempt.pk, lesson.pk, [question.pk])
    attempt = Attempt.objects.get()
    (shown,) = shown_questions(attempt, "ml")
    assert (shown.prompt, shown.mark) == (sitting.questions[0].prompt, sitting.questions[0].mark)


def test_her_own_numbers_are_marked_and_explained(question, learner, lesson):
    attempt = start_attempt(learner, lesson.pk)
    frozen = attempt.questions.get().frozen
    answer(attempt, 1, frozen["answer"]["value"])
    submit_attempt(attempt.pk)
    (shown,) = shown_questions(Attempt.objects.get(), "en")
    assert shown.is_right
    assert shown.explanation == fill(
        TEXTS["en"]["explanation"], {name: Decimal(value) for name, value in frozen["numbers"].items()}
    )
    assert shown.right_answer == [f"{frozen['answer']['value']} packets"]


def test_the_next_try_has_other_numbers(question, learner, lesson):
    prompts = set()
    for _number in range(4):
        attempt = start_attempt(learner, lesson.pk)
        prompts.add(shown_questions(attempt, "en")[0].prompt)
        submit_attempt(attempt.pk)
    assert len(prompts) > 1
    assert Quiz.objects.get().attempts.count() == 4


def test_practice_has_other_numbers_each_time_and_is_marked_by_those_it_showed(question, learner, lesson, sign_in):
    attempt = start_attempt(learner, lesson.pk)
    submit_attempt(attempt.pk)
    client, address = sign_in(learner), reverse("assessments:practise", args=[attempt.pk])
    pages = [client.get(address).text for _time in range(4)]
    assert len({re.search(r"A packet sells for .*? How many\?", page)[0] for page in pages}) > 1
    drawn = re.search(r'name="drawn" value="(\d+)"', pages[0])[1]
    right = question.frozen(int(drawn) + 1)["answer"]["value"]
    assert "1 of 1 is right now" in client.post(address, {"drawn": drawn, "q1": right}).text
    assert client.post(address, {"drawn": "-1", "q1": "1"}).status_code == 200
