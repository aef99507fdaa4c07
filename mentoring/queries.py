from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse

from courses.queries import lesson_title_in
from mentoring.models import LessonTalk
from talks.contexts import Subject


def subjects_of_lesson_talks(keys: Collection[UUID], language: str) -> dict[UUID, Subject]:
    """{talk: its lesson}, in one query."""
    title = Coalesce(lesson_title_in(OuterRef("lesson"), language), "lesson__title")
    talks = LessonTalk.objects.filter(pk__in=keys).annotate(title=title)
    return {
        key: Subject(title, reverse("courses:lesson", args=[lesson_key]))
        for key, lesson_key, title in talks.values_list("pk", "lesson_id", "title")
    }
