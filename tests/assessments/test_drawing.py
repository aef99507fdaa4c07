"""Drawing by rule: what is wanted is found where it is there, and the same comes of the same seed."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.drawing import Part, Traits, draw, read_parts
from assessments.models import Question, Quiz
from assessments.queries import sitting_of, what_awaits
from assessments.services import start_attempt

GOALS, COSTS = UUID(int=1), UUID(int=2)
BANK = [Traits(1, GOALS), Traits(1, COSTS), Traits(2, COSTS), Traits(3, COSTS)]
PARTS = st.lists(
    st.builds(Part, st.integers(1, 3), st.integers(0, 3), st.sampled_from([None, GOALS, COSTS])), max_size=4
)
BANKS = st.lists(st.builds(Traits, st.integers(1, 3), st.sampled_from([GOALS, COSTS])), max_size=10)


def test_so_many_of_each_level_and_objective():
    easy, costs = draw([Part(1, difficulty=1), Part(2, objective=COSTS)], BANK, seed=7)
    assert (len(easy), len(costs)) == (1, 2)
    assert all(BANK[place].difficulty == 1 for place in easy)
    assert all(BANK[place].objective == COSTS for place in costs)


def test_one_of_any_leaves_the_only_easy_one_to_who_needs_it():
    bank = [Traits(1, GOALS), Traits(3, GOALS)]
    for seed in range(20):
        assert draw([Part(1), Part(1, difficulty=1)], bank, seed) == [[1], [0]]


def test_where_too_few_are_there_it_is_seen_of_which():
    assert [len(found) for found in draw([Part(2, difficulty=3), Part(1)], BANK, seed=1)] == [1, 1]


def test_another_seed_draws_others():
    assert len({tuple(draw([Part(2)], BANK, seed)[0]) for seed in range(40)}) > 3


@given(parts=PARTS)
def test_what_is_kept_is_read_again(parts):
    assert read_parts([part.written() for part in parts]) == parts
    assert read_parts(None) == []


@given(parts=PARTS, bank=BANKS, seed=st.integers(0, 10**9))
def test_nothing_is_drawn_twice_nor_for_what_it_is_not(parts, bank, seed):
    found = draw(parts, bank, seed)
    places = [place for each in found for place in each]
    assert len(places) == len(set(places))
    for part, each in zip(parts, found, strict=True):
        assert len(each) <= part.how_many
        assert all(bank[place].does_for(part) for place in each)
    assert found == draw(parts, bank, seed)


@given(parts=PARTS, bank=BANKS, seeds=st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)))
def test_whatever_the_seed_as_many_are_drawn(parts, bank, seeds):
    first, second = (sum(map(len, draw(parts, bank, seed))) for seed in seeds)
    assert first == second
    if not any(part.difficulty or part.objective for part in parts):
        assert first == min(len(bank), sum(part.how_many for part in parts))


ON_NO_TERMS = {"minutes": "0", "tries": "0", "counts": "best", "grace_minutes": "10", "works_without_line": "on"}


@pytest.fixture
def save(lesson, admin_client):
    """The form of the lesson's test with these rows; two of its five questions are hard."""
    Question.objects.filter(kind__in=["order", "match"]).update(difficulty=3)
    address = f"/admin/snippets/assessments/quiz/edit/{lesson.quiz.pk}/"

    def _save(*rows: tuple[str, str, str], drawn: str = "0", **more: str):
        typed = {
            "draw": drawn,
            "pass_percent": "60",
            "reveals": "always",
            **ON_NO_TERMS,
            "draw_rule-0-how_many": "",
            **more,
        }
        for number, row in enumerate(rows):
            columns = zip(("how_many", "difficulty", "objective"), row, strict=True)
            typed |= {f"draw_rule-{number}-{column}": value for column, value in columns}
        return admin_client.post(address, typed)

    return _save


def test_an_editor_draws_by_rule_and_the_page_asks_so_many(save, lesson, learner):
    assert save(("1", "3", ""), ("2", "1", str(lesson.pk))).status_code == 302
    assert Quiz.objects.get().draw == what_awaits(lesson.pk).questions == 3
    shown = sitting_of(learner, lesson.pk, "en")
    asked = start_attempt(learner, lesson.pk).questions.all()
    assert [each.question.difficulty for each in asked] == [3, 1, 1]
    assert [each.frozen["texts"]["en"]["prompt"] for each in asked] == [each.prompt for each in shown.questions]


def test_what_is_not_in_the_bank_is_refused_with_how_many_are_there_and_stays_typed(save, lesson):
    response = save(("1", "1", ""), ("3", "3", ""))
    assert response.context["form"].errors["draw_rule"] == ["Row 2: only 2 there."]
    assert 'name="draw_rule-1-how_many" value="3"' in response.content.decode()
    assert Quiz.objects.get().draw_rule is None


def test_more_than_the_bank_has_is_refused(save):
    assert save(drawn="6").context["form"].errors["draw"] == ["Only 5 there."]
    assert save(drawn="5").status_code == 302


@pytest.mark.parametrize(
    "row", [("", "3", ""), ("many", "", ""), ("0", "1", ""), ("1", "9", ""), ("1", "", "x"), ("-1", "", "")]
)
def test_a_row_that_cannot_be_read_is_refused(save, row):
    assert "draw_rule" in save(row).context["form"].errors


def test_a_rule_that_is_emptied_is_none(save):
    save(("2", "", ""))
    assert save(drawn="4").status_code == 302
    assert (Quiz.objects.get().draw_rule, Quiz.objects.get().draw) == (None, 4)


def test_a_bank_that_has_become_smaller_asks_what_is_there(save, lesson, learner):
    save(("2", "3", ""))
    Question.objects.filter(kind="order").update(state="retired")
    assert what_awaits(lesson.pk).questions == 1
    assert start_attempt(learner, lesson.pk).questions.count() == 1


def test_a_rule_that_finds_nothing_any_more_awaits_nobody(save, lesson):
    save(("2", "3", ""))
    Question.objects.filter(difficulty=3).update(state="retired")
    assert what_awaits(lesson.pk) is None


@pytest.mark.parametrize("rows", [(), (("2", "3", ""),)])
def test_a_bank_that_has_become_smaller_stands_in_the_way_of_no_other_change(save, rows):
    drawn = "2" if rows else "5"
    assert save(*rows, drawn=drawn).status_code == 302
    Question.objects.filter(kind="order").update(state="retired")
    assert save(*rows, drawn=drawn, pass_percent="70").status_code == 302
    assert Quiz.objects.get().pass_percent == 70
    if not rows:
        assert "draw" in save(drawn="6").context["form"].errors


def test_an_editor_reads_whose_time_stays_as_it_was(lesson, admin_client):
    page = admin_client.get(f"/admin/snippets/assessments/quiz/edit/{lesson.quiz.pk}/").content.decode()
    assert "Who is answering now keeps the time she was given when she began." in page
