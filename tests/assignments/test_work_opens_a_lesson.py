"""That a lesson waits for work between blocks: what is approved counts, in the cohorts of the course alone."""

from assignments.enums import WorkState
from assignments.models import Work
from assignments.rule_kinds import APPROVED, is_approved
from courses.conditions import Leaf
from tests.factories import AssignmentFactory


def so_many(number: int) -> Leaf:
    return Leaf(APPROVED, (("number", str(number)),))


def test_what_is_approved_counts(cohort, asha, baseline, django_assert_num_queries):
    Work.objects.create(assignment=baseline, person=asha, state=WorkState.APPROVED)
    Work.objects.create(assignment=AssignmentFactory(cohort=cohort), person=asha, state=WorkState.HANDED_IN)
    Work.objects.create(assignment=AssignmentFactory(), person=asha, state=WorkState.APPROVED)
    with django_assert_num_queries(1):
        held = is_approved(cohort.course_key, [asha.pk], {so_many(1), so_many(2)})
    assert held == {asha.pk: {so_many(1)}}
