"""Reads about talks about lessons."""

from collections.abc import Collection
from uuid import UUID

from django.urls import reverse

from courses.queries import lesson_titles
from mentoring.models import LessonTalk
from talks.contexts import Subject


def subjects_of_lesson_talks(keys: Collection[UUID], language: str) -> dict[UUID, Subject]:
    """{talk: its lesson}; without a title where the lesson has no page in ``language``."""
    lessons = dict(LessonTalk.objects.filter(pk__in=keys).values_list("pk", "lesson_key"))
    titles = lesson_titles(set(lessons.values()), language)
    return {
        key: Subject(titles.get(lesson_key, ""), reverse("courses:lesson", args=[lesson_key]))
        for key, lesson_key in lessons.items()
    }
