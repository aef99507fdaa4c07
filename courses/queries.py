"""Reads that cross course pages, progress and what upper apps know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.models import Page

from content.addresses import address_above, addresses_in, root_path
from content.enums import SOURCE_LANGUAGE
from content.models import LoadedContent
from core.registry import Registry
from courses.errors import FormIsUnknown
from courses.merging import Standing, Writing, merge
from courses.models import CoursePage, FormEntry, Lesson, LessonPage, LessonProgress
from courses.permissions import CourseAccess, course_access
from courses.unlocking import LessonFacts, LessonState, lesson_states
from people.models import Person, User
from people.permissions import person_of


@dataclass(frozen=True)
class LessonEntry:
    """One line of a course's outline; ``language`` is the one its text is written in."""

    key: UUID
    title: str
    summary: str
    minutes: int
    address: str
    language: str = "en"


@dataclass(frozen=True)
class ModuleEntry:
    """A module and its lessons in order; ``slug`` is its place on the course's page."""

    key: UUID
    title: str
    summary: str
    lessons: list[LessonEntry]
    slug: str = ""
    language: str = "en"


@dataclass(frozen=True)
class CourseOutline:
    """A course with its modules and their lessons in order; not ``published`` where it or a page above it is not."""

    key: UUID
    title: str
    address: str
    language: str
    modules: list[ModuleEntry]
    published: bool = True

    @property
    def lessons(self) -> list[LessonEntry]:
        """All lessons of the course in order."""
        return [lesson for module in self.modules for lesson in module.lessons]

    @property
    def address_above(self) -> str:
        """Where the list of courses is found."""
        return address_above(self.address)

    def module_of(self, lesson_key: UUID) -> ModuleEntry | None:
        """The module that holds the lesson."""
        return next((each for each in self.modules if any(line.key == lesson_key for line in each.lessons)), None)


@dataclass(frozen=True)
class Reading:
    """A lesson as one person meets it.

    ``blocked_by`` is the lesson to finish first where this one is locked, ``go_on_with`` the first that is open to her
    and not done; ``step`` is the block she last looked at.
    ``outline`` and ``module`` say where in the course the lesson is.
    """

    outline: CourseOutline
    module: ModuleEntry | None
    access: CourseAccess
    state: LessonState
    before: LessonEntry | None
    after: LessonEntry | None
    after_state: LessonState | None
    blocked_by: LessonEntry | None
    go_on_with: LessonEntry | None
    go_on_is_read: bool
    step: int
    finished: bool
    has_questions: bool

    @property
    def may_read(self) -> bool:
        """Whether the lesson is hers to read now."""
        return self.access.reads and self.state.is_open


@dataclass(frozen=True)
class LessonDone:
    """What a person has done with a lesson, if she has begun it."""

    key: UUID
    title: str
    begun_at: datetime | None
    read_at: datetime | None
    has_questions: bool
    passed: bool

    @property
    def is_done(self) -> bool:
        """Read to the end, and passed where there is something to pass."""
        return bool(self.read_at) and (self.passed or not self.has_questions)


@dataclass(frozen=True)
class CourseProgress:
    """A course with all its lessons in order."""

    key: UUID
    title: str
    lessons: list[LessonDone]


@dataclass(frozen=True)
class ResultFacts:
    """Of a course: the lessons that have questions, and those of them a person has passed."""

    tested: frozenset[UUID]
    passed: frozenset[UUID]


ResultProvider = Callable[[Person | None, list[UUID]], ResultFacts]
_results: list[ResultProvider] = []


@dataclass(frozen=True)
class LessonAction:
    """Something an upper app offers at the end of a lesson; ``address`` is where the press leads."""

    label: str
    icon: str
    address: str
    main: bool = False


@dataclass(frozen=True)
class WayIn:
    """How one comes to read a course: ``url_name`` is the page of an upper app where the press leads."""

    label: str | Promise
    icon: str
    url_name: str


WAYS_IN: Registry[WayIn] = Registry("way into a course")
ActionProvider = Callable[[LessonPage, Reading], LessonAction | None]
_actions: list[ActionProvider] = []


def register_lesson_action(provider: ActionProvider) -> None:
    """Let an upper app offer something at the end of a lesson, such as its questions or a mentor."""
    _actions.append(provider)


