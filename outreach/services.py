"""Loading the public pages from their files, in every language."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Locale, Page, Revision, Site

from content.rich_text import plain_to_html
from content.services import LoadReport, Piece, Text, digest_of, languages, load_pages
from core.local_text import choose
from core.yaml_files import read_yaml
from courses.models import CourseIndexPage
from courses.services import load_courses
from media.services import load_picture
from outreach.models import HomePage, StoryIndexPage, StoryPage, TextPage

CONTENT = Path(__file__).resolve().parent / "content"
DRAWINGS = Path(__file__).resolve().parents[1] / "courses" / "content" / "drawings"

INDEX_TITLES = {
    "courses": {"en": "Courses", "hi": "कोर्स", "kn": "ಕೋರ್ಸ್‌ಗಳು", "ml": "കോഴ്സുകൾ"},
    "stories": {"en": "Stories", "hi": "कहानियाँ", "kn": "ಕಥೆಗಳು", "ml": "കഥകൾ"},
}


def load_site(*, content: Path = CONTENT) -> LoadReport:
    """Load the front page, the stories, the courses and the text pages; safe to run again and again."""
    report = LoadReport()
    for language in languages():
        Locale.objects.get_or_create(language_code=language)
    home = _load_front_page(content, report)
    if home is None:
        return report
    stories = [_from_file(path, StoryPage) for path in sorted(content.glob("stories/*.en.yaml"))]
    below = [
        _index(CourseIndexPage, "courses"),
        _index(StoryIndexPage, "stories", stories),
        _from_file(content / "about.en.yaml", TextPage),
        _from_file(content / "help.en.yaml", TextPage),
    ]
    pages = load_pages(below, home, report)
    _choose_the_story(content, report)
    for courses in pages:
        if isinstance(courses, CourseIndexPage):
            report.extend(load_courses(courses))
    return report


def _load_front_page(content: Path, report: LoadReport) -> Page | None:
    """The front page; a new installation's empty one, with its site, makes way for it."""
    for site in Site.objects.select_related("root_page"):
        first = site.root_page
        if first.specific_class is Page and first.depth > 1 and first.is_leaf():
            first.delete()
    pages = load_pages([_from_file(content / "home.en.yaml", HomePage)], Page.get_first_root_node(), report)
    if pages and not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=pages[0], is_default_site=True)
    return pages[0] if pages else None


def _index(model: type[Page], slug: str, below: Sequence[Piece] = ()) -> Piece:
    """A list page under the front page."""

    def text_in(language: str) -> Text:
        title = choose(INDEX_TITLES[slug], language).value
        return Text({"title": title}, digest_of(title))

    return Piece(f"{slug}/index", slug, model, text_in, below)


def _from_file(path: Path, model: type[Page]) -> Piece:
    """The page of ``path``, the English file, with its translations beside it."""
    slug = path.name.split(".")[0]

    def text_in(language: str) -> Text | None:
        file = path.with_name(f"{slug}.{language}.yaml")
        return Text(_values_of(file, model), digest_of(file)) if file.exists() else None

    return Piece(f"{model._meta.model_name}/{slug}", slug, model, text_in)


def _values_of(path: Path, model: type[Page]) -> dict[str, Any]:
    values: dict[str, Any] = _VALUES[model](read_yaml(path))
    return values


def take_stories_away(person: UUID) -> None:
    """Publish no story of ``person`` (her key): what can be read goes, what waits for its hour stays shut."""
    told = StoryPage.objects.filter(about=person).values("translation_key")
    for story in StoryPage.objects.filter(translation_key__in=told):
        story.unpublish()
    Revision.page_revisions.filter(content__about=str(person)).update(approved_go_live_at=None)


@transaction.atomic
def _choose_the_story(content: Path, report: LoadReport) -> None:
    """Put the story that home.yaml names on each front page that was loaded just now."""
    file = read_yaml(content / "home.en.yaml")
    for home in HomePage.objects.filter(story=None).select_related("locale"):
        language = home.locale.language_code
        if f"homepage/home.{language}" in report.made + report.updated:
            home.story = StoryPage.objects.filter(slug=file["story"], locale=home.locale).first()
            home.save(update_fields=["story"])


def _home_values(file: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": file["title"],
        "headline": file["headline"],
        "lede": file["lede"],
        "picture": _drawing(file),
        "what_we_do": [("part", part) for part in file["what_we_do"]],
        "works": [("work", _work(work)) for work in file.get("works", [])],
        "partners_intro": file["partners_intro"],
        "partners": [("partner", partner) for partner in file["partners"]],
        "source_lines": "\n".join(file["sources"]),
    }


def _work(work: dict[str, Any]) -> dict[str, Any]:
    picture = load_picture(DRAWINGS / f"{work['drawing']}.svg", title=work["caption"])
    return {"picture": picture, "code": "", **{name: work[name] for name in ("seen", "caption", "maker")}}


def _story_values(file: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": file["title"],
        "person": file["person"],
        "summary": file["summary"],
        "picture": _drawing(file),
        "published_on": date.fromisoformat(str(file["published_on"])),
        "body": plain_to_html(file["body"]),
    }


def _text_values(file: dict[str, Any]) -> dict[str, Any]:
    return {"title": file["title"], "picture": _drawing(file), "body": plain_to_html(file["body"])}


def _drawing(file: dict[str, Any]) -> Any:
    return load_picture(DRAWINGS / f"{file['drawing']}.svg", title=file["title"])


_VALUES: dict[type[Page], Any] = {HomePage: _home_values, StoryPage: _story_values, TextPage: _text_values}
