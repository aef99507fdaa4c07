"""Whether one lesson is open to a person, and where it leads on: asked of it and of those beside it alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, QuerySet, UUIDField
from django.utils import timezone

from core.prepared import Given, GivenMany, Prepared
from core.registry import Registry
from courses.models import Lesson, LessonPage, LessonProgress
from courses.permissions import COURSE_READERS, opens_on, reads_all_in, reads_everything
from courses.queries.outlines import LessonEntry, course_path_of, outline_at
from courses.queries.results import RESULTS, passed_in, tested_in
from courses.unlocking import LessonFacts, lesson_states
from people.models import User
from people.permissions import person_of


@dataclass(frozen=True)
class Passage:
    """A lesson between the one before it and the one ``after`` it, as one person meets it.

    ``leads_on`` where she may read the next one as soon as she has read this one to its end.
    """

    key: UUID
    may_read: bool
    has_questions: bool
    after: LessonEntry | None
    leads_on: bool


def _beside() -> "QuerySet[Lesson, tuple[UUID, bool, bool, bool, date | None, bool]]":
    person, course, lesson = Given("person", UUIDField()), Given("course", UUIDField()), OuterRef("pk")
    read = LessonProgress.objects.filter(person=person, lesson=lesson, finished_at__isnull=False)
    asked = {
        "tested": tested_in(lesson),
        "passed": passed_in(person, lesson),
        "reads_all": reads_all_in(person, course),
    }
    said = {name: ExpressionWrapper(each, output_field=BooleanField()) for name, each in asked.items()}
    lessons = Lesson.objects.filter(pk__in=[GivenMany("lessons", UUIDField())]).order_by()
    return lessons.annotate(read=Exists(read), opens=opens_on(person, course, lesson), **said).values_list(
        "pk", "read", "tested", "passed", "opens", "reads_all"
    )


PASSAGE = Prepared(_beside, shape=lambda: (COURSE_READERS.items(), RESULTS.items()))


def passage_of(user: User, lesson: LessonPage) -> Passage | None:
    """How ``user`` meets the lesson, in one query; None where it is taken away for now, itself or what it stands in.

    It says what :class:`courses.queries.Reading` says: no lesson but the one before has a say in whether one is open.
    """
    outline, person, key = outline_at(course_path_of(lesson)), person_of(user), lesson.translation_key
    place = outline.places.get(key)
    if not outline.published or place is None:
        return None
    beside = [entry.key for entry in outline.lessons[max(0, place - 1) : place + 2]]
    rows = PASSAGE.all(person=person.pk if person else None, course=outline.key, lessons=beside)
    facts = {pk: LessonFacts(pk, read, tested, passed, opens) for pk, read, tested, passed, opens, _all in rows}
    here = facts.get(key, LessonFacts(key))
    after = outline.lessons[place + 1] if place + 1 < len(outline.lessons) else None
    reads_all, learns = reads_everything(user) or any(row[-1] for row in rows), here.opens_on is not None

    def opens(entry: LessonEntry | None, known: dict[UUID, LessonFacts]) -> bool:
        states = lesson_states([known.get(each, LessonFacts(each)) for each in beside], today=timezone.localdate())
        is_open = any(state.is_open for state in states if entry and state.key == entry.key)
        return entry is not None and (reads_all or (learns and is_open))

    return Passage(
        key=key,
        may_read=opens(outline.lessons[place], facts),
        has_questions=here.tested,
        after=after,
        leads_on=opens(after, {**facts, key: replace(here, read=True)}),
    )


def can_read(user: User, lesson: LessonPage) -> bool:
    """Whether the lesson is there and open to ``user`` now."""
    passage = passage_of(user, lesson)
    return passage is not None and passage.may_read


def lesson_read_by(user: User, lesson_id: int) -> LessonPage:
    """The page of this key, where the lesson is open to ``user`` now. Raises LessonPage.DoesNotExist."""
    lesson: LessonPage = LessonPage.objects.live().select_related("locale").get(pk=lesson_id)
    if not can_read(user, lesson):
        raise LessonPage.DoesNotExist
    return lesson


# Where an upper app leads on from a lesson, without what its action says.
NEXT_STEPS: Registry[Callable[[Passage], str | None]] = Registry("next step after a lesson")


def next_step(lesson: LessonPage, passage: Passage) -> str:
    """Where to go on after the lesson was read: its questions, the next lesson if it is open, else its own end."""
    if lent := next((address for leads in NEXT_STEPS if (address := leads(passage))), None):
        return lent
    return passage.after.address if passage.after and passage.leads_on else f"{lesson.address}#end"
