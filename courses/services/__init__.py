"""Every write in courses: what a learner does, and the content that is loaded from files."""

from courses.services.content import load_courses
from courses.services.identity import keep_all_lessons, keep_lessons
from courses.services.progress import finish_lesson, keep_place, save_form

__all__ = ["finish_lesson", "keep_all_lessons", "keep_lessons", "keep_place", "load_courses", "save_form"]