def next_step(person: Person, lesson: LessonPage) -> str:
    """Where to go on after the lesson: its questions, the next lesson if it is open, else its own end."""
    if person.user is None:
        return lesson.address
    reading = reading_of(person.user, lesson)
    if reading is None:
        return lesson.address
    main = [action for action in lesson_actions(lesson, reading) if action.main]
    if main:
        return main[0].address
    is_open = reading.after is not None and reading.after_state is not None and reading.after_state.is_open
    return reading.after.address if reading.after and is_open else f"{lesson.address}#end"


def lesson_actions(lesson: LessonPage, reading: Reading) -> list[LessonAction]:
    """What upper apps offer the reader at the end of the lesson."""
    offered = (provider(lesson, reading) for provider in _actions)
    return [action for action in offered if action is not None]


def register_results(provider: ResultProvider) -> None:
    """Let an upper app say which of some lessons have questions and which of them a person passed."""
    _results.append(provider)


def outline_at(course_path: str) -> CourseOutline:
    """The course at the tree path with all that is published below it, in one query."""
    above = [course_path[:end] for end in range(2 * Page.steplen, len(course_path), Page.steplen)]
    rows = (
        Page.objects.filter(Q(path__startswith=course_path, live=True) | Q(path__in=[*above, course_path]))
        .order_by("path")
        .values_list(
            "path",
            "live",
            "translation_key",
            "title",
            "slug",
            "url_path",
            "locale__language_code",
            Coalesce("coursepage__content_language", "modulepage__content_language", "lessonpage__content_language"),
            "modulepage__summary",
            "lessonpage__summary",
            "lessonpage__minutes",
        )
    )
    outline = CourseOutline(UUID(int=0), "", "", "", [], published=False)
    modules: dict[str, ModuleEntry] = {}
    published = True
    address_of: dict[str, Callable[[str], str]] = {}
    for path, live, key, title, slug, url_path, locale, language, module_summary, summary, minutes in rows:
        published = published and live
        if len(path) < len(course_path):
            continue
        if locale not in address_of:
            address_of[locale] = addresses_in(locale)
        address, above_it = address_of[locale](url_path), path[: -Page.steplen]
        if path == course_path:
            outline = CourseOutline(key, title, address, language, [], published)
        elif above_it == course_path:
            modules[path] = ModuleEntry(key, title, module_summary or "", [], slug, language)
            outline.modules.append(modules[path])
        elif above_it in modules:
            modules[above_it].lessons.append(LessonEntry(key, title, summary or "", minutes or 0, address, language))
    return outline


def course_path_of(lesson: Page) -> str:
    """The tree path of the course a lesson belongs to: two steps up."""
    return str(lesson.path[: -2 * Page.steplen])


def course_key_of(lesson: Page) -> UUID:
    """The translation key of the course a lesson belongs to."""
    return Page.objects.values_list("translation_key", flat=True).get(path=course_path_of(lesson))


def lesson_at(language: str, address: str) -> LessonPage | None:
    """The lesson at ``address`` (what comes after the language in the browser), live by itself, or None."""
    lessons = LessonPage.objects.live().select_related("locale")
    return lessons.filter(url_path=root_path(language) + address).first()


def course_at(language: str, address: str) -> CoursePage | None:
    """The course at ``address``, live by itself, or None."""
    courses = CoursePage.objects.live().select_related("locale", "picture")
    return courses.filter(url_path=root_path(language) + address).first()


def course_in(course_key: UUID, language: str) -> CoursePage | None:
    """The published course of a translation key in ``language``, else in another; None where it is taken away."""
    courses = CoursePage.objects.published().filter(translation_key=course_key)
    return courses.order_by(_wanted_first(language), "path").first()


def courses_written_in(language: str) -> "QuerySet[CoursePage]":
    """The courses that have a page in ``language``."""
    return CoursePage.objects.live().filter(locale__language_code=language)


def courses_in(courses: "QuerySet[CoursePage]", language: str) -> list[CoursePage]:
    """Each of ``courses`` once, in ``language`` or else in another."""
    found: dict[UUID, CoursePage] = {}
    for course in courses.select_related("locale").order_by(_wanted_first(language), "path"):
        found.setdefault(course.translation_key, course)
    return list(found.values())


