"""The sums of group work, with the numbers of DOMAIN.md."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from groupwork.appraisal import Answers, answered_too_often, market_of
from groupwork.enums import Milestone
from groupwork.meeting import session_at
from groupwork.outcomes import outcome_of, told
from groupwork.reckoning import break_even, day_profit, pilot_of, price_for

FOUR_TIMES, FORTY = {Decimal(4): 27}, {Decimal(40): 27}


def test_the_market_is_households_times_share_times_how_often_times_price():
    market = market_of(Answers(27, 60, FOUR_TIMES, FORTY), households=1200, hoped_percent=15, leaves=None)
    assert (market.units, market.value, market.ours) == (2160, 86400, 324)
    assert (market.share, market.margin, market.low, market.high) == (45, Decimal("12.6"), 390, 690)
    assert market.earns is None
    assert not market.is_small_sample


def test_what_is_hoped_for_is_counted_before_anybody_begins():
    answers = Answers(24, 60, {Decimal(3): 24}, {Decimal(25): 24})
    market = market_of(answers, households=900, hoped_percent=10, leaves=Decimal(8))
    assert (market.units, market.value, market.ours, market.earns) == (1080, 27000, 108, 864)


@pytest.mark.parametrize("answers", [Answers(0, 0, {}, {}), Answers(3, 5, {}, FORTY), Answers(3, 5, FOUR_TIMES, {})])
def test_there_is_no_market_while_somebody_has_still_to_be_asked(answers):
    assert market_of(answers, households=1200, hoped_percent=15, leaves=None) is None


@given(st.integers(0, 300), st.integers(1, 300), st.integers(1, 100_000))
def test_the_range_holds_what_was_counted_and_is_never_beyond_the_households(no, yes, households):
    market = market_of(Answers(yes, yes + no, FOUR_TIMES, FORTY), households=households, hoped_percent=10, leaves=None)
    step = 10 ** max(0, len(str(market.high)) - 2)
    assert market.low - step <= market.buyers <= market.high + step
    assert 0 <= market.low <= market.high <= households + step


def test_a_tea_stall_earns_540_in_a_day():
    assert day_profit([(Decimal(4), Decimal(10), Decimal(120))], running=Decimal(180)) == 540


def test_what_is_left_over_of_a_first_batch_costs_more_than_the_profit():
    pilot = pilot_of(made=Decimal(50), sold=Decimal(38), price=Decimal(20), cost=Decimal(12))
    assert (pilot.profit, pilot.lost) == (160, 240)
    with pytest.raises(ValueError, match="more is sold"):
        pilot_of(made=Decimal(1), sold=Decimal(2), price=Decimal(1), cost=Decimal(1))


def test_a_price_keeps_its_part_and_pieces_carry_the_costs():
    assert price_for(Decimal(28), percent=Decimal(30)) == 40
    assert break_even(Decimal(5300), leaves=Decimal(12)) == 442
    assert break_even(Decimal(5300), leaves=Decimal(0)) is None


def test_of_thirty_trained_nine_start_two_find_a_job_and_two_better_what_they_had():
    launched = [Milestone.ENROLLED, Milestone.PILOTED, Milestone.LAUNCHED]
    tracks = [launched] * 6 + [[*launched, Milestone.BROKE_EVEN]] * 2 + [[*launched, Milestone.DROPPED]]
    tracks += [[Milestone.EMPLOYED]] * 2 + [[Milestone.VALUE_ADDED]] * 2 + [[]] * 17
    outcome = outcome_of(tracks)
    assert (outcome.trained, outcome.started, outcome.started_percent) == (30, 9, 30)
    assert (outcome.carrying, outcome.carrying_percent) == (2, 22)
    assert (outcome.employed, outcome.value_added, outcome.stopped) == (2, 2, 1)


def test_nobody_trained_is_no_percentage():
    assert outcome_of([]).started_percent is None


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_few_people_are_told_of_to_their_trainer_alone(number, shown):
    assert told(number, to_trainer=False) == shown
    assert told(number, to_trainer=True) == number


def test_what_is_noted_belongs_to_the_session_of_that_time():
    noon = timezone.make_aware(datetime(2026, 11, 10, 12))
    sessions = [("first", noon), ("second", noon + timedelta(days=7))]
    at = {
        noon - timedelta(days=1): None,  # before any
        noon - timedelta(hours=3): "first",  # who comes early
        noon + timedelta(hours=1): "first",
        noon + timedelta(days=3): "first",  # given out there, done between
        noon + timedelta(days=7) - timedelta(hours=3): "second",
        noon + timedelta(days=9): "second",
    }
    assert {moment: session_at(moment, sessions) for moment in at} == at


def test_a_session_later_on_the_same_day_takes_nothing_from_the_one_that_has_begun():
    noon = timezone.make_aware(datetime(2026, 11, 10, 12))
    evening, noted = noon + timedelta(hours=6), noon + timedelta(hours=5, minutes=45)
    assert session_at(noted, [("noon", noon)]) == session_at(noted, [("noon", noon), ("evening", evening)]) == "noon"
    assert session_at(evening, [("noon", noon), ("evening", evening)]) == "evening"


@pytest.mark.parametrize(("yes", "asked", "households"), [(1, 3, 1000), (7, 13, 847), (27, 60, 1200), (2, 7, 99_999)])
def test_each_figure_of_the_market_follows_from_those_that_are_shown(yes, asked, households):
    often, paid = {Decimal(1): 2, Decimal(4): 4, Decimal(30): 1}, {Decimal(20): 2, Decimal(45): 1}
    market = market_of(Answers(yes, asked, often, paid), households=households, hoped_percent=15, leaves=Decimal(8))
    assert market.buyers == _halves_up(market.share * households / 100)
    assert market.units == _halves_up(market.buyers * market.times)
    assert market.value == _halves_up(market.units * market.price)
    assert market.ours == _halves_up(Decimal(market.units) * 15 / 100)
    assert market.earns == market.ours * 8


def _halves_up(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), ROUND_HALF_UP)


def test_answers_of_more_than_could_answer_are_found():
    answers = Answers(4, 10, {Decimal(1): 5}, {Decimal(20): 4})
    assert answered_too_often(answers, {"factor": 10, "complaint": 11}) == [("often", 5, 4), ("complaint", 11, 10)]
