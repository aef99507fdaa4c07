"""Who keeps up with the plan of a cohort and who does not: :mod:`cohorts.pace` inside the database.

That the two say the same of everybody is tested.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone

from assessments.queries import has_passed, has_questions
from cohorts.enums import Standing
from cohorts.models import Block, BlockLesson, Cohort, Enrolment
from cohorts.pace import STUCK_AFTER, LessonOnPlan
from cohorts.permissions import results_shown_in, results_shown_to
from cohorts.queries.pulses import lessons_read_by_week, spark_of
from core.charts import Chart
from core.prepared import Given, Prepared
from courses.models import LessonProgress
from courses.unlocking import TIME_TO_CATCH_UP, days_over
from people.models import Person

FRESH_SECONDS = 60


@dataclass(frozen=True)
class CohortStanding:
    """How the ``shown`` learners keep up: how many lessons they read on the average, how many of them ``numbers`` says.

    ``expected`` is how many lessons are in blocks that are over.
    """

    shown: int
    average: float
    expected: int
    numbers: dict[Standing, int]
    as_of: datetime

    @property
    def lines(self) -> list[tuple[Standing, int]]:
        """How many stand so, kind by kind."""
        return list(self.numbers.items())


@dataclass(frozen=True)
class CohortToday:
    """How many of a cohort's learners stand so, of those whose results are the viewer's to see, and what they read."""

    numbers: dict[Standing, int]
    read: Chart


def lessons_on_plan(cohort: Cohort) -> list[LessonOnPlan]:
    """The lessons of the blocks of ``cohort``; one query."""
    return [LessonOnPlan(*row) for row in _ON_PLAN.all(cohort=cohort.pk)]


def _on_plan() -> "QuerySet[BlockLesson, tuple[UUID, date, bool]]":
    lessons = BlockLesson.objects.filter(block__cohort=Given("cohort", UUIDField()))
    asking = lessons.annotate(asks=has_questions(OuterRef("lesson")))
    return asking.values_list("lesson_id", "block__starts_on", "asks")


_ON_PLAN = Prepared(_on_plan)


def stands(standing: Standing) -> Q:
    """Of enrolments: those who stand so, as :func:`cohorts.pace.work_left` says."""
    today = timezone.localdate()
    begun = Q(block__starts_on__lte=today)
    followed = Block.objects.filter(
        cohort=OuterRef("block__cohort"), starts_on__gt=OuterRef("block__starts_on"), starts_on__lte=today
    )
    seen = LessonProgress.objects.filter(person=OuterRef("person"), lesson__course_key=OuterRef("cohort__course_key"))
    if standing == Standing.LATE:
        first_new_day = today - TIME_TO_CATCH_UP + timedelta(days=1)
        caught_up = Q(joined_at__lt=timezone.make_aware(datetime.combine(first_new_day, time())))
        return caught_up & Q(_undone(begun & Q(Exists(followed))))
    if standing == Standing.STUCK:
        of_late = seen.filter(seen_at__gt=timezone.now() - STUCK_AFTER)
        return Q(Exists(seen)) & ~Q(Exists(of_late)) & Q(_undone(begun))
    if standing == Standing.NOT_BEGUN:
        return ~Q(Exists(seen))
    return Q(Exists(BlockLesson.objects.filter(block__cohort=OuterRef("cohort")))) & ~Q(_undone(Q()))


def standing_of(viewer: Person, cohort: Cohort, plan: Sequence[LessonOnPlan]) -> CohortStanding:
    """How the learners of ``cohort`` stand whose results ``viewer`` may see; counted at most once in a minute."""
    key = f"cohorts.standing:{cohort.pk}:{viewer.pk}"
    found: CohortStanding | None = cache.get(key)
    if found is None:
        found = _counted(viewer, cohort, plan)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _counted(viewer: Person, cohort: Cohort, plan: Sequence[LessonOnPlan]) -> CohortStanding:
    stays = Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort).order_by()
    numbers = stays.aggregate(shown=Count("pk"), **counts_by_standing())
    read = LessonProgress.objects.filter(
        person__in=stays.values("person"), lesson__course_key=cohort.course_key, finished_at__isnull=False
    ).count()
    over = days_over((lesson.opens_on for lesson in plan), timezone.localdate())
    return CohortStanding(
        shown=numbers["shown"],
        average=read / numbers["shown"] if numbers["shown"] else 0,
        expected=sum(lesson.opens_on in over for lesson in plan),
        numbers={standing: numbers[standing.name.lower()] for standing in Standing},
        as_of=timezone.localtime(),
    )


def cohorts_today(viewer: Person, cohorts: Collection[Cohort]) -> dict[UUID, CohortToday]:
    """How each of ``cohorts`` stands, for a desk: in two queries, and at most once in a minute for one viewer."""
    key = f"cohorts.today:{viewer.pk}"
    found: dict[UUID, CohortToday] | None = cache.get(key)
    if found is None:
        stays = results_shown_to(viewer).filter(cohort__in=[cohort.pk for cohort in cohorts]).order_by()
        read = lessons_read_by_week(stays)
        rows = stays.values("cohort").annotate(shown=Count("pk"), **counts_by_standing())
        found = {row["cohort"]: _today(row, read.get(row["cohort"], {})) for row in rows}
        cache.set(key, found, FRESH_SECONDS)
    return found


def _today(row: Mapping[str, Any], read: Mapping[date, int]) -> CohortToday:
    numbers = {standing: row[standing.name.lower()] for standing in Standing}
    return CohortToday(numbers, spark_of(read, row["shown"]))


def counts_by_standing() -> dict[str, Count]:
    """Of enrolments, how many stand so: by the names of :class:`Standing` in small letters."""
    return {standing.name.lower(): Count("pk", filter=stands(standing)) for standing in Standing}


def _undone(of_blocks: Q) -> Exists:
    """That a lesson of such a block of her cohort is not done by her: not read, or its questions not passed."""
    lessons = BlockLesson.objects.filter(of_blocks, block__cohort=OuterRef("cohort"))
    lessons = lessons.annotate(learner=ExpressionWrapper(OuterRef("person"), UUIDField()))
    learner, lesson = OuterRef("learner"), OuterRef("lesson")
    read = Exists(LessonProgress.objects.filter(person=learner, lesson=lesson, finished_at__isnull=False))
    return Exists(lessons.filter(~Q(read) | (Q(has_questions(lesson)) & ~Q(has_passed(learner, lesson)))))