def progress_by_course(rows: "QuerySet[LessonProgress]", person: Person, language: str) -> list[CourseProgress]:
    """How far ``person`` is in each course of which she has begun a lesson, by her ``rows``; in seven queries."""
    begun = {row.lesson_id: row for row in rows}
    courses = Lesson.objects.filter(pk__in=begun).values("course_key")
    lessons = list(Lesson.objects.filter(course_key__in=courses, is_published=True))
    keys = [lesson.pk for lesson in lessons]
    tested, passed = results(person, keys)
    titles = lesson_titles(keys, language)
    pages = CoursePage.objects.published().filter(translation_key__in={lesson.course_key for lesson in lessons})
    found = {
        page.translation_key: CourseProgress(page.translation_key, page.title, [])
        for page in courses_in(pages, language)
    }
    for lesson in lessons:
        if lesson.course_key in found:
            found[lesson.course_key].lessons.append(
                LessonDone(
                    key=lesson.pk,
                    title=titles.get(lesson.pk, lesson.title),
                    begun_at=begun[lesson.pk].started_at if lesson.pk in begun else None,
                    read_at=begun[lesson.pk].finished_at if lesson.pk in begun else None,
                    has_questions=lesson.pk in tested,
                    passed=lesson.pk in passed,
                )
            )
    return list(found.values())


def states_of(
    keys: list[UUID], access: CourseAccess, *, read: set[UUID], tested: set[UUID], passed: set[UUID]
) -> dict[UUID, LessonState]:
    """The state of the lessons ``keys`` (all of a course, in order) for who has read and passed these."""
    facts = [
        LessonFacts(
            key,
            read=key in read,
            tested=key in tested,
            passed=key in passed,
            opens_on=access.opens_on.get(key),
        )
        for key in keys
    ]
    states = lesson_states(facts, today=timezone.localdate())
    if access.reads_all:
        states = [LessonState(state.key, done=state.done, is_open=True) for state in states]
    return {state.key: state for state in states}


def reading_of(user: User, lesson: LessonPage) -> Reading | None:
    """How ``user`` meets the lesson; None where it is taken away for now, itself or what it stands in."""
    person = person_of(user)
    outline = outline_at(course_path_of(lesson))
    entries = outline.lessons
    keys = [entry.key for entry in entries]
    if not outline.published or lesson.translation_key not in keys:
        return None
    access = course_access(user, person, outline.key)
    progress = progress_in(person, keys)
    read = {key for key, row in progress.items() if row.finished_at}
    tested, passed = results(person, keys)
    states = states_of(keys, access, read=read, tested=tested, passed=passed)
    place = keys.index(lesson.translation_key)
    state = states[lesson.translation_key]
    after = entries[place + 1] if place + 1 < len(entries) else None
    go_on_with = first_to_do(entries, states)
    here = progress.get(lesson.translation_key)
    return Reading(
        outline=outline,
        module=outline.module_of(lesson.translation_key),
        access=access,
        state=state,
        before=entries[place - 1] if place else None,
        after=after,
        after_state=states[after.key] if after else None,
        blocked_by=next((entry for entry in entries if entry.key == state.waits_for), None),
        go_on_with=go_on_with,
        go_on_is_read=bool(go_on_with and go_on_with.key in read),
        step=here.step if here else 1,
        finished=bool(here and here.finished_at),
        has_questions=lesson.translation_key in tested,
    )


def first_to_do(lessons: Iterable[LessonEntry], states: dict[UUID, LessonState]) -> LessonEntry | None:
    """The first of the lessons that is open and not done."""
    return next((lesson for lesson in lessons if states[lesson.key].is_open and not states[lesson.key].done), None)


def results(person: Person | None, keys: list[UUID]) -> tuple[set[UUID], set[UUID]]:
    """(lessons with questions, lessons passed) of ``keys``, from all that upper apps lend."""
    lent = [provider(person, keys) for provider in _results]
    return set().union(*(facts.tested for facts in lent)), set().union(*(facts.passed for facts in lent))


