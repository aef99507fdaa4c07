"""Who keeps up with the plan of a cohort and who does not: :mod:`cohorts.pace` inside the database.

That all ways say the same of everybody is tested.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Exists, ExpressionWrapper, F, Max, OuterRef, Q, QuerySet, Sum, UUIDField
from django.utils import timezone

from assessments.queries import HardQuestion, attempts_begun, hardest_questions, has_passed, has_questions
from cohorts.enums import Standing
from cohorts.models import Block, BlockLesson, Cohort, Enrolment, EnrolmentQuerySet
from cohorts.pace import STUCK_AFTER
from cohorts.permissions import results_shown_in, results_shown_to, trains
from cohorts.queries.pulses import lessons_read_by_week, spark_of
from cohorts.queries.summaries import Plan, has_caught_up, in_time, is_to_keep_up, stands_so
from core.charts import Chart
from core.prepared import Given, Prepared
from courses.lateness import days_over
from courses.models import LessonProgress
from people.models import Person

FRESH_SECONDS = 60


@dataclass(frozen=True)
class CohortStanding:
    """How the ``shown`` learners keep up: how many lessons they read on average, how many of them ``numbers`` says.

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
    shown: int
    read: Mapping[date, int]

    @property
    def spark(self) -> Chart:
        """The lessons they read, week by week, in the reader's language."""
        return spark_of(self.read, self.shown)


@dataclass(frozen=True)
class Shown:
    """The ``stays`` whose results a viewer may see, how many they are, and a ``digest`` that changes with who they are.

    What is counted of them is kept under it: who withdraws her consent is counted no more, also where another gives it.
    """

    stays: EnrolmentQuerySet
    number: int
    digest: str

    def with_sign(self, sign: Q) -> int:
        """How many of them stand so; one query."""
        return self.stays.filter(sign).count()


def shown_in(viewer: Person, cohort: Cohort) -> Shown:
    """Of ``cohort``; one query."""
    stays = Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort)
    if trains(viewer, cohort):
        # All who take part: who leaves makes them fewer and never comes back as the same stay, who joins is the newest.
        number, newest = _trained_in(cohort)
        return Shown(stays.order_by(), number, f"{number}-{newest}")
    return _shown(stays)


def number_learning(cohort: Cohort) -> int:
    """How many take part in it; one query."""
    return _trained_in(cohort)[0]


def _trained_in(cohort: Cohort) -> tuple[int, int | None]:
    """(how many take part, the newest stay of theirs)."""
    return _TRAINED.first(cohort=cohort.pk) or (0, None)


def _shown(stays: EnrolmentQuerySet) -> Shown:
    keys = stays.order_by().aggregate(number=Count("pk"), first=Sum("pk"), second=Sum(F("pk") * F("pk")))
    return Shown(stays.order_by(), keys["number"], f"{keys['number']}-{keys['first']}-{keys['second']}")


def _trained() -> "QuerySet[Enrolment, tuple[int, int | None]]":
    stays = Enrolment.objects.active().filter(cohort=Given("cohort", UUIDField())).order_by()
    return stays.values("cohort").annotate(number=Count("pk"), newest=Max("pk")).values_list("number", "newest")


_TRAINED = Prepared(_trained)


def stands(standing: Standing) -> Q:
    """Of enrolments, in whatever cohorts: those who stand so, as :func:`cohorts.pace.work_left` says, by what they did.

    In one cohort it is asked of the summaries (:func:`cohorts.queries.stands_so`): that the two say the same is tested.

    Both leave out whoever need not keep up (:func:`is_to_keep_up`).
    """
    if standing == Standing.FINISHED:
        return Q(Exists(BlockLesson.objects.filter(block__cohort=OuterRef("cohort")))) & ~Q(_undone(Q()))
    today = timezone.localdate()
    begun = Q(block__starts_on__lte=today)
    followed = Block.objects.filter(
        cohort=OuterRef("block__cohort"), starts_on__gt=OuterRef("block__starts_on"), starts_on__lte=today
    )
    seen = LessonProgress.objects.filter(person=OuterRef("person"), lesson__course_key=OuterRef("cohort__course_key"))
    sat = attempts_begun(OuterRef("person"), OuterRef("cohort__course_key"))
    has_begun = Q(Exists(seen)) | Q(Exists(sat))
    since = timezone.now() - STUCK_AFTER
    of_late = Q(Exists(seen.filter(seen_at__gt=since))) | Q(Exists(sat.filter(started_at__gt=since)))
    behind = {
        Standing.LATE: has_caught_up() & Q(_undone(begun & Q(Exists(followed)))),
        Standing.STUCK: has_begun & ~of_late & Q(_undone(begun)),
        Standing.NOT_BEGUN: ~has_begun,
    }
    return is_to_keep_up() & behind[standing]


@dataclass(frozen=True)
class WrongMost:
    """The questions that went wrong most among ``shown`` learners."""

    questions: list[HardQuestion]
    shown: int
    as_of: datetime


def wrong_most_of(shown: Shown, lesson_keys: Sequence[UUID], language: str) -> WrongMost:
    """Among the ``shown`` learners."""
    people = shown.stays.values_list("person_id", flat=True)
    return WrongMost(hardest_questions(people, lesson_keys, language), shown.number, timezone.localtime())


def standing_of(shown: Shown, plan: Plan) -> CohortStanding:
    """How the ``shown`` learners of a cohort with this ``plan`` stand, by their summaries; one query."""
    counts = {standing.name.lower(): Count("pk", filter=stands_so(standing)) for standing in Standing}
    found = in_time(shown.stays, plan).aggregate(**counts, read_in_all=Sum("summary__read"))
    over = days_over((lesson.opens_on for lesson in plan.lessons), timezone.localdate())
    return CohortStanding(
        shown=shown.number,
        average=(found["read_in_all"] or 0) / shown.number if shown.number else 0,
        expected=sum(lesson.opens_on in over for lesson in plan.lessons),
        numbers={standing: found[standing.name.lower()] for standing in Standing},
        as_of=timezone.localtime(),
    )


def cohorts_today(viewer: Person, cohorts: Collection[Cohort]) -> dict[UUID, CohortToday]:
    """How each of ``cohorts`` stands, for a desk: in three queries; the last two at most once in a minute."""
    shown = _shown(results_shown_to(viewer).filter(cohort__in=[cohort.pk for cohort in cohorts]))
    key = f"cohorts.today:{shown.digest}"
    found: dict[UUID, CohortToday] | None = cache.get(key)
    if found is None:
        read = lessons_read_by_week(shown.stays)
        rows = shown.stays.values("cohort").annotate(shown=Count("pk"), **counts_by_standing())
        found = {row["cohort"]: _today(row, read.get(row["cohort"], {})) for row in rows}
        cache.set(key, found, FRESH_SECONDS)
    return found


def _today(row: Mapping[str, Any], read: Mapping[date, int]) -> CohortToday:
    numbers = {standing: row[standing.name.lower()] for standing in Standing}
    return CohortToday(numbers, row["shown"], read)


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
