"""A small course in files, and the place in the site it is loaded to."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from wagtail.models import Locale, Page

from courses.models import CourseIndexPage
from courses.services import load_courses
from tests.factories import front_page, library
from tests.remembered import remembered

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><path d="M0 0h40v30z"/></svg>'


class CourseFiles:
    """Content files of one course in a folder of the test's own."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder = root, root / "move"
        self.folder.mkdir(parents=True)
        (root / "drawings").mkdir()
        (root / "drawings" / "village.svg").write_text(DRAWING)

    def course(self, language: str = "en", *, title: str = "MOVE", lessons: tuple[str, ...] = ("1a", "1b")) -> None:
        """Write the course file, of one module."""
        file = {
            "title": title,
            "full_name": "Market first",
            "summary": "Learn what customers want.",
            "who_for": "Women in groups",
            "duration": "Two weeks",
            "outcomes": ["Sets a goal", "Asks well", "Counts"],
            "introduction": "**Markets** first.",
            "drawing": "village",
            "modules": [{"slug": "module-1", "title": "A goal", "summary": "Set it", "lessons": list(lessons)}],
        }
        self._write(f"course.{language}", file)

    def lesson(self, slug: str, language: str = "en", *, title: str = "", rule: str = "A goal is yours.") -> None:
        """Write a lesson file."""
        body = [
            {"why": {"text": "Know before you spend."}},
            {"picture": {"drawing": "village", "alt": "A village"}},
            {"text": "Ask **ten** people."},
            {"talk": {"questions": ["Who?", "Why?"]}},
            {"rule": rule},
        ]
        title = title or f"Lesson {slug}"
        file = {"title": title, "summary": "A line", "outcome": "Sets a goal", "minutes": 8, "body": body}
        self._write(f"{slug}.{language}", file)

    def _write(self, name: str, file: dict) -> None:
        (self.folder / f"{name}.yaml").write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")


@pytest.fixture
def files(tmp_path: Path) -> CourseFiles:
    """A course of two lessons in English."""
    return _two_lessons(tmp_path / "content")


def _two_lessons(folder: Path) -> CourseFiles:
    files = CourseFiles(folder)
    files.course()
    files.lesson("1a")
    files.lesson("1b")
    return files


@pytest.fixture
def index(db) -> CourseIndexPage:
    """The list of courses, in every language of the site."""
    return _list_of_courses()


@pytest.fixture
def loaded(db) -> CourseIndexPage:
    """The list of courses after ``files``, as they are at first, have been loaded to it."""
    return _list_with_two_lessons()


@remembered
def _list_with_two_lessons() -> CourseIndexPage:
    index = _list_of_courses()
    with TemporaryDirectory() as folder:
        load_courses(index, content=_two_lessons(Path(folder) / "content").root)
    return index


@remembered
def _list_of_courses() -> CourseIndexPage:
    library()
    home = front_page()
    index = CourseIndexPage.objects.child_of(home).get()
    for locale in Locale.objects.exclude(language_code="en"):
        for page in (home, Page.objects.get(pk=index.pk).specific):
            page.copy_for_translation(locale).save_revision().publish()
    return index
