"""Loading the public pages from their files, in every language."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db import transaction
from wagtail.models import Locale, Page, Revision, Site

from content.enums import SOURCE_LANGUAGE
from content.rich_text import plain_to_html
from content.services import (
    LoadReport,
    counterpart_in,
    digest_of,
    languages,
    load_one,
    place_page,
    place_translation,
)
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
    if home is None:
        return report
    courses = _load_index(home, CourseIndexPage, "courses", report)
    stories = _load_index(home, StoryIndexPage, "stories", report)
    if stories:
        for path in sorted(content.glob("stories/*.en.yaml")):
            _load_in_all(path, stories, StoryPage, report)
    _load_in_all(content / "about.en.yaml", home, TextPage, report)
    _choose_the_story(content, report)
    return report + load_courses(courses) if courses else report


def _load_front_page(content: Path, report: LoadReport) -> HomePage | None:
    """The front page; a new installation's empty one, with its site, makes way for it."""
    for site in Site.objects.select_related("root_page"):
        first = site.root_page
        if first.specific_class is Page and first.depth > 1 and first.is_leaf():
            first.delete()
    home: HomePage | None = _load_in_all(content / "home.en.yaml", Page.get_first_root_node(), HomePage, report)
    if home and not Site.objects.exists():
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def _load_index(home: HomePage, model: type[Page], slug: str, report: LoadReport) -> Any:
    """The list page under the front page, and its counterparts; None where an editor deleted it."""
    titles, name = INDEX_TITLES[slug], f"{slug}/index.{SOURCE_LANGUAGE}"
    values = {"title": titles[SOURCE_LANGUAGE]}
    place = partial(place_page, name, digest_of(values["title"]), report, parent=home, model=model, slug=slug)
    source = load_one(name, report, partial(place, values=values))
    for language in languages()[1:] if source else []:
        name, values = f"{slug}/index.{language}", {"title": choose(titles, language).value}
        place = partial(place_translation, name, digest_of(values["title"]), report, of=source, language=language)
        load_one(name, report, partial(place, values=values))
    return source


def _load_in_all(path: Path, parent: Page, model: type[Page], report: LoadReport) -> Any:
    """The page of ``path`` (the English file) below ``parent``, and of its translations beside it."""
    slug, kind = path.name.split(".")[0], model._meta.model_name
    name = f"{kind}/{slug}.{SOURCE_LANGUAGE}"
    source = load_one(name, report, lambda: _load_file(path, name, parent.specific, model, slug, report))
    for language in languages()[1:] if source else []:
        name = f"{kind}/{slug}.{language}"
        load_one(name, report, partial(_load_translation, path, name, source, language, report))
    return source


def _load_file(path: Path, name: str, parent: Page, model: type[Page], slug: str, report: LoadReport) -> Page | None:
    values = _values_of(path, model)
    return place_page(name, digest_of(path), report, parent=parent, model=model, slug=slug, values=values)


def _load_translation(path: Path, name: str, source: Page, language: str, report: LoadReport) -> Page:
    """Without a file in ``language`` the page shows the source's text."""
    translated = path.with_name(f"{path.name.split('.')[0]}.{language}.yaml")
    if not translated.exists():
        return counterpart_in(source, Locale.objects.get(language_code=language))
    values = _values_of(translated, type(source))
    return place_translation(name, digest_of(translated), report, of=source, language=language, values=values)


def _values_of(path: Path, model: type[Page]) -> dict[str, Any]:
    values: dict[str, Any] = _VALUES[model](yaml.safe_load(path.read_text(encoding="utf-8")))
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
