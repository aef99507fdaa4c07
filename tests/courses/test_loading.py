"""Loading content files: as often as one likes, without doubles and without undoing an editor's work."""

from wagtail.models import Page

from content.models import LoadedContent
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services import load_courses
from media.models import LearningImage

ALL = ["move/course.en", "move/module-1.en", "move/1a.en", "move/1b.en"]


def lesson(slug: str, language: str = "en") -> LessonPage:
    return LessonPage.objects.get(slug=slug, locale__language_code=language)


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (CoursePage, ModulePage, LessonPage, LoadedContent, LearningImage))


def test_the_files_become_pages_in_their_order(index, files):
    report = load_courses(index, content=files.root)
    course = CoursePage.objects.child_of(index).get()
    assert report.made == ALL
    assert [page.slug for page in Page.objects.descendant_of(course).order_by("path")] == ["module-1", "1a", "1b"]
    assert all(page.live for page in Page.objects.descendant_of(course, inclusive=True))


def test_a_lesson_holds_what_its_file_says(loaded):
    page = lesson("1a")
    assert (page.title, page.summary, page.outcome, page.minutes) == ("Lesson 1a", "A line", "Sets a goal", 8)
    assert [block.block_type for block in page.body] == ["why", "picture", "text", "talk", "rule"]
    assert page.body[1].value["image"].source_key == "village.svg"
    assert page.body[2].value.source == "<p>Ask <b>ten</b> people.</p>"
    assert [(point["question"], list(point["answers"])) for point in page.body[3].value] == [("Who?", []), ("Why?", [])]


def test_loading_twice_makes_nothing_double_and_writes_nothing(loaded, files):
    before, revision = counts(), lesson("1a").latest_revision_id
    report = load_courses(loaded, content=files.root)
    assert (report.made, report.updated, report.kept) == ([], [], [])
    assert report.unchanged == ALL
    assert counts() == before
    assert lesson("1a").latest_revision_id == revision


def test_a_changed_file_updates_its_page_and_no_other(loaded, files):
    key = lesson("1a").translation_key
    files.lesson("1a", title="The goal game", rule="Say it aloud.")
    report = load_courses(loaded, content=files.root)
    page = lesson("1a")
    assert report.updated == ["move/1a.en"]
    assert (page.title, page.body[4].value, page.translation_key) == ("The goal game", "Say it aloud.", key)
    assert load_courses(loaded, content=files.root).updated == []


def test_what_an_editor_published_is_kept_and_reported(loaded, files):
    page = lesson("1a")
    page.title = "As the editor wants it"
    page.save_revision().publish()
    files.lesson("1a", title="As the file wants it")
    report = load_courses(loaded, content=files.root)
    assert report.kept == ["move/1a.en"]
    assert report.updated == []
    assert lesson("1a").title == "As the editor wants it"


def test_an_editors_draft_is_kept_and_not_published(loaded, files):
    page = lesson("1a")
    page.title = "Half a thought"
    draft = page.save_revision()
    files.lesson("1a", title="As the file wants it")
    report = load_courses(loaded, content=files.root)
    page = lesson("1a")
    assert report.kept == ["move/1a.en"]
    assert page.title == "Lesson 1a"
    assert page.latest_revision_id == draft.pk
    assert page.get_latest_revision_as_object().title == "Half a thought"


def test_an_editors_change_is_reported_even_where_the_file_did_not_change(loaded, files):
    lesson("1b").save_revision().publish()
    report = load_courses(loaded, content=files.root)
    assert report.kept == ["move/1b.en"]
    assert "move/1b.en" not in report.unchanged


def test_a_new_lesson_in_the_course_file_is_added(loaded, files):
    files.course(lessons=("1a", "1b", "2a"))
    files.lesson("2a")
    assert load_courses(loaded, content=files.root).made == ["move/2a.en"]
    assert lesson("2a").live


def test_a_changed_drawing_replaces_the_picture(loaded, files):
    drawing = files.root / "drawings" / "village.svg"
    drawing.write_text(drawing.read_text().replace('width="40"', 'width="80"'))
    load_courses(loaded, content=files.root)
    assert LearningImage.objects.get().width == 80