def finished_lessons(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """{person: the lessons of ``lesson_keys`` she has read to the end}."""
    rows = LessonProgress.objects.filter(
        person__in=list(people), lesson__in=list(lesson_keys), finished_at__isnull=False
    ).values_list("person_id", "lesson_id")
    finished: dict[UUID, set[UUID]] = {}
    for person_id, lesson_key in rows:
        finished.setdefault(person_id, set()).add(lesson_key)
    return finished


def finishing_times(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> list[tuple[UUID, datetime]]:
    """(person, when she read a lesson to its end) for each of the lessons each of ``people`` has finished."""
    rows = LessonProgress.objects.filter(
        person__in=list(people), lesson__in=list(lesson_keys), finished_at__isnull=False
    )
    return [(person, moment) for person, moment in rows.values_list("person_id", "finished_at") if moment]


def progress_in(person: Person | None, lesson_keys: Iterable[UUID]) -> dict[UUID, LessonProgress]:
    """{lesson: how far ``person`` is in it}, for those of ``lesson_keys`` she has begun."""
    if person is None:
        return {}
    rows = LessonProgress.objects.filter(person=person, lesson__in=list(lesson_keys))
    return {row.lesson_id: row for row in rows}


def filled_forms(person: Person | None, lesson_key: UUID) -> dict[str, dict[str, Standing]]:
    """{form key: {field key: what stands in it}} of what ``person`` typed into the forms of the lesson."""
    if person is None:
        return {}
    writings: dict[str, list[Writing]] = {}
    for entry in FormEntry.objects.filter(recorded_by=person, lesson=lesson_key):
        writings.setdefault(entry.form_key, []).append(entry.writing)
    return {form_key: merge(each) for form_key, each in writings.items()}


def writings_in(person: Person, lesson_key: UUID, form_key: str) -> list[Writing]:
    """All that ``person`` ever wrote into one form."""
    entries = FormEntry.objects.filter(recorded_by=person, lesson=lesson_key, form_key=form_key)
    return [entry.writing for entry in entries]


def form_fields(lesson: LessonPage, form_key: str) -> dict[str, str]:
    """{field key: its kind} of a form of the lesson; raises FormIsUnknown where it has none of that key."""
    for block in lesson.body.raw_data:
        if block["type"] == "form" and block["value"]["key"] == form_key:
            return {line["value"]["key"]: line["value"]["kind"] for line in block["value"]["fields"]}
    raise FormIsUnknown


def lesson_titles(keys: Iterable[UUID], language: str) -> dict[UUID, str]:
    """{lesson: its title in ``language``}."""
    rows = LessonPage.objects.filter(translation_key__in=list(keys), locale__language_code=language)
    return dict(rows.values_list("translation_key", "title"))


def lesson_title_in(lesson_key: OuterRef, language: str) -> Subquery:
    """The title in ``language`` of a lesson that an outer query names; null where there is none."""
    pages = LessonPage.objects.filter(translation_key=lesson_key, locale__language_code=language)
    return Subquery(pages.values("title")[:1])


def lesson_in(lesson_key: UUID, language: str) -> LessonPage:
    """The published lesson in ``language``; raises LessonPage.DoesNotExist where there is none."""
    lessons = LessonPage.objects.published().select_related("locale")
    return lessons.get(translation_key=lesson_key, locale__language_code=language)


def lesson_of_file(course: str, lesson: str) -> UUID | None:
    """The key of the lesson that came from a lesson file, or None where none did."""
    loaded = LoadedContent.objects.filter(source=f"{course}/{lesson}.{SOURCE_LANGUAGE}")
    return loaded.values_list("translation_key", flat=True).first()


def lesson_choices() -> list[tuple[str, list[tuple[UUID, str]]]]:
    """All lessons to choose from, by course and module in their order, as choices of a field; two queries."""
    lessons = list(Lesson.objects.all())
    keys = {key for lesson in lessons for key in (lesson.course_key, lesson.module_key)}
    title_of = dict(_in_source_language().filter(translation_key__in=keys).values_list("translation_key", "title"))
    groups: dict[str, list[tuple[UUID, str]]] = {}
    for lesson in lessons:
        above = [title_of[key] for key in (lesson.course_key, lesson.module_key) if key in title_of]
        groups.setdefault(" – ".join(above), []).append((lesson.pk, lesson.title))
    return list(groups.items())


def lessons_called(title: str, *, course: str = "") -> list[Lesson]:
    """The lessons of this title, of the course of this title where one is named, in the source language."""
    lessons = Lesson.objects.annotate(course_title=course_title_of(OuterRef("course_key"))).filter(title__iexact=title)
    return list(lessons.filter(course_title__iexact=course) if course else lessons)


def course_choices() -> list[tuple[UUID, str]]:
    """All courses to choose from, as choices of a field."""
    return list(_in_source_language().filter(coursepage__isnull=False).values_list("translation_key", "title"))


def course_title_of(course_key: OuterRef) -> Subquery:
    """The title in the source language of a course that an outer query names."""
    return Subquery(_in_source_language().filter(translation_key=course_key).values("title")[:1])


def _in_source_language() -> QuerySet[Page]:
    return Page.objects.filter(locale__language_code=SOURCE_LANGUAGE).order_by("path")


def _wanted_first(language: str) -> Case:
    return Case(
        When(locale__language_code=language, then=Value(0)),
        When(locale__language_code=SOURCE_LANGUAGE, then=Value(1)),
        default=Value(2),
    )
