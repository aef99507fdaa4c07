"""Loading the lesson files into Wagtail, as often as one likes.

A page is made where there is none, brought up to date where its file has changed, and left alone where an editor has
worked on it since it was loaded. A language without a file gets an alias, which Wagtail keeps like its source.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page

from courses.content_files import (
    SOURCE_LANGUAGE,
    CourseFile,
    LessonFile,
    ModuleEntry,
    Step,
    read_course,
    read_lesson,
)
from courses.models import CourseIndexPage, CoursePage, LessonPage, LoadedContent, ModulePage
from courses.rich_text import plain_to_html
from media.services import load_picture, load_sound

CONTENT = Path(__file__).resolve().parents[1] / "content"
COURSES = ("move", "ted", "team")

PageType = TypeVar("PageType", bound=Page)


@dataclass
class LoadReport:
    """What one run did, as the names of content files."""

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __add__(self, other: "LoadReport") -> "LoadReport":
        return LoadReport(
            self.made + other.made,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.kept + other.kept,
        )


def load_courses(index: CourseIndexPage, *, content: Path = CONTENT) -> LoadReport:
    """Load every course folder of ``content`` below ``index`` (the source language's), and report what was done."""
    report = LoadReport()
    for name in COURSES:
        if (content / name).is_dir():
            _CourseLoader(content, name, report).load(index)
    return report


def languages() -> list[str]:
    """The languages of the site, the source first."""
    others = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code != SOURCE_LANGUAGE]
    return [SOURCE_LANGUAGE, *others]


def place_page(
    source: str,
    digest: str,
    report: LoadReport,
    *,
    parent: Page,
    model: type[PageType],
    slug: str,
    values: dict[str, Any],
    page: PageType | None = None,
) -> PageType:
    """Make or update the page that ``source`` describes, unless it is unchanged or an editor has worked on it.

    ``page`` is a translation made just now, to be filled. A page that was there before its file came is an editor's.
    """
    loaded = LoadedContent.objects.filter(source=source).select_related("page").first()
    if loaded and loaded.page.latest_revision_id != loaded.revision_id:
        report.kept.append(source)
        return loaded.page.specific
    if loaded and loaded.digest == digest:
        report.unchanged.append(source)
        return loaded.page.specific
    if loaded:
        page = loaded.page.specific
    elif page is None:
        editors_own = model.objects.child_of(parent).filter(slug=slug).first()
        if editors_own is not None:
            report.kept.append(source)
            return editors_own
    with transaction.atomic():
        page = _written(page, parent, model, slug, values)
        revision = page.save_revision()
        revision.publish()
        LoadedContent.objects.update_or_create(
            source=source, defaults={"page_id": page.pk, "digest": digest, "revision_id": revision.pk}
        )
    (report.updated if loaded else report.made).append(source)
    return page


def _written(page: PageType | None, parent: Page, model: type[PageType], slug: str, values: dict[str, Any]) -> PageType:
    if page is None:
        return parent.add_child(instance=model(slug=slug, **values))
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    return page


def counterpart_in(page: PageType, locale: Locale, *, translate: bool) -> tuple[PageType, PageType | None]:
    """(the page in ``locale``, the same page where it is there to be filled and None where somebody wrote it).

    Without a translation it is an alias of the source; an alias makes way for a translation.
    """
    found = page.get_translation_or_none(locale)
    if found is None:
        made = page.copy_for_translation(locale, alias=not translate)
        return made, made
    if translate and found.alias_of_id:
        found.alias_of = None
        found.save(update_fields=["alias_of"])
        return found, found
    return found, None


def keep_order(parent: Page, slugs: Sequence[str]) -> None:
    """Bring the children named by ``slugs`` into that order; others, an editor's own, come before them."""
    children = {child.slug: child for child in Page.objects.child_of(parent).filter(slug__in=slugs)}
    wanted = [slug for slug in slugs if slug in children]
    if list(children) != wanted:
        for slug in wanted:
            Page.objects.get(pk=children[slug].pk).move(Page.objects.get(pk=parent.pk), pos="last-child")


def digest_of(*parts: object) -> str:
    """A short name for what was loaded; pydantic models count by their content."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


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
