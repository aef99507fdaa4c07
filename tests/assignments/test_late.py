"""What is late for whom: what was due before she came is not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assignments.desk_cards import cards
from desk.enums import Section
from tests.factories import AssignmentFactory, learner_in

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
