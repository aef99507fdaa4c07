"""What is late for whom: what was due before she came is not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assignments.desk_cards import cards
from assignments.models import Work
from assignments.queries import versions_of
from cohorts.enums import LeavingReason
from cohorts.models import Enrolment
from cohorts.services import withdraw_learner
from desk.enums import Section
from submissions.services import take
from tests.assignments.handing import handed
from tests.factories import AssignmentFactory, learner_in, trainer_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("joined_days_ago", "section", "said"),
    [
        (20, Section.LATE, "Due on"),
        (10, Section.LATE, "Due on"),
        (9, Section.NOW, "before you came. Ask your trainer."),
    ],
)
def test_what_was_due_before_she_came_is_not_late_on_her_desk(cohort, joined_days_ago, section, said):
    AssignmentFactory(cohort=cohort, due_on=timezone.localdate() - timedelta(days=10))
    (card,) = cards(learner_in(cohort, joined_days_ago=joined_days_ago))
    assert card.section == section
    assert said in card.more


@pytest.mark.parametrize(("joined_days_ago", "days_late"), [(20, 10), (10, 10), (9, 0)])
def test_nor_is_a_version_that_she_hands_in_then(cohort, sign_in, joined_days_ago, days_late):
    """Neither as she reads it nor as who reviews it does."""
    assignment = AssignmentFactory(cohort=cohort, due_on=timezone.localdate() - timedelta(days=10))
    asha = learner_in(cohort, joined_days_ago=joined_days_ago)
    assert take(asha, handed(assignment, asha, body="Eight goats")).standing == "applied"
    work = Work.objects.get()
    assert [version.days_late for version in versions_of(work)] == [days_late]
    hers = sign_in(asha).get(reverse("assignments:work", args=[assignment.pk])).text
    review = sign_in(trainer_of(cohort)).get(reverse("assignments:review", args=[work.pk])).text
    assert ["days late" in page for page in (hers, review)] == [bool(days_late)] * 2


def test_who_has_left_is_read_by_her_last_stay(cohort):
    assignment = AssignmentFactory(cohort=cohort, due_on=timezone.localdate() - timedelta(days=10))
    asha = learner_in(cohort, joined_days_ago=9)
    take(asha, handed(assignment, asha, body="Eight goats"))
    withdraw_learner(Enrolment.objects.get(person=asha), by=trainer_of(cohort).user, left_for=LeavingReason.WORK)
    assert [version.days_late for version in versions_of(Work.objects.get())] == [0]


@pytest.mark.parametrize(
    ("joined_days_ago", "said", "unsaid"),
    [
        (20, "Late", "Before you came: ask your trainer."),
        (5, "Before you came: ask your trainer.", "Late"),
    ],
)
def test_and_not_in_her_list(cohort, sign_in, joined_days_ago, said, unsaid):
    AssignmentFactory(cohort=cohort, due_on=timezone.localdate() - timedelta(days=10))
    page = sign_in(learner_in(cohort, joined_days_ago=joined_days_ago)).get(reverse("assignments:mine")).text
    main = page[page.index("<main") :]
    assert said in main
    assert unsaid not in main
