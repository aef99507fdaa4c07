"""Every write in content: pages from their files, and pages that keep together in all languages."""

from content.services.languages import (
    counterpart_in,
    counterparts_follow,
    rename_counterparts,
    say_language,
    show_source_again,
)
from content.services.loading import (
    LoadReport,
    Piece,
    Text,
    ask_again,
    digest_of,
    languages,
    load_one,
    load_pages,
    remember_deletion,
    was_deleted,
)
from content.services.source_texts import note_text, note_texts_not_noted, says_the_same

__all__ = [
    "LoadReport",
    "Piece",
    "Text",
    "ask_again",
    "counterpart_in",
    "counterparts_follow",
    "digest_of",
    "languages",
    "load_one",
    "load_pages",
    "note_text",
    "note_texts_not_noted",
    "remember_deletion",
    "rename_counterparts",
    "say_language",
    "says_the_same",
    "show_source_again",
    "was_deleted",
]
