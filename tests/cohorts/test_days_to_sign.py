"""The list to sign has a box for each day of the block that runs or comes next."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cohorts.models import Session
from cohorts.queries import days_to_sign
from tests.factories import cohort_on, course_with_lessons, learner_in, trainer_of


def test_the_list_has_the_days_of_the_block_that_runs_or_comes_next(db, sign_in):
    cohort = cohort_on(course_with_lessons(3), opens_in_days=[-30, 2, 20])
    now = timezone.now()
    for block, days in zip(cohort.blocks.all(), ([-30], [2, 3, 3, 4], [20]), strict=True):
        block.ends_on = timezone.localdate() + timedelta(days=days[-1])
        block.save()
        for day in days:
            Session.objects.create(block=block, starts_at=now + timedelta(days=day), venue="Hall", title="Goats")
    Session.objects.filter(block__number=2).order_by("starts_at").last().delete()
    today = timezone.localdate()
    assert days_to_sign(cohort) == [today + timedelta(days=2), today + timedelta(days=3)]
    learner_in(cohort)
    paper = sign_in(trainer_of(cohort)).get(reverse("cohorts:print-learners", args=[cohort.pk]))
    assert paper.content.startswith(b"%PDF")


def test_without_a_plan_there_is_one_box(db, sign_in):
    cohort = cohort_on(course_with_lessons(1))
    assert days_to_sign(cohort) == []
    assert sign_in(trainer_of(cohort)).get(reverse("cohorts:print-learners", args=[cohort.pk])).status_code == 200
