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
    PageType,
    ask_again,
    digest_of,
    languages,
    load_one,
    place_page,
    place_translation,
    remember_deletion,
    stand_after,
    was_deleted,
)

__all__ = [
    "LoadReport",
    "PageType",
    "ask_again",
    "counterpart_in",
    "counterparts_follow",
    "digest_of",
    "languages",
    "load_one",
    "place_page",
    "place_translation",
    "remember_deletion",
    "rename_counterparts",
    "say_language",
    "show_source_again",
    "stand_after",
    "was_deleted",
]
