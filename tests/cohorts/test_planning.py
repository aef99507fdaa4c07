"""When the blocks of a cohort fall."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cohorts.planning import (
    BlockPlan,
    TemplateBlock,
    TemplatePlan,
    days_of_blocks,
    plan_blocks,
    plan_template,
    run_late,
)

pytestmark = pytest.mark.anywhere

FIRST_DAY = date(2026, 12, 1)


def plan(modules_a_block=2, days_between=28):
    return BlockPlan(modules_a_block, days_between, begins_at=time(10, 30), venue="Hall")


def modules(*sizes):
    return [(f"Module {number}", [uuid4() for _ in range(size)]) for number, size in enumerate(sizes, start=1)]


def test_modules_are_cut_into_blocks_that_begin_evenly_apart():
    blocks = plan_blocks(modules(2, 2, 1), first_day=FIRST_DAY, plan=plan())
    assert [(block.number, block.title, block.starts_on) for block in blocks] == [
        (1, "Module 1, Module 2", date(2026, 12, 1)),
        (2, "Module 3", date(2026, 12, 29)),
    ]


def test_a_block_meets_once_a_day_for_as_many_days_as_it_has_lessons():
    block = plan_blocks(modules(2, 1), first_day=FIRST_DAY, plan=plan())[0]
    assert [lesson.begins_at for lesson in block.lessons] == [
        datetime(2026, 12, 1, 10, 30),
        datetime(2026, 12, 2, 10, 30),
        datetime(2026, 12, 3, 10, 30),
    ]
    assert block.ends_on == date(2026, 12, 3)


def test_where_the_next_block_comes_soon_lessons_follow_one_another_on_one_day():
    block = plan_blocks(modules(3, 1), first_day=FIRST_DAY, plan=plan(days_between=2))[0]
    assert [lesson.begins_at for lesson in block.lessons] == [
        datetime(2026, 12, 1, 10, 30),
        datetime(2026, 12, 1, 13, 0),
        datetime(2026, 12, 2, 10, 30),
        datetime(2026, 12, 2, 13, 0),
    ]


@pytest.mark.parametrize(("begins_at", "lessons", "days_between", "late"), [
    (time(10, 30), 4, 1, False),
    (time(10, 30), 5, 1, True),
    (time(19, 30), 1, 1, False),
    (time(19, 31), 1, 1, True),
    (time(10, 30), 36, 1, True),
    (time(10, 30), 36, 36, False),
])  # fmt: skip
def test_sessions_end_by_ten_at_night(begins_at, lessons, days_between, late):
    plan = BlockPlan(1, days_between, begins_at=begins_at, venue="Hall")
    assert run_late(plan_blocks(modules(lessons), first_day=FIRST_DAY, plan=plan)) == late


@pytest.mark.parametrize(("modules_a_block", "days_between"), [(0, 28), (2, 0), (-1, 5)])
def test_a_block_without_modules_or_days_is_refused(modules_a_block, days_between):
    with pytest.raises(ValueError, match="at least one module"):
        plan_blocks(modules(1), first_day=FIRST_DAY, plan=plan(modules_a_block, days_between))


@given(
    st.lists(st.integers(0, 6), max_size=12),
    st.integers(1, 6),
    st.integers(1, 40),
)
def test_every_lesson_is_met_once_in_order_and_before_the_next_block(sizes, modules_a_block, days_between):
    course = modules(*sizes)
    blocks = plan_blocks(course, first_day=FIRST_DAY, plan=plan(modules_a_block, days_between))
    assert [lesson.key for block in blocks for lesson in block.lessons] == [key for _, keys in course for key in keys]
    for block, after in pairwise(blocks):
        assert block.ends_on < after.starts_on
        assert after.starts_on - block.starts_on == timedelta(days=days_between)


MONDAY = date(2026, 12, 7)


def template(*blocks):
    return [TemplateBlock(f"Block {number}", *block) for number, block in enumerate(blocks, start=1)]


def planned(blocks, lessons=0, first_day=MONDAY, **plan):
    keys = [uuid4() for _ in range(lessons)]
    plan = TemplatePlan(begins_at=time(10), venue="Hall", **plan)
    return keys, plan_template(blocks, keys, first_day=first_day, plan=plan)


def test_team_meets_four_times_five_days_with_twenty_five_days_in_the_field_between_and_not_on_sundays():
    _, blocks = planned(template((5, 0), (5, 25), (5, 25), (5, 25)))
    assert [(block.starts_on, block.ends_on) for block in blocks] == [
        (date(2026, 12, 7), date(2026, 12, 11)),
        (date(2027, 1, 6), date(2027, 1, 11)),  # Wednesday to Saturday, and Monday
        (date(2027, 2, 6), date(2027, 2, 11)),  # Saturday, and Monday to Thursday
        (date(2027, 3, 9), date(2027, 3, 13)),
    ]
    assert [block.days for block in blocks] == [5, 5, 5, 5]


def test_move_meets_on_the_same_two_days_a_week_and_a_holiday_moves_one_week_alone():
    _, blocks = planned(template((2, 0), (2, 5), (2, 5)), holidays={date(2026, 12, 15)})
    assert [[moment.day for moment in sorted(block.moments)] for block in blocks] == [[7, 8], [14, 16], [21, 22]]


def test_on_sundays_people_meet_only_where_that_is_chosen():
    saturday = date(2026, 12, 12)
    _, (block,) = planned(template((2, 0)), first_day=saturday)
    assert block.ends_on == date(2026, 12, 14)
    _, (block,) = planned(template((2, 0)), first_day=saturday, on_sundays=True)
    assert block.ends_on == date(2026, 12, 13)


def test_field_work_before_the_first_block_begins_on_the_first_day():
    _, (block,) = planned(template((1, 3)))
    assert block.starts_on == date(2026, 12, 10)


def test_lessons_are_shared_out_evenly_and_a_day_without_one_is_met_on_too():
    keys, (first, second) = planned(template((2, 0), (2, 5)), lessons=3)
    assert [lesson.key for lesson in first.lessons] == keys[:2]
    assert [(lesson.key, lesson.begins_at) for lesson in second.lessons] == [(keys[2], datetime(2026, 12, 14, 10))]
    assert second.others == [datetime(2026, 12, 15, 10)]


def test_lessons_of_one_day_follow_one_another():
    keys, (block,) = planned(template((2, 0)), lessons=5)
    assert [(lesson.key, lesson.begins_at) for lesson in block.lessons] == [
        (keys[0], datetime(2026, 12, 7, 10)),
        (keys[1], datetime(2026, 12, 7, 12, 30)),
        (keys[2], datetime(2026, 12, 7, 15)),
        (keys[3], datetime(2026, 12, 8, 10)),
        (keys[4], datetime(2026, 12, 8, 12, 30)),
    ]


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(0, 30)), min_size=1, max_size=8),
    st.integers(0, 40),
    st.sets(st.integers(0, 200)),
)
def test_every_block_has_its_days_none_off_and_every_lesson_is_met_once_in_order(blocks, lessons, off):
    holidays = {MONDAY + timedelta(days=number) for number in off}
    keys, found = planned(template(*blocks), lessons=lessons, holidays=holidays)
    assume(not run_late(found))
    assert [block.days for block in found] == [days for days, _field in blocks]
    assert [lesson.key for block in found for lesson in block.lessons] == keys
    days = {moment.date() for block in found for moment in block.moments}
    assert not days & holidays
    assert all(day.isoweekday() != 7 for day in days)
    for block, after in pairwise(found):
        assert block.ends_on < after.starts_on


@given(st.integers(1, 5), st.integers(1, 40), st.sets(st.integers(0, 200)))
def test_field_work_is_never_shorter_than_the_programme_says_unless_the_weekday_is_kept(days, field_days, off):
    holidays = {MONDAY + timedelta(days=number) for number in off}
    blocks = template((days, 0), (days, field_days), (days, field_days))
    found = days_of_blocks(blocks, first_day=MONDAY, is_off=holidays.__contains__)
    for block, after in pairwise(found):
        if (days + field_days) % 7:
            assert (after.met[0] - block.met[-1]).days > field_days
