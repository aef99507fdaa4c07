"""Every write in courses: what a learner does, and the content that is loaded from files."""

from courses.services.content import LoadReport, counterpart_in, digest_of, languages, load_courses, place_page
from courses.services.progress import finish_lesson, keep_place, save_form

__all__ = [
    "LoadReport",
    "counterpart_in",
    "digest_of",
    "finish_lesson",
    "keep_place",
    "languages",
    "load_courses",
    "place_page",
    "save_form",
]
