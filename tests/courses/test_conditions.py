"""Rules of lessons as trees: what holds, what is wanting, and that nothing said about them is wrong for any tree."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.conditions import (
    MOST_DEEP,
    USUAL,
    Group,
    Leaf,
    Not,
    Want,
    can_hold,
    holds,
    kept_rule,
    leaves_of,
    read_rule,
    unmet,
    without,
)
from courses.enums import LockReason
from courses.unlocking import LessonFacts, StepKind, lesson_states, never_open, step_to, what_is_met

pytestmark = pytest.mark.anywhere

KEYS = [UUID(int=number) for number in range(1, 7)]
TODAY = date(2026, 11, 28)
A, B, C = (Leaf("fact", (("name", name),)) for name in "abc")


def done(place: int) -> Leaf:
    return Leaf("lesson", (("lesson", str(KEYS[place])),))


def day(days: int) -> Leaf:
    return Leaf("day", (("day", (TODAY + timedelta(days=days)).isoformat()),))


LEAVES = st.sampled_from([A, B, C])
RULES = st.recursive(
    LEAVES,
    lambda parts: st.builds(Not, parts) | st.builds(Group, st.lists(parts, max_size=3).map(tuple), st.booleans()),
    max_leaves=8,
)
WITHOUT_NOT = st.recursive(
    LEAVES, lambda parts: st.builds(Group, st.lists(parts, max_size=3).map(tuple), st.booleans()), max_leaves=8
)
TRUE = st.sets(LEAVES)


def test_all_of_nothing_holds_and_any_of_nothing_does_not():
    assert holds(Group(()), {A}.__contains__)
    assert not holds(Group((), is_any=True), {A}.__contains__)


@given(RULES, TRUE)
def test_not_not_is_the_same(rule, true):
    assert holds(Not(Not(rule)), true.__contains__) == holds(rule, true.__contains__)


@given(WITHOUT_NOT, TRUE, TRUE)
def test_without_not_what_comes_true_shuts_nothing(rule, true, more):
    assert holds(rule, (true | more).__contains__) or not holds(rule, true.__contains__)


@given(RULES, TRUE)
def test_nothing_is_wanting_exactly_when_it_holds_or_is_any_of_nothing(rule, true):
    wants = unmet(rule, true.__contains__)
    if holds(rule, true.__contains__):
        assert wants == []
    assert all((want.leaf in true) != want.holds for want in wants)


@given(WITHOUT_NOT, TRUE)
def test_who_does_all_that_is_wanting_opens_it_where_anything_can(rule, true):
    wants = {want.leaf for want in unmet(rule, true.__contains__)}
    assert holds(rule, (true | wants).__contains__) == holds(rule, lambda leaf: True)


@given(RULES)
def test_what_is_kept_is_read_as_it_was(rule):
    try:
        kept = read_rule(kept_rule(rule))
    except ValueError:
        assert _depth(rule) > MOST_DEEP
    else:
        assert kept == rule


def _depth(rule) -> int:
    if isinstance(rule, Leaf):
        return 1
    parts = (rule.part,) if isinstance(rule, Not) else rule.parts
    return 1 + max(map(_depth, parts), default=0)


@pytest.mark.parametrize(
    "tree",
    [None, [], "all", {}, {"all": "x"}, {"kind": 3}, {"not": []}, {"any": [{}]}, {"kind": "lesson", "lesson": "x"},
     {"kind": "day", "day": "tomorrow"}],
)  # fmt: skip
def test_what_is_no_rule_is_refused(tree):
    with pytest.raises(ValueError, match=r"\S"):
        read_rule(tree)


def test_a_tree_of_any_depth_is_refused_and_not_followed():
    tree = {"kind": "before"}
    for _ in range(100_000):
        tree = {"not": tree}
    with pytest.raises(ValueError, match="deep"):
        read_rule(tree)


@given(RULES, st.sets(LEAVES))
def test_what_is_gone_is_in_no_rule(rule, gone):
    left = without(rule, gone.__contains__)
    assert left is None or gone.isdisjoint(leaves_of(left))


def test_a_rule_that_contradicts_itself_can_never_hold():
    assert not can_hold(Group((A, Not(A))), lambda leaf: (True, False))
    assert can_hold(Group((A, Not(B))), lambda leaf: (True, False))
    assert not can_hold(Not(day(-1)), lambda leaf: (True,))


def states(*facts, rules=None, held=frozenset()):
    return lesson_states(lessons(*facts, rules=rules), today=TODAY, held=held)


def lessons(*facts, rules=None):
    return [LessonFacts(KEYS[place], **fact, rule=(rules or {}).get(place)) for place, fact in enumerate(facts)]


READ, NEW = {"read": True}, {}
FACTS = st.builds(
    dict,
    read=st.booleans(),
    tested=st.booleans(),
    passed=st.booleans(),
    opens_on=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
)
COURSES = st.lists(FACTS, min_size=1, max_size=len(KEYS))


@given(COURSES)
def test_the_usual_rule_is_a_rule_like_any_other(facts):
    usual = [state.is_open for state in states(*facts)]
    assert [state.is_open for state in states(*facts, rules=dict.fromkeys(range(len(facts)), USUAL))] == usual


IN_COURSE = st.sampled_from([*map(done, range(len(KEYS))), A, B, day(-1), day(2), Leaf("before"), Leaf("block")])
COURSE_RULES = st.dictionaries(
    st.integers(0, len(KEYS) - 1),
    st.recursive(
        IN_COURSE,
        lambda parts: (
            st.builds(Not, parts) | st.builds(Group, st.lists(parts, min_size=1, max_size=3).map(tuple), st.booleans())
        ),
        max_leaves=5,
    ),
)


@given(COURSES, COURSE_RULES, st.sets(st.sampled_from([A, B])))
def test_what_is_done_is_open_whatever_the_rules_say(facts, rules, held):
    assert all(state.is_open for state in states(*facts, rules=rules, held=held) if state.done)


@given(COURSES, COURSE_RULES, st.sets(st.sampled_from([A, B])))
def test_what_she_is_told_to_do_is_open_to_her(facts, rules, held):
    """Never a chain of locked doors, also where rules wait for each other in a circle."""
    course = lessons(*facts, rules=rules)
    found = {state.key: state for state in lesson_states(course, today=TODAY, held=held)}
    for key, state in found.items():
        if not state.is_open:
            step = step_to(course, key, today=TODAY, held=held)
            assert state.reason != LockReason.RULE or state.step == step
            if step and step.kind == StepKind.LESSON:
                assert found[step.lesson].is_open
            if step and step.kind == StepKind.WAIT:
                assert step.day > TODAY


@given(COURSES, COURSE_RULES)
def test_who_keeps_doing_what_she_is_told_comes_to_every_lesson_that_is_shut_by_lessons_alone(facts, rules):
    facts = [{"read": fact["read"]} for fact in facts]
    rules = {
        place: rule
        for place, rule in rules.items()
        if all(leaf.kind in ("lesson", "before") for leaf in leaves_of(rule)) and "Not" not in repr(rule)
    }
    stuck = never_open(lessons(*[NEW] * len(facts), rules=rules), today=TODAY)
    for _ in range(len(facts) ** 2):
        course = lessons(*facts, rules=rules)
        shut = [state.key for state in lesson_states(course, today=TODAY) if not state.is_open]
        todo = [step for key in shut if key not in stuck and (step := step_to(course, key, today=TODAY))]
        if not todo:
            break
        facts[KEYS.index(todo[0].lesson)]["read"] = True
    assert not [key for key in shut if key not in stuck]


def test_the_step_leads_through_shut_lessons_to_the_first_that_is_open():
    # The 5th waits for the 4th, that for the 3rd, that for the 2nd, which is open.
    course = lessons(READ, NEW, NEW, NEW, NEW, rules={4: done(3)})
    step = step_to(course, KEYS[4], today=TODAY)
    assert (step.kind, step.lesson) == (StepKind.LESSON, KEYS[1])
    assert states(READ, NEW, NEW, NEW, NEW, rules={4: done(3)})[4].waits_for == KEYS[1]


def test_where_questions_are_wanting_the_step_says_that_the_lesson_is_read():
    course = lessons({"read": True, "tested": True}, NEW, rules={1: done(0)})
    assert step_to(course, KEYS[1], today=TODAY).is_read


def test_of_several_ways_she_is_told_the_nearest_at_hand():
    for rule in (Group((day(3), A, done(0))), Group((A, day(3), done(0)), is_any=True)):
        assert step_to(lessons(NEW, NEW, rules={1: rule}), KEYS[1], today=TODAY).kind == StepKind.LESSON
    step = step_to(lessons(READ, NEW, rules={1: Group((day(3), A, done(0)))}), KEYS[1], today=TODAY)
    assert (step.kind, step.leaf) == (StepKind.ACT, A)
    step = step_to(lessons(READ, NEW, rules={1: Group((day(3), done(0)))}), KEYS[1], today=TODAY)
    assert (step.kind, step.day) == (StepKind.WAIT, TODAY + timedelta(days=3))


def test_a_lent_condition_about_a_lesson_that_is_shut_leads_to_what_opens_that():
    grade = Leaf("grade", (("lesson", str(KEYS[2])), ("percent", "80")))
    course = lessons(READ, NEW, NEW, NEW, rules={3: grade})
    assert step_to(course, KEYS[3], today=TODAY).lesson == KEYS[1]
    ready = lessons(READ, READ, NEW, NEW, rules={3: grade})
    step = step_to(ready, KEYS[3], today=TODAY)
    assert (step.lesson, step.leaf) == (KEYS[2], grade)
    assert lesson_states(ready, today=TODAY, held={grade})[3].is_open


def test_what_should_not_be_so_is_not_hers_to_change():
    assert step_to(lessons(NEW, NEW, rules={1: Not(A)}), KEYS[1], today=TODAY, held={A}).kind == StepKind.NOT_HERS
    assert step_to(lessons(NEW, NEW, rules={1: Group((), is_any=True)}), KEYS[1], today=TODAY) is None


def test_what_is_met_says_so_of_each_condition():
    rule = Group((done(0), A, day(1)))
    met = what_is_met(lessons(READ, NEW, rules={1: rule}), KEYS[1], today=TODAY)
    assert met == {done(0): True, A: False, day(1): False}
    assert unmet(rule, met.__getitem__) == [Want(A, holds=True), Want(day(1), holds=True)]


def test_lessons_that_wait_for_each_other_never_open():
    news = [NEW] * 4
    assert never_open(lessons(*news), today=TODAY) == set()
    assert never_open(lessons(*news, rules={1: done(2)}), today=TODAY) == {KEYS[1], KEYS[2], KEYS[3]}
    assert never_open(lessons(*news, rules={0: done(3)}), today=TODAY) == set(KEYS[:4])
    assert never_open(lessons(*news, rules={1: Group((done(2), A), is_any=True)}), today=TODAY) == set()
    assert never_open(lessons(*news, rules={2: Not(day(-1))}), today=TODAY) == {KEYS[2], KEYS[3]}
