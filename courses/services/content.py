"""Loading the course and lesson files into Wagtail."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from wagtail.models import Locale, Page

from content.enums import SOURCE_LANGUAGE
from content.rich_text import plain_to_html
from content.services import (
    LoadReport,
    PageType,
    counterpart_in,
    digest_of,
    languages,
    load_one,
    place_page,
    place_translation,
    stand_after,
)
from courses.content_files import (
    CourseFile,
    LessonFile,
    ModuleEntry,
    Step,
    read_course,
    read_lesson,
)
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from media.services import load_picture, load_sound

CONTENT = Path(__file__).resolve().parents[1] / "content"
COURSES = ("move", "ted", "team")

Placed = TypeVar("Placed")


def load_courses(index: CourseIndexPage, *, content: Path = CONTENT) -> LoadReport:
    """Load every course folder of ``content`` below ``index`` (the source language's), and report what was done."""
    report = LoadReport()
    for name in COURSES:
        if (content / name).is_dir():
            _CourseLoader(content, name, report).load(index)
    return report


class _CourseLoader:
    """Loads one course folder: English first, then each other language as translations or aliases."""

    def __init__(self, content: Path, name: str, report: LoadReport) -> None:
        self.content, self.name, self.report = content, name, report
        self.folder = content / name

    def load(self, index: CourseIndexPage) -> None:
        """Load the course below ``index`` and its counterparts in the other languages."""
        files = {language: self._course_file(language) for language in languages()}
        if (source_file := files[SOURCE_LANGUAGE]) is None:
            return
        source = self._attempt(f"course.{SOURCE_LANGUAGE}", lambda: self._course(index, source_file))
        if source is None:
            return
        pages = self._modules(source, source_file)
        for language in languages()[1:]:
            self._translate(source, pages, language, files[language])

    def _course_file(self, language: str) -> CourseFile | None:
        if not (self.folder / f"course.{language}.yaml").exists():
            return None
        return self._attempt(f"course.{language}", lambda: read_course(self.folder, language))

    def _modules(self, course: CoursePage, file: CourseFile) -> list[tuple[str, Page]]:
        """(slug, page) of the modules and lessons that are there, a module before its lessons."""
        pages: list[tuple[str, Page]] = []
        previous: Page | None = None
        for entry in file.modules:
            module = self._attempt(f"{entry.slug}.{SOURCE_LANGUAGE}", lambda: self._module(course, entry, previous))  # noqa: B023
            if module is None:
                continue
            pages.append((entry.slug, module))
            pages.extend(self._lessons(module, entry))
            previous = module
        return pages

    def _lessons(self, module: ModulePage, entry: ModuleEntry) -> list[tuple[str, Page]]:
        pages: list[tuple[str, Page]] = []
        previous: Page | None = None
        for slug in entry.lessons:
            lesson = self._attempt(f"{slug}.{SOURCE_LANGUAGE}", lambda: self._lesson(module, slug, previous))  # noqa: B023
            if lesson is None:
                continue
            pages.append((slug, lesson))
            if lesson.is_child_of(module):
                previous = lesson
        return pages

    def _translate(
        self, source: CoursePage, pages: list[tuple[str, Page]], language: str, file: CourseFile | None
    ) -> None:
        locale = Locale.objects.get(language_code=language)
        entries = {entry.slug: entry for entry in file.modules} if file else {}
        there = self._attempt(f"course.{language}", lambda: self._course_in(source, locale, file))
        if there is None:
            return
        for slug, page in pages:
            self._attempt(f"{slug}.{language}", lambda: self._page_in(page, locale, slug, entries.get(slug)))  # noqa: B023

    def _course(self, index: CourseIndexPage, file: CourseFile) -> CoursePage | None:
        digest, values = self._digest(f"course.{SOURCE_LANGUAGE}"), self._course_values(file)
        source = f"{self.name}/course.{SOURCE_LANGUAGE}"
        return place_page(source, digest, self.report, parent=index, model=CoursePage, slug=self.name, values=values)

    def _module(self, course: CoursePage, entry: ModuleEntry, previous: Page | None) -> ModulePage | None:
        source, values = f"{self.name}/{entry.slug}.{SOURCE_LANGUAGE}", _module_values(entry)
        digest = digest_of(json.dumps(values))
        module = place_page(
            source, digest, self.report, parent=course, model=ModulePage, slug=entry.slug, values=values
        )
        return self._in_its_place(source, module, previous)

    def _lesson(self, module: ModulePage, slug: str, previous: Page | None) -> LessonPage | None:
        source, values = f"{self.name}/{slug}.{SOURCE_LANGUAGE}", self._lesson_values(slug, SOURCE_LANGUAGE)
        digest = self._digest(f"{slug}.{SOURCE_LANGUAGE}")
        lesson = place_page(source, digest, self.report, parent=module, model=LessonPage, slug=slug, values=values)
        return self._in_its_place(source, lesson, previous)

    def _in_its_place(self, source: str, page: PageType | None, previous: Page | None) -> PageType | None:
        """What is new stands where the file has it; where an editor has put the others is left alone."""
        if page is not None and source in self.report.made:
            stand_after(page, previous)
        return page

    def _course_in(self, source: CoursePage, locale: Locale, file: CourseFile | None) -> CoursePage:
        if file is None:
            return counterpart_in(source, locale)
        name, language = f"course.{locale.language_code}", locale.language_code
        values = self._course_values(file)
        return place_translation(
            f"{self.name}/{name}", self._digest(name), self.report, of=source, language=language, values=values
        )

    def _page_in(self, page: Page, locale: Locale, slug: str, entry: ModuleEntry | None) -> Page:
        """A module or lesson in another language."""
        language, name = locale.language_code, f"{slug}.{locale.language_code}"
        if isinstance(page, ModulePage):
            values = _module_values(entry) if entry else {}
            digest = digest_of(json.dumps(values))
        else:
            values = self._lesson_values(slug, language) if (self.folder / f"{name}.yaml").exists() else {}
            digest = self._digest(name) if values else ""
        if not values:
            return counterpart_in(page, locale)
        return place_translation(f"{self.name}/{name}", digest, self.report, of=page, language=language, values=values)

    def _attempt(self, name: str, place: Callable[[], Placed]) -> Placed | None:
        return load_one(f"{self.name}/{name}", self.report, place)

    def _digest(self, name: str) -> str:
        return digest_of(self.folder / f"{name}.yaml")

    def _course_values(self, file: CourseFile) -> dict[str, Any]:
        return {
            "title": file.title,
            "full_name": file.full_name,
            "summary": file.summary,
            "who_for": file.who_for,
            "duration": file.duration,
            "outcome_lines": "\n".join(file.outcomes),
            "introduction": plain_to_html(file.introduction),
            "picture": self._drawing(file.drawing, file.title),
        }

    def _lesson_values(self, slug: str, language: str) -> dict[str, Any]:
        file = read_lesson(self.folder, slug, language)
        return {
            "title": file.title,
            "summary": file.summary,
            "outcome": file.outcome,
            "minutes": file.minutes,
            "body": self._body(file),
        }

    def _body(self, file: LessonFile) -> list[tuple[str, Any]]:
        return [(step.kind, self._block(step, file)) for step in file.body]

    def _block(self, step: Step, file: LessonFile) -> Any:
        if step.why:
            return {"text": step.why.text, "audio": self._sound(step.why.audio, file.title, step.why.text)}
        if step.picture:
            image = self._drawing(step.picture.drawing, step.picture.alt)
            return {"image": image, "alt": step.picture.alt, "caption": step.picture.caption}
        if step.text:
            return plain_to_html(step.text)
        if step.talk:
            return step.talk.questions
        value = getattr(step, step.kind)
        return value if isinstance(value, str) else value.model_dump()

    def _drawing(self, name: str, title: str) -> Any:
        path = self.content / "drawings" / f"{name}.svg"
        return load_picture(path, title=title[:255])

    def _sound(self, name: str, title: str, transcript: str) -> Any:
        return load_sound(self.content / "audio" / name, title=title, transcript=transcript) if name else None


def _module_values(entry: ModuleEntry) -> dict[str, Any]:
    return {"title": entry.title, "summary": entry.summary}
