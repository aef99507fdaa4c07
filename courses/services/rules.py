"""Saying by which rule a lesson opens."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from content.editions import new_edition
from core.services import record_audit
from courses.conditions import Rule, can_hold, kept_rule, leaves_of
from courses.errors import RuleGoesInACircle, RuleNeverHolds
from courses.models import Lesson, LessonRule
from courses.queries import lessons_with_rule
from courses.unlocking import never_open


@transaction.atomic
def save_rule(lesson: Lesson, rule: Rule | None, *, by: Any) -> None:
    """From now on ``lesson`` opens by ``rule``; by the usual one where it is None. Raises as :func:`check_rule`."""
    check_rule(lesson, rule)
    if rule is None:
        LessonRule.objects.filter(lesson=lesson).delete()
    else:
        LessonRule.objects.update_or_create(lesson=lesson, defaults={"tree": kept_rule(rule)})
    record_audit("lesson.rule_changed", lesson, by=by, conditions=len(list(leaves_of(rule))) if rule else 0)
    new_edition()


def check_rule(lesson: Lesson, rule: Rule | None) -> None:
    """Raises RuleNeverHolds where its conditions contradict each other, RuleGoesInACircle where lessons would wait for
    each other."""
    today = timezone.localdate()

    def may_be(leaf: Any) -> tuple[bool, ...]:
        return (True,) if leaf.kind == "day" and leaf.day <= today else (True, False)

    if rule is not None and not can_hold(rule, may_be):
        raise RuleNeverHolds
    if never_open(lessons_with_rule(lesson, rule), today=today):
        raise RuleGoesInACircle
