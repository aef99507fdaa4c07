"""What a translation was made from, so that it can be said when its source has changed since."""

import hashlib

from django.db import transaction
from django.db.models import Exists, OuterRef
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from content.enums import SOURCE_LANGUAGE
from content.models import LearningPage, SourceText
from content.queries import NOT_READ, lines_of


@transaction.atomic
def note_text(page: LearningPage) -> None:
    """After publishing: what the source says now, or what a translation was made from.

    What was translated line by line was made from the lines its translator was given. What was written as a page was
    made, the first time, from what the source says now; later only its translator can say (:func:`says_the_same`).
    """
    if page.alias_of_id:
        return
    if page.locale.language_code == SOURCE_LANGUAGE:
        _note(page, lines_of(page))
    elif page.content_language == page.locale.language_code:
        given = translation_of(page)
        if given is None:
            if not SourceText.objects.filter(page=page).exists():
                says_the_same(page)
        elif not lacks_translations(page):
            _note(page, lines_of(given.source.as_instance()))


@transaction.atomic
def says_the_same(page: Page) -> None:
    """Somebody looked: the translation says what its source says now."""
    source = SourceText.objects.filter(
        page__translation_key=page.translation_key, page__locale__language_code=SOURCE_LANGUAGE
    ).first()
    if source is not None:
        _write(page, source.digest, source.lines)


def note_texts_not_noted() -> None:
    """Of pages that were published before this was noted: a translation is taken to say what its source says."""
    for model in LearningPage.__subclasses__():
        pages = model.objects.live().filter(alias_of=None, source_text=None).select_related("locale")
        for page in sorted(pages, key=lambda each: each.locale.language_code != SOURCE_LANGUAGE):
            note_text(page)


def translation_of(page: Page) -> Translation | None:
    """The translation line by line that the page comes from; None where it is written as a page of its own."""
    given = Translation.objects.filter(source__object_id=page.translation_key, target_locale=page.locale, enabled=True)
    return given.select_related("source").first()


def lacks_translations(page: Page) -> bool:
    """Whether a page that is translated line by line still has lines of its source."""
    translation = translation_of(page)
    if translation is None:
        return False
    translated = StringTranslation.objects.filter(
        translation_of=OuterRef("string"), context=OuterRef("context"), locale=page.locale, has_error=False
    )
    needed = StringSegment.objects.filter(source=translation.source_id).exclude(context__path__in=NOT_READ)
    return bool(needed.filter(~Exists(translated)).exists())


def _note(page: Page, lines: list[str]) -> None:
    _write(page, hashlib.sha256("\n".join(lines).encode()).hexdigest(), lines)


def _write(page: Page, digest: str, lines: list[str]) -> None:
    SourceText.objects.update_or_create(page_id=page.pk, defaults={"digest": digest, "lines": lines})
