"""Every write in courses: what a learner does, and the content that is loaded from files."""

from courses.services.content import load_courses
from courses.services.identity import keep_all_lessons, keep_lessons
from courses.services.progress import finish_lesson, keep_place, save_form
from courses.services.rules import check_rule, save_rule
from courses.services.states import move_course
from courses.services.terms import let_editors_keep_terms, load_terms, term_source

__all__ = [
    "check_rule",
    "finish_lesson",
    "keep_all_lessons",
    "keep_lessons",
    "keep_place",
    "let_editors_keep_terms",
    "load_courses",
    "load_terms",
    "move_course",
    "save_form",
    "save_rule",
    "term_source",
]
