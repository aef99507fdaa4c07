"""Loading the course and lesson files into Wagtail."""

import json
from functools import partial
from pathlib import Path
from typing import Any

from content.enums import SOURCE_LANGUAGE
from content.rich_text import plain_to_html
from content.services import LoadReport, Piece, Text, digest_of, languages, load_one, load_pages
from courses.content_files import CourseFile, LessonFile, ModuleEntry, Step, read_course, read_lesson
from courses.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from courses.table_rows import as_written
from media.services import load_picture, load_sound

CONTENT = Path(__file__).resolve().parents[1] / "content"
COURSES = ("move", "ted", "team")


def load_courses(index: CourseIndexPage, *, content: Path = CONTENT) -> LoadReport:
    """Load every course folder of ``content`` below ``index`` (the source language's), and report what was done."""
    report = LoadReport()
    folders = [_CourseFolder(content / name, report) for name in COURSES]
    load_pages([course for folder in folders for course in folder.pieces()], index, report)
    return report


class _CourseFolder:
    """What the files of one course say: of the course, its modules and its lessons."""

    def __init__(self, folder: Path, report: LoadReport) -> None:
        self.folder, self.name = folder, folder.name
        self.files = {language: self._course_file(language, report) for language in languages()}

    def pieces(self) -> list[Piece]:
        """The course with all that is below it; nothing where it has no file in the source language."""
        file = self.files[SOURCE_LANGUAGE]
        if file is None:
            return []
        modules = [self._module(entry) for entry in file.modules]
        return [Piece(f"{self.name}/course", self.name, CoursePage, self._course_text, modules)]

    def _module(self, entry: ModuleEntry) -> Piece:
        lessons = [
            Piece(f"{self.name}/{slug}", slug, LessonPage, partial(self._lesson_text, slug)) for slug in entry.lessons
        ]
        text_in = partial(self._module_text, entry.slug)
        return Piece(f"{self.name}/{entry.slug}", entry.slug, ModulePage, text_in, lessons)

    def _course_file(self, language: str, report: LoadReport) -> CourseFile | None:
        if not (self.folder / f"course.{language}.yaml").exists():
            return None
        return load_one(f"{self.name}/course.{language}", report, partial(read_course, self.folder, language))

    def _course_text(self, language: str) -> Text | None:
        file, path = self.files[language], self.folder / f"course.{language}.yaml"
        return Text(self._course_values(file), digest_of(path)) if file else None

    def _module_text(self, slug: str, language: str) -> Text | None:
        file = self.files[language]
        entry = next((each for each in file.modules if each.slug == slug), None) if file else None
        if entry is None:
            return None
        values = {"title": entry.title, "summary": entry.summary}
        return Text(values, digest_of(json.dumps(values)))

    def _lesson_text(self, slug: str, language: str) -> Text | None:
        path = self.folder / f"{slug}.{language}.yaml"
        return Text(self._lesson_values(slug, language), digest_of(path)) if path.exists() else None

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
            "teaching": list(file.teaching.blocks()),
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
            return [point.model_dump() for point in step.talk.points]
        if step.table:
            return {**step.table.model_dump(), "rows": as_written(step.table.rows)}
        value = getattr(step, step.kind)
        return value if isinstance(value, str) else value.model_dump()

    def _drawing(self, name: str, title: str) -> Any:
        path = self.folder.parent / "drawings" / f"{name}.svg"
        return load_picture(path, title=title[:255])

    def _sound(self, name: str, title: str, transcript: str) -> Any:
        return load_sound(self.folder.parent / "audio" / name, title=title, transcript=transcript) if name else None
