"""What a phone may keep of a course: the lessons open to a person now, with what their pictures and sound weigh."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID

from core.local_text import language_now
from core.registry import Registry
from courses.models import CoursePage, LessonPage
from courses.permissions import course_access
from courses.queries.outlines import outline_at
from courses.queries.pages import course_in
from courses.queries.progress import progress_in
from courses.queries.readings import held_by, states_of
from courses.queries.results import results
from courses.queries.terms import words_of
from media.models import LearningImage, LearningMedia
from offline.kinds import PICTURE_BYTES, Bundle, KeptPage
from people.models import User
from people.permissions import person_of

# What upper apps add to a course that is kept: the pages of the tests of these lessons.
PAGES_OF_TESTS: Registry[Callable[[Iterable[UUID]], Iterable[KeptPage]]] = Registry("pages of the tests of lessons")


def course_to_keep(user: User, course_key: str) -> Bundle | None:
    """The course's own page, its words and each lesson that she may read now; None where she may read none."""
    try:
        course = course_in(UUID(course_key), language_now())
    except ValueError:
        return None
    if course is None:
        return None
    addresses, tested = _open_lessons(user, course)
    if not addresses:
        return None
    tests = [page for pages_of in PAGES_OF_TESTS for page in pages_of(tested)]
    own = KeptPage(course.address, PICTURE_BYTES if course.picture_id else 0)
    words = [KeptPage(f"{course.address}words/")] if words_of(course.translation_key, language_now()) else []
    return Bundle(course.title, [own, *words, *_weighed(course, addresses), *tests])


def lesson_to_keep(course_key: UUID, lesson_key: UUID, address: str) -> KeptPage:
    """One lesson of a course, at ``address``, with what its pictures and sound weigh."""
    course = course_in(course_key, language_now())
    weighed = _weighed(course, {lesson_key: address}) if course else iter(())
    return next(weighed, KeptPage(address))


def _open_lessons(user: User, course: CoursePage) -> tuple[dict[UUID, str], list[UUID]]:
    """{lesson: its address} of those that are open to her, and which of them have questions."""
    person = person_of(user)
    outline = outline_at(course.path)
    access = course_access(user, person, outline.key)
    if not outline.published or not access.reads:
        return {}, []
    read = {key for key, place in progress_in(person, outline.key).items() if place.is_finished}
    tested, passed = results(person, outline.key)
    held = held_by(person, outline, access)
    states = states_of(
        outline.lessons, access, read=read, tested=tested, passed=passed, held=held, takes_work=outline.takes_work
    )
    addresses = {entry.key: entry.address for entry in outline.lessons if states[entry.key].is_open}
    return addresses, [key for key in addresses if key in tested]


def _weighed(course: CoursePage, addresses: dict[UUID, str]) -> Iterator[KeptPage]:
    """In five queries, however many lessons."""
    below = LessonPage.objects.live().filter(path__startswith=course.path, translation_key__in=addresses)
    lessons = list(below.only("translation_key", "body", "last_published_at", "path"))
    files = {lesson.pk: list(_files_of(lesson)) for lesson in lessons}
    named = {pair for pairs in files.values() for pair in pairs}
    pictures = LearningImage.objects.in_bulk([key for kind, key in named if kind == "picture"])
    played = LearningMedia.objects.prefetch_related("renditions", "captions")
    sounds = played.in_bulk([key for kind, key in named if kind == "sound"])
    weight = {("sound", key): sound.weight + sound.weight_of_captions for key, sound in sounds.items()}
    for key, picture in pictures.items():
        weight["picture", key] = min(picture.file_size or PICTURE_BYTES, PICTURE_BYTES)
    for lesson in lessons:
        size = sum(weight.get(pair, 0) for pair in files[lesson.pk])
        yield KeptPage(addresses[lesson.translation_key], size, str(lesson.last_published_at))


def _files_of(lesson: LessonPage) -> Iterator[tuple[str, int]]:
    blocks: list[dict[str, Any]] = list(lesson.body.raw_data)
    for block in blocks:
        value = block["value"] if isinstance(block["value"], dict) else {}
        if value.get("image"):
            yield "picture", value["image"]
        for name in ("audio", "video"):
            if value.get(name):
                yield "sound", value[name]
