"""Loading the public pages from their files, in every language."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from wagtail.models import Locale, Page, Site

from content.rich_text import plain_to_html
from content.services import LoadReport, counterpart_in, digest_of, languages, place_page
from core.local_text import choose
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
    courses = _load_index(home, CourseIndexPage, "courses", report)
    stories = _load_index(home, StoryIndexPage, "stories", report)
    for path in sorted(content.glob("stories/*.en.yaml")):
        _load_in_all(path, stories, StoryPage, report)
    _load_in_all(content / "about.en.yaml", home, TextPage, report)
    _choose_the_story(content, report)
    course_report = load_courses(courses)
    return report + course_report


def _load_front_page(content: Path, report: LoadReport) -> HomePage:
    """The front page; a new installation's empty one, with its site, makes way for it."""
    for site in Site.objects.select_related("root_page"):
        if site.root_page.specific_class is Page:
            site.root_page.delete()
    home: HomePage = _load_in_all(content / "home.en.yaml", Page.get_first_root_node(), HomePage, report)
    if not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def _load_index(home: HomePage, model: type[Page], slug: str, report: LoadReport) -> Any:
    """The list page under the front page, and its counterparts."""
    titles = INDEX_TITLES[slug]
    source = _place(f"{slug}/index.en", titles["en"], home, model, slug, {"title": titles["en"]}, report)
    for language in languages()[1:]:
        page, fresh = counterpart_in(source, Locale.objects.get(language_code=language), translate=True)
        title = choose(titles, language).value
        values = {"title": title}
        _place(f"{slug}/index.{language}", title, page.get_parent(), model, slug, values, report, fresh)
    return source


def _load_in_all(path: Path, parent: Page, model: type[Page], report: LoadReport) -> Any:
    """The page of ``path`` (the English file) below ``parent``, and of its translations beside it."""
    slug = path.name.split(".")[0]
    source = _load_file(path, parent, model, slug, report)
    for language in languages()[1:]:
        translated = path.with_name(f"{slug}.{language}.yaml")
        page, fresh = counterpart_in(source, Locale.objects.get(language_code=language), translate=True)
        _load_file(translated, page.get_parent(), model, slug, report, fresh)
    return source


def _load_file(
    path: Path, parent: Page, model: type[Page], slug: str, report: LoadReport, page: Page | None = None
) -> Page:
    file: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    name = f"{model._meta.model_name}/{path.name.removesuffix('.yaml')}"
    return _place(name, file, parent, model, slug, _VALUES[model](file), report, page)


def _place(
    source: str,
    file: object,
    parent: Page,
    model: type[Page],
    slug: str,
    values: dict[str, Any],
    report: LoadReport,
    page: Page | None = None,
) -> Page:
    return place_page(
        source,
        digest_of(file),
        report,
        parent=parent.specific,
        model=model,
        slug=slug,
        values=values,
        page=page,
    )


@transaction.atomic
def _choose_the_story(content: Path, report: LoadReport) -> None:
    """Put the story that home.yaml names on each front page that was loaded just now."""
    file = yaml.safe_load((content / "home.en.yaml").read_text(encoding="utf-8"))
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
        "partners_intro": file["partners_intro"],
        "partners": [("partner", partner) for partner in file["partners"]],
        "source_lines": "\n".join(file["sources"]),
    }


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
    return {"title": file["title"], "body": plain_to_html(file["body"])}


def _drawing(file: dict[str, Any]) -> Any:
    return load_picture(DRAWINGS / f"{file['drawing']}.svg", title=file["title"])


_VALUES: dict[type[Page], Any] = {HomePage: _home_values, StoryPage: _story_values, TextPage: _text_values}
