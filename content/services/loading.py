"""Loading content files into pages, as often as one likes.

A page is made where there is none, brought up to date where its file has changed, and left alone where an editor has
worked on it or deleted it since it was loaded. It is found by what was written down when it was loaded, never by its
address. A language without a file shows the source's text. The trouble of one page is reported; the others load.
"""

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from wagtail.models import Locale, Page

from content.enums import SOURCE_LANGUAGE
from content.models import ASKED_FOR_AGAIN, LoadedContent
from content.services.languages import counterpart_in
from content.services.source_texts import says_the_same

logger = logging.getLogger(__name__)

Placed = TypeVar("Placed")


@dataclass
class LoadReport:
    """What one run did, as the names of content files; ``failed`` with the reason."""

    made: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def extend(self, other: "LoadReport") -> None:
        """Take over what ``other`` says."""
        for each in fields(self):
            getattr(self, each.name).extend(getattr(other, each.name))


@dataclass(frozen=True)
class Text:
    """What the fields of a page hold in one language, and the digest of what that was read from."""

    values: dict[str, Any]
    digest: str


@dataclass(frozen=True)
class Piece:
    """A page as its files have it, with the pages ``below`` it in their order.

    What is loaded is written down under ``name`` and the language. ``text_in`` reads what the page says in a language;
    None where there is no file of that language.
    """

    name: str
    slug: str
    model: type[Page]
    text_in: Callable[[str], Text | None]
    below: Sequence["Piece"] = ()


def load_pages(pieces: Iterable[Piece], parent: Page, report: LoadReport) -> list[Page]:
    """The pages of ``pieces`` below ``parent``, each in all languages and with what is below it; those that are there.

    What is new stands where the pieces have it; where an editor has put the others is left alone.
    """
    pages: list[Page] = []
    previous: Page | None = None
    for piece in pieces:
        page = load_one(f"{piece.name}.{SOURCE_LANGUAGE}", report, partial(_place, piece, parent, previous, report))
        if page is None:
            continue
        for language in languages()[1:]:
            name = f"{piece.name}.{language}"
            text = load_one(name, report, partial(piece.text_in, language))
            load_one(name, report, partial(_place_in, language, name, text, page, report))
        page.refresh_from_db(fields=["path"])  # a counterpart may have been put in front of it
        load_pages(piece.below, page, report)
        pages.append(page)
        previous = page if page.is_child_of(parent) else previous
    return pages


def languages() -> list[str]:
    """The languages of the site, the source first."""
    others = [code for code, _ in settings.WAGTAIL_CONTENT_LANGUAGES if code != SOURCE_LANGUAGE]
    return [SOURCE_LANGUAGE, *others]


def load_one(source: str, report: LoadReport, place: Callable[[], Placed]) -> Placed | None:
    """What ``place`` returns, whole or not at all; None where it could not be done, with the reason in the report."""
    try:
        with transaction.atomic():
            return place()
    except Exception as trouble:  # whatever is wrong with one file or page, the portal starts with the others
        logger.exception("%s could not be loaded", source)
        report.failed.append(f"{source}: {trouble}")
        return None


def ask_again(sources: Iterable[str]) -> list[str]:
    """Let what an editor deleted be loaded again, without a language (``move/1a``) in all of them; what that is."""
    asked = Q()
    for source in sources:
        asked |= Q(source=source) | Q(source__startswith=f"{source}.")
    deleted = LoadedContent.objects.filter(asked, page=None) if asked else LoadedContent.objects.none()
    names = list(deleted.values_list("source", flat=True))
    LoadedContent.objects.filter(source__in=names).update(digest=ASKED_FOR_AGAIN)
    return names


def was_deleted(source: str) -> bool:
    """Whether what came from ``source`` was deleted, and nobody asked for it again."""
    loaded = _loaded(source)
    return loaded is not None and loaded.was_deleted


def remember_deletion(source: str, *, key: UUID, digest: str) -> None:
    """Something that came from a file, and is no page, was deleted: its file is left alone from now on."""
    LoadedContent.objects.update_or_create(source=source, defaults={"translation_key": key, "digest": digest})


def digest_of(content: Path | bytes | str) -> str:
    """A short name for what was loaded: of a file's own bytes, whatever is read from them."""
    if isinstance(content, Path):
        content = content.read_bytes()
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def _place(piece: Piece, parent: Page, previous: Page | None, report: LoadReport) -> Page | None:
    """Make or update the page in the source language; None where an editor deleted it.

    A page that was there before its file came is an editor's.
    """
    source, text = f"{piece.name}.{SOURCE_LANGUAGE}", piece.text_in(SOURCE_LANGUAGE)
    if text is None:
        raise FileNotFoundError(source)
    loaded = _loaded(source)
    if loaded is None and (editors_own := piece.model.objects.child_of(parent).filter(slug=piece.slug).first()):
        report.kept.append(source)
        return editors_own
    if _is_left_alone(loaded, source, text.digest, report):
        return loaded.page.specific if loaded and loaded.page else None
    if loaded and loaded.page:
        return _fill(loaded.page.specific, source, text, report)
    key = {"translation_key": loaded.translation_key} if loaded else {}
    made = parent.add_child(instance=piece.model(slug=piece.slug, **key, **text.values))
    _stand_after(made, previous)
    return _fill(made, source, text, report)


def _place_in(language: str, source: str, text: Text | None, of: Page, report: LoadReport) -> None:
    """Make or update ``of`` in another language; without a file, or where an editor deleted it, it shows the source."""
    page = counterpart_in(of, Locale.objects.get(language_code=language))
    if text is None:
        return
    loaded = _loaded(source)
    if loaded is None and not page.alias_of_id:
        report.kept.append(source)
    elif not _is_left_alone(loaded, source, text.digest, report):
        _fill(page, source, text, report)
        says_the_same(page)  # a file is handed in beside its source


def _stand_after(page: Page, previous: Page | None) -> None:
    """Bring a page that was made just now to its place among its siblings: first where there is none before it."""
    now = page.get_prev_sibling()
    if (now.pk if now else None) != (previous.pk if previous else None):
        target, position = (previous, "right") if previous else (page.get_parent(), "first-child")
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos=position)
        page.refresh_from_db()


def _loaded(source: str) -> LoadedContent | None:
    return LoadedContent.objects.filter(source=source).select_related("page").first()


def _is_left_alone(loaded: LoadedContent | None, source: str, digest: str, report: LoadReport) -> bool:
    """Whether there is nothing to write; says in the report why."""
    if loaded is None:
        return False
    if loaded.was_deleted:
        report.deleted.append(source)
    elif loaded.page and (loaded.page.alias_of_id or loaded.page.latest_revision_id != loaded.revision_id):
        report.kept.append(source)
    elif loaded.digest == digest:
        report.unchanged.append(source)
    else:
        return False
    return True


def _fill(page: Page, source: str, text: Text, report: LoadReport) -> Page:
    page.alias_of = None
    for name, value in text.values.items():
        setattr(page, name, value)
    page.save()
    revision = page.save_revision()
    revision.publish()
    written_down = {
        "page_id": page.pk,
        "translation_key": page.translation_key,
        "digest": text.digest,
        "revision_id": revision.pk,
    }
    _, is_new = LoadedContent.objects.update_or_create(source=source, defaults=written_down)
    (report.made if is_new else report.updated).append(source)
    return page
