"""Loading the course and lesson files into Wagtail."""

from pathlib import Path
from typing import Any

from wagtail.models import Locale, Page

from content.enums import SOURCE_LANGUAGE
from content.rich_text import plain_to_html
from content.services import LoadReport, PageType, counterpart_in, digest_of, keep_order, languages, place_page
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
        self.source_course = read_course(self.folder, SOURCE_LANGUAGE)

    def load(self, index: CourseIndexPage) -> None:
        """Load the course below ``index`` and its counterparts in the other languages."""
        source = self._course(index, SOURCE_LANGUAGE, self.source_course)
        pages = self._modules(source, SOURCE_LANGUAGE, self.source_course)
        for language in languages()[1:]:
            self._translate(source, pages, language)

    def _translate(self, source: CoursePage, pages: list[tuple[str, Page]], language: str) -> None:
        locale = Locale.objects.get(language_code=language)
        try:
            course = read_course(self.folder, language)
        except FileNotFoundError:
            course = None
        translated = {entry.slug: entry for entry in course.modules} if course else {}
        there, empty_course = counterpart_in(source, locale, translate=course is not None)
        if course:
            self._course(there.get_parent().specific, language, course, page=empty_course)
        for slug, page in pages:
            if isinstance(page, ModulePage):
                entry = translated.get(slug)
                module, empty_module = counterpart_in(page, locale, translate=entry is not None)
                if entry:
                    self._module(module.get_parent().specific, language, entry, page=empty_module)
            else:
                has_file = (self.folder / f"{slug}.{language}.yaml").exists()
                lesson, empty_lesson = counterpart_in(page, locale, translate=has_file)
                if has_file:
                    self._lesson(lesson.get_parent().specific, language, slug, page=empty_lesson)
        for outline in self.source_course.modules:
            keep_order(Page.objects.child_of(there).get(slug=outline.slug), outline.lessons)
        keep_order(there, [outline.slug for outline in self.source_course.modules])

    def _modules(self, course: CoursePage, language: str, file: CourseFile) -> list[tuple[str, Page]]:
        pages: list[tuple[str, Page]] = []
        for entry in file.modules:
            module = self._module(course, language, entry)
            pages.append((entry.slug, module))
            pages.extend((slug, self._lesson(module, language, slug)) for slug in entry.lessons)
            keep_order(module, entry.lessons)
        keep_order(course, [entry.slug for entry in file.modules])
        return pages

    def _course(self, parent: Page, language: str, file: CourseFile, page: CoursePage | None = None) -> CoursePage:
        values = {
            "title": file.title,
            "full_name": file.full_name,
            "summary": file.summary,
            "who_for": file.who_for,
            "duration": file.duration,
            "outcome_lines": "\n".join(file.outcomes),
            "introduction": plain_to_html(file.introduction),
            "picture": self._drawing(file.drawing, file.title),
        }
        return self._place(parent, CoursePage, self.name, f"course.{language}", file, values, page)

    def _module(self, parent: Page, language: str, entry: ModuleEntry, page: ModulePage | None = None) -> ModulePage:
        values = {"title": entry.title, "summary": entry.summary}
        return self._place(parent, ModulePage, entry.slug, f"{entry.slug}.{language}", entry, values, page)

    def _lesson(self, parent: Page, language: str, slug: str, page: LessonPage | None = None) -> LessonPage:
        file = read_lesson(self.folder, slug, language)
        values = {
            "title": file.title,
            "summary": file.summary,
            "outcome": file.outcome,
            "minutes": file.minutes,
            "body": self._body(file),
        }
        return self._place(parent, LessonPage, slug, f"{slug}.{language}", file, values, page)

    def _place(
        self,
        parent: Page,
        model: type[PageType],
        slug: str,
        source: str,
        file: object,
        values: dict[str, Any],
        page: PageType | None,
    ) -> PageType:
        return place_page(
            f"{self.name}/{source}",
            digest_of(file),
            self.report,
            parent=parent,
            model=model,
            slug=slug,
            values=values,
            page=page,
        )

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
