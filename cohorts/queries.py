"""Reads for the pages of a cohort."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.enums import Difficulty
from assessments.queries import Tries, lessons_passed, number_passed, right_by_difficulty, tries_of
from cohorts.enums import EnrolmentStatus, Step
from cohorts.models import Cohort, Enrolment, Session
from cohorts.pace import pace_by_week, weeks_of
from cohorts.permissions import cohorts_taught_by, cohorts_visible_to, results_shown_in
from content.editions import kept
from core.charts import SMALLEST_GROUP, Chart, ChartKind, Point, Series
from core.enums import PlaceLevel
from core.models import Place
from courses.models import LessonProgress
from courses.permissions import CourseAccess
from courses.queries import (
    CourseOutline,
    LessonBegun,
    LessonEntry,
    ModuleEntry,
    course_in,
    course_title_in,
    finishing_times,
    first_to_do,
    lessons_begun,
    outline_at,
    progress_in,
    results,
    states_of,
)
from courses.unlocking import LessonState
from people.models import Person

COHORTS_ON_A_DESK = 12
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class LessonLine:
    """A lesson of the cohort with its state for the reader; ``waits_for`` is the lesson that opens it.

    It ``is_late`` where it is not done and its block was over when another opened.
    """

    entry: LessonEntry
    state: LessonState
    waits_for: LessonEntry | None
    is_late: bool


@dataclass(frozen=True)
class ModuleLines:
    """A module with its lessons as the reader meets them; it ``is_now`` where she goes on."""

    module: ModuleEntry
    lessons: list[LessonLine]
    done: int
    is_now: bool


@dataclass(frozen=True)
class SessionLine:
    """One meeting, named in ``language``: the reader's where the lesson is translated, none where it is not known."""

    title: str
    language: str
    starts_at: datetime
    venue: str


@dataclass(frozen=True)
class BlockLines:
    """A block with its sessions; ``title`` names the modules it covers, in ``language``."""

    number: int
    title: str
    language: str
    starts_on: date
    sessions: list[SessionLine]


@dataclass(frozen=True)
class CoursePlan:
    """The whole course for one person: modules, how much is done, and the lesson to go on with.

    Where the course is taken away it has no title and nothing else.
    """

    title: str
    language: str
    modules: list[ModuleLines]
    done: int
    total: int
    next_lesson: LessonEntry | None

    @property
    def late(self) -> int:
        """How many lessons are late."""
        return sum(line.is_late for lines in self.modules for line in lines.lessons)


