"""That a lesson waits for days: the share is that of every other page, asked at once for all."""

from attendance.queries import days_of, shares_of_days
from attendance.rule_kinds import DAYS, was_there
from courses.conditions import Leaf
from tests.attendance.meetings import mark, session_of
from tests.factories import learner_in


def at_least(percent: int) -> Leaf:
    return Leaf(DAYS, (("percent", str(percent)),))


def test_the_share_is_that_of_every_other_page(cohort, trainer, lakshmi, asha, django_assert_num_queries):
    late = learner_in(cohort, joined_days_ago=2)
    sessions = [session_of(cohort, days=-number) for number in (6, 4, 3, 1)]
    session_of(cohort, days=3)
    for session in sessions:
        mark(session, lakshmi, "present", by=trainer)
    mark(sessions[0], asha, "absent", by=trainer)
    mark(sessions[1], asha, "late", by=trainer)
    mark(sessions[2], asha, "present", by=trainer)
    mark(sessions[2], asha, "absent", by=lakshmi)  # two who differ
    mark(session_of(cohort, days=-1, hour=1, makes_up=sessions[0]), asha, "present", by=trainer)
    mark(sessions[3], late, "present", by=trainer)
    people = [lakshmi.pk, asha.pk, late.pk]
    wanted = {person: days.percent for person, days in days_of(cohort, people).items()}
    assert wanted[lakshmi.pk] == 100
    assert 0 < wanted[asha.pk] < 100
    with django_assert_num_queries(1):
        assert shares_of_days(cohort.course_key, people) == wanted
    held = was_there(cohort.course_key, people, {at_least(wanted[asha.pk]), at_least(100)})
    assert held[lakshmi.pk] == {at_least(wanted[asha.pk]), at_least(100)}
    assert held[asha.pk] == {at_least(wanted[asha.pk])}


def test_before_any_day_was_held_nobody_was_there(cohort, lakshmi):
    session_of(cohort, days=2)
    assert was_there(cohort.course_key, [lakshmi.pk], {at_least(1)}) == {}
