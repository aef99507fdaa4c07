"""When the blocks of a cohort fall."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cohorts.planning import BlockPlan, plan_blocks, run_late

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