@dataclass(frozen=True)
class NearSession:
    """A meeting of today or tomorrow."""

    cohort_id: UUID
    cohort: str
    starts_at: datetime
    venue: str

    @property
    def is_today(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate()


@dataclass(frozen=True)
class Overview:
    """A cohort as who teaches it sees it; ``percent`` of all its lessons were read to the end by the ``shown`` learners
    whose results the reader may see. Of fewer than five it is None.
    """

    learners: int
    shown: int
    percent: int | None
    near: list[NearSession]


@dataclass(frozen=True)
class LessonMark:
    """What one learner has done with one lesson, its title in ``language``."""

    title: str
    language: str
    read: bool
    passed: bool
    read_at: datetime | None
    tries: Tries | None


@dataclass(frozen=True)
class LearnerProgress:
    """One line of the trainer's page. ``read`` and ``passed`` count lessons; None where the reader may not see them.

    ``strip`` is how far she is with each lesson in order.
    """

    person: Person
    joined_at: datetime
    is_shown: bool
    read: int | None
    passed: int | None
    seen_at: datetime | None
    strip: tuple[Step, ...]


def course_plan(cohort: Cohort, person: Person, access: CourseAccess, language: str) -> CoursePlan:
    """The lessons of the cohort's course as ``person`` meets them, in five queries."""
    outline = _outline_of(cohort, language)
    if outline is None:
        return CoursePlan(title="", language=language, modules=[], done=0, total=0, next_lesson=None)
    entries = {entry.key: entry for entry in outline.lessons}
    read = {key for key, row in progress_in(person, outline.key).items() if row.finished_at}
    tested, passed = results(person, outline.key)
    states = states_of(list(entries), access, read=read, tested=tested, passed=passed)
    next_lesson = first_to_do(entries.values(), states)
    goes_on = outline.module_of(next_lesson.key) if next_lesson else next(iter(outline.modules), None)
    late = _late_of(states, access.opens_on)
    lines = [
        ModuleLines(
            module,
            [_lesson_line(entry, states, entries, late) for entry in module.lessons],
            done=sum(states[entry.key].done for entry in module.lessons),
            is_now=module is goes_on,
        )
        for module in outline.modules
    ]
    return CoursePlan(
        title=outline.title,
        language=outline.language,
        modules=lines,
        done=sum(line.done for line in lines),
        total=len(entries),
        next_lesson=next_lesson,
    )


def block_lines(cohort: Cohort, plan: CoursePlan) -> list[BlockLines]:
    """The blocks of the cohort in order with their sessions, in two queries."""
    modules = {line.entry.key: lines.module for lines in plan.modules for line in lines.lessons}
    lessons = {line.entry.key: line.entry for lines in plan.modules for line in lines.lessons}
    blocks = []
    for block in cohort.blocks.prefetch_related(Prefetch("sessions", Session.objects.select_related("lesson"))):
        sessions = list(block.sessions.all())
        keys = [session.lesson_id for session in sessions]
        covered = {module.key: module for module in (modules[key] for key in keys if key in modules)}.values()
        title = ", ".join(module.title for module in covered) or block.title
        language = next((module.language for module in covered), "")
        lines = [_session_line(session, lessons) for session in sessions]
        blocks.append(BlockLines(block.number, title, language, block.starts_on, lines))
    return blocks


def my_cohorts(person: Person) -> list[Cohort]:
    mine = Enrolment.objects.active().filter(person=person).values("cohort")
    return list(Cohort.objects.filter(pk__in=mine).select_related("organisation", "place"))


def running_cohorts(cohorts: QuerySet[Cohort]) -> list[Cohort]:
    """Those of ``cohorts`` that are not over, the next or newest first, a desk full of them."""
    running = cohorts.filter(ends_on__gte=timezone.localdate()).select_related("organisation", "place")
    return list(running[:COHORTS_ON_A_DESK])


def sessions_near(cohorts: Sequence[Cohort]) -> list[NearSession]:
    """What ``cohorts`` meet for today and tomorrow, in one query; a session is named by its block."""
    names = {cohort.pk: cohort.name for cohort in cohorts}
    today = timezone.localdate()
    near = Session.objects.filter(
        block__cohort__in=names, starts_at__date__range=(today, today + timedelta(days=1))
    ).select_related("block")
    return [NearSession(row.block.cohort_id, names[row.block.cohort_id], row.starts_at, row.venue) for row in near]


def overview_of(viewer: Person, cohort: Cohort, plan: CoursePlan) -> Overview:
    """How the cohort stands as a whole, in four queries however many learn in it."""
    lessons = [line.entry.key for lines in plan.modules for line in lines.lessons]
    people = people_shown_to(viewer, cohort)
    read = LessonProgress.objects.filter(person__in=people, lesson__in=lessons, finished_at__isnull=False).count()
    shown = people.count()
    whole = shown * len(lessons) if shown >= SMALLEST_GROUP else 0
    return Overview(
        learners=learners_of(cohort).count(),
        shown=shown,
        percent=round(100 * read / whole) if whole else None,
        near=sessions_near([cohort]),
    )


def cohorts_seen_by(person: Person) -> QuerySet[Any]:
    """The cohorts ``person`` sees, with organisation and place; ``learns`` says whether she takes part."""
    takes_part = Enrolment.objects.active().filter(person=person, cohort=OuterRef("pk"))
    return cohorts_visible_to(person).select_related("organisation", "place").annotate(learns=Exists(takes_part))


def taking_part_in(person: Person, cohorts: Iterable[Cohort]) -> set[UUID]:
    """Which of ``cohorts`` the person takes part in."""
    stays = Enrolment.objects.active().filter(person=person, cohort__in=list(cohorts))
    return set(stays.values_list("cohort_id", flat=True))


def cohorts_in_list(viewer: Person, language: str) -> QuerySet[Cohort]:
    """The cohorts ``viewer`` teaches or manages, past ones too, each with its ``course_title`` and ``learners``."""
    taking_part = Count("enrolments", filter=Q(enrolments__status=EnrolmentStatus.ACTIVE))
    title = course_title_in(OuterRef("course_key"), language)
    found = cohorts_taught_by(viewer).select_related("place", "organisation")
    return found.annotate(learners=taking_part, course_title=title).order_by("-starts_on", "name", "pk")


def places_of(cohorts: QuerySet[Cohort]) -> list[Place]:
    """The states and districts in which ``cohorts`` are, from the top; in two queries."""
    paths = cohorts.order_by().values_list("place__path", flat=True).distinct()
    keys = {key for path in paths for key in path.split("/") if key}
    found = Place.objects.filter(pk__in=keys, level__in=[PlaceLevel.STATE, PlaceLevel.DISTRICT])
    return sorted(found.select_related("parent"), key=_with_those_above)


def _with_those_above(place: Place) -> list[str]:
    return [str(each) for each in (place.parent, place) if each]


def learners_of(cohort: Cohort) -> QuerySet[Enrolment]:
    """The enrolments that hold, by name; a queryset, to be cut into pages."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    return stays.select_related("person").order_by("person__name", "pk")


def learners_for(viewer: Person, cohort: Cohort) -> QuerySet[Enrolment]:
    """As :func:`learners_of`, each with ``is_shown``: whether the viewer may see her results."""
    return learners_of(cohort).annotate(is_shown=results_shown_in(cohort, viewer))


def sortable_by(column: str, enrolments: QuerySet[Enrolment], lesson_keys: list[UUID]) -> QuerySet[Enrolment]:
    """``enrolments`` (of :func:`learners_for`) with what the column sorts by, where the viewer may see it.

    Counted for every learner before the first can be shown, and so only where it is asked for.
    """
    progress = LessonProgress.objects.filter(person=OuterRef("person"), lesson__in=lesson_keys).order_by()
    if column == "read":
        number = progress.filter(finished_at__isnull=False).values("person").annotate(number=Count("pk"))
        return enrolments.annotate(read_number=_where_shown(Coalesce(Subquery(number.values("number")), 0)))
    if column == "passed":
        return enrolments.annotate(passed_number=_where_shown(number_passed(OuterRef("person"), lesson_keys)))
    if column == "seen":
        last = progress.values("person").annotate(last=Max("seen_at")).values("last")
        return enrolments.annotate(last_seen_at=_where_shown(Coalesce(Subquery(last), NEVER)))
    return enrolments


def _where_shown(value: Coalesce) -> Case:
    return Case(When(is_shown=True, then=value))


def learner_progress(enrolments: Sequence[Any], lesson_keys: list[UUID]) -> list[LearnerProgress]:
    """How far the people of ``enrolments`` (of :func:`learners_for`) are, in two queries however many they are."""
    people = [enrolment.person_id for enrolment in enrolments if enrolment.is_shown]
    done = lessons_begun(people, lesson_keys)
    passed = lessons_passed(people, lesson_keys)
    return [
        _progress(enrolment, lesson_keys, done.get(enrolment.person_id, {}), passed.get(enrolment.person_id, set()))
        if enrolment.is_shown
        else LearnerProgress(enrolment.person, enrolment.joined_at, False, None, None, None, ())
        for enrolment in enrolments
    ]


def _progress(
    enrolment: Enrolment, lesson_keys: list[UUID], begun: dict[UUID, LessonBegun], passed: set[UUID]
) -> LearnerProgress:
    read = {key for key, each in begun.items() if each.is_finished}
    return LearnerProgress(
        person=enrolment.person,
        joined_at=enrolment.joined_at,
        is_shown=True,
        read=len(read),
        passed=len(passed),
        seen_at=max((each.seen_at for each in begun.values() if each.seen_at), default=None),
        strip=tuple(_step(key in begun, key in read, key in passed) for key in lesson_keys),
    )


def _step(begun: bool, read: bool, passed: bool) -> Step:
    if passed:
        return Step.PASSED
    if read:
        return Step.READ
    return Step.BEGUN if begun else Step.NOT_YET


def lesson_marks(person: Person, entries: list[LessonEntry]) -> list[LessonMark]:
    """What ``person`` has done with each lesson, in three queries."""
    keys = [entry.key for entry in entries]
    finished = LessonProgress.objects.filter(person=person, lesson__in=keys, finished_at__isnull=False)
    read_at = dict(finished.values_list("lesson_id", "finished_at"))
    passed = lessons_passed([person.pk], keys).get(person.pk, set())
    tries = tries_of(person, keys)
    return [
        LessonMark(
            entry.title,
            entry.language,
            read=entry.key in read_at,
            passed=entry.key in passed,
            read_at=read_at.get(entry.key),
            tries=tries.get(entry.key),
        )
        for entry in entries
    ]


def people_shown_to(viewer: Person, cohort: Cohort) -> "QuerySet[Enrolment, UUID]":
    """Of whom in ``cohort`` the viewer may see results."""
    stays = Enrolment.objects.active().filter(results_shown_in(cohort, viewer), cohort=cohort)
    return stays.values_list("person_id", flat=True)


def charts_of(cohort: Cohort, people: list[UUID], lesson_keys: list[UUID]) -> list[Chart]:
    """How ``people`` of the cohort go on by week, and how questions went by difficulty, in two queries."""
    return [_chart_by_week(cohort, people, lesson_keys), _chart_by_difficulty(people, lesson_keys)]


def lesson_entries(cohort: Cohort, language: str) -> list[LessonEntry]:
    """All lessons of the cohort's course in order."""
    outline = _outline_of(cohort, language)
    return outline.lessons if outline else []


def _outline_of(cohort: Cohort, language: str) -> CourseOutline | None:
    """The cohort's course in ``language``, else in another, kept for an edition; None where it is taken away."""

    def made() -> CourseOutline | None:
        course = course_in(cohort.course_key, language)
        return outline_at(course.path) if course else None

    return kept("outline of a cohort", cohort.course_key, language, make=made)


def _chart_by_week(cohort: Cohort, people: list[UUID], lesson_keys: list[UUID]) -> Chart:
    days: dict[UUID, list[date]] = {person: [] for person in people}
    for person, finished_at in finishing_times(people, lesson_keys):
        days[person].append(timezone.localdate(finished_at))
    last_day = min(cohort.ends_on, max(timezone.localdate(), cohort.starts_on))
    weeks = pace_by_week(days.values(), weeks_of(cohort.starts_on, last_day))
    # The week that runs now is counted up to today.
    until = max(timezone.localdate(), cohort.starts_on)
    labels = [date_format(min(week.ends_on, until), "j M") for week in weeks]
    quarters = {
        _("a quarter of the learners"): [week.lower for week in weeks],
        _("half of the learners"): [week.median for week in weeks],
        _("three quarters of the learners"): [week.upper for week in weeks],
    }
    series = [
        Series(
            name,
            [Point(label, Decimal(str(value)), len(people)) for label, value in zip(labels, values, strict=True)],
        )
        for name, values in quarters.items()
    ]
    return Chart(ChartKind.BAND, _("Lessons read to the end, week by week"), series)


def _chart_by_difficulty(people: list[UUID], lesson_keys: list[UUID]) -> Chart:
    points = [
        Point(str(Difficulty(row.difficulty).label), row.percent_right, row.people)
        for row in right_by_difficulty(people, lesson_keys)
    ]
    return Chart(ChartKind.BARS, _("Questions answered right, by difficulty"), [Series(_("Right"), points)], "%")


def _lesson_line(
    entry: LessonEntry, states: dict[UUID, LessonState], entries: dict[UUID, LessonEntry], late: set[UUID]
) -> LessonLine:
    state = states[entry.key]
    waits_for = entries.get(state.waits_for) if state.waits_for else None
    return LessonLine(entry, state, waits_for, is_late=entry.key in late)


def _late_of(states: dict[UUID, LessonState], opens_on: Mapping[UUID, date]) -> set[UUID]:
    begun = sorted({day for day in opens_on.values() if day <= timezone.localdate()})
    return {key for key, state in states.items() if not state.done and opens_on.get(key) in begun[:-1]}


def _session_line(session: Session, lessons: dict[UUID, LessonEntry]) -> SessionLine:
    entry = lessons.get(session.lesson.pk) if session.lesson and not session.title else None
    title = entry.title if entry else session.title or str(session.lesson or "")
    return SessionLine(title, entry.language if entry else "", session.starts_at, session.venue)
