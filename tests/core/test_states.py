"""Moves between states: decided from plain data, done by one function, never past what was declared."""

from uuid import uuid4

import pytest
from django.db.models import TextChoices
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from assessments.services import start_attempt, submit_attempt
from assessments.states import ATTEMPT
from cohorts.models import Enrolment
from cohorts.services import withdraw_learner
from cohorts.states import ENROLMENT
from core.models import AuditEntry
from core.records import Standing
from core.states import Move, MoveIsNotAllowed, MoveIsNotYours, Path, ReasonIsMissing, may_move, move
from submissions.models import Submission
from tests.factories import (
    CohortFactory,
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    questions_on,
    trainer_of,
)


class Loan(TextChoices):
    """A state of each sort."""

    ASKED = "asked", "Asked for"
    GIVEN = "given", "Given"
    REPAID = "repaid", "Repaid"
    REFUSED = "refused", "Refused"


def anybody(user, row) -> bool:
    return True


def a_move(name, sources, target, **kwargs) -> Move:
    return Move(name, name.title(), set(sources), target, may=anybody, action=f"loan.{name}", **kwargs)


LOAN = Path(
    states=Loan,
    moves=[
        a_move("give", [Loan.ASKED], Loan.GIVEN),
        a_move("refuse", [Loan.ASKED], Loan.REFUSED, needs_reason=True),
        a_move("repay", [Loan.GIVEN], Loan.REPAID),
    ],
    reason_field="why",
)
STATES = st.sampled_from(Loan.values)
moves = st.lists(
    st.builds(
        lambda number, sources, target: a_move(f"m{number}", sources, target),
        st.uuids(),
        st.sets(STATES, min_size=1),
        STATES,
    ),
    max_size=6,
)


@given(moves, STATES)
def test_exactly_the_moves_that_begin_at_a_state_lead_from_it_and_each_to_its_target(declared, state):
    path = Path(states=Loan, moves=declared)
    offered = {each.name for each in declared if state in each.sources}
    for each in declared:
        if each.name in offered:
            assert path.target_of(state, each.name) == each.target
        else:
            with pytest.raises(MoveIsNotAllowed):
                path.target_of(state, each.name)


@given(moves, STATES)
def test_each_state_is_drawn_once_in_order_and_one_is_here(declared, state):
    steps = Path(states=Loan, moves=declared).steps(state)
    assert [step.state for step in steps] == Loan.values
    assert [step.state for step in steps if step.place == "here"] == [state]


@given(moves, STATES)
def test_a_state_drawn_ahead_is_one_that_moves_lead_to(declared, state):
    path = Path(states=Loan, moves=declared)
    reached, waiting = set(), [state]
    while waiting:
        here = waiting.pop()
        for each in declared:
            if here in each.sources and each.target not in reached:
                reached.add(each.target)
                waiting.append(each.target)
    ahead = {step.state for step in path.steps(state) if step.place == "ahead"}
    assert ahead == reached - {state}


def test_a_move_that_needs_a_reason_is_not_done_without():
    with pytest.raises(ReasonIsMissing):
        LOAN.target_of("asked", "refuse", reason="  ")
    assert LOAN.target_of("asked", "refuse", reason="No plan yet") == "refused"


def test_a_move_nobody_declared_is_a_fault_of_the_program():
    with pytest.raises(LookupError):
        LOAN.target_of("asked", "forgive")


@pytest.mark.parametrize("declared", [
    [a_move("give", ["lost"], Loan.GIVEN)],
    [a_move("give", [Loan.ASKED], Loan.GIVEN), a_move("give", [Loan.GIVEN], Loan.REPAID)],
    [a_move("refuse", [Loan.ASKED], Loan.REFUSED, needs_reason=True)],
])  # fmt: skip
def test_a_path_that_cannot_hold_is_refused_when_it_is_declared(declared):
    with pytest.raises(ValueError, match="move"):
        Path(states=Loan, moves=declared)


def test_a_path_is_drawn_with_where_it_stands_and_without_what_lies_aside():
    page = render_to_string("core/path.html", {"steps": LOAN.steps("given")})
    assert page.index("Asked for") < page.index("Given") < page.index("Repaid")
    assert page.count('aria-current="step"') == 1
    assert "Refused" not in page


@pytest.fixture
def enrolment(db) -> Enrolment:
    return learner_in(CohortFactory()).enrolments.get()


def test_a_move_is_written_once_with_a_line_that_says_from_where_to_where_and_by_whom(enrolment):
    by = enrolment.person.user
    move(enrolment, ENROLMENT, "withdraw", by=by)
    assert enrolment.status == Enrolment.objects.get().status == "withdrawn"
    line = AuditEntry.objects.get(action="enrolment.withdrawn")
    assert (line.by, line.detail) == (by, {"before": "active", "after": "withdrawn"})


def test_a_reason_that_was_given_stays_through_moves_that_ask_for_none(enrolment):
    path = Path(
        states=Standing,
        moves=[a_move("let in", [Standing.HELD], Standing.APPLIED), a_move("hold", [Standing.APPLIED], Standing.HELD)],
        field="standing",
        reason_field="code",
    )
    row = Submission.objects.create(id=uuid4(), person=enrolment.person, kind="note", standing="held", code="shut")
    move(row, path, "let in", by=None)
    assert Submission.objects.get().code == "shut"
    move(row, path, "hold", by=None, reason="full")
    assert Submission.objects.get().code == "full"


def test_of_two_who_press_at_once_the_second_is_refused(enrolment):
    late = Enrolment.objects.get()
    move(enrolment, ENROLMENT, "withdraw", by=None)
    with pytest.raises(MoveIsNotAllowed):
        move(late, ENROLMENT, "withdraw", by=None)
    assert late.status == "active"
    assert AuditEntry.objects.filter(action="enrolment.withdrawn").count() == 1


def test_a_learner_is_taken_out_by_herself_or_her_trainer_and_by_nobody_else(enrolment):
    for stranger in (PersonFactory(), learner_in(enrolment.cohort), trainer_of(CohortFactory())):
        assert not may_move(enrolment, ENROLMENT, "withdraw", by=stranger.user)
        with pytest.raises(MoveIsNotYours):
            withdraw_learner(enrolment, by=stranger.user)
    assert may_move(enrolment, ENROLMENT, "withdraw", by=enrolment.person.user)
    withdraw_learner(enrolment, by=trainer_of(enrolment.cohort).user)
    assert not may_move(enrolment, ENROLMENT, "withdraw", by=enrolment.person.user)


def test_an_attempt_is_handed_in_once_and_by_herself(db):
    course = course_with_lessons(1)
    lesson = lessons_of(course)[0]
    questions_on(lesson)
    attempt = start_attempt(learner_in(cohort_on(course)), lesson.translation_key)
    assert not may_move(attempt, ATTEMPT, "submit", by=PersonFactory().user)
    submit_attempt(attempt.pk)
    attempt.refresh_from_db()
    with pytest.raises(MoveIsNotAllowed):
        move(attempt, ATTEMPT, "submit", by=attempt.person.user)
