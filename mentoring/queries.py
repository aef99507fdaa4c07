from collections.abc import Collection
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, UUIDField
from django.db.models.functions import Coalesce
from django.urls import reverse

from core.prepared import Given, GivenMany, Prepared
from courses.queries import lesson_title_in
from mentoring.enums import LESSON, MemberRole
from mentoring.models import LessonTalk
from people.models import Person
from talks.contexts import Subject
from talks.models import Thread


def subjects_of_lesson_talks(keys: Collection[UUID], language: str) -> dict[UUID, Subject]:
    """{talk: its lesson}, in one query."""
    rows = _LESSONS_OF_TALKS.all(talks=keys, language=language)
    return {key: Subject(title, reverse("courses:lesson", args=[lesson_key])) for key, lesson_key, title in rows}


def _lessons_of_talks() -> QuerySet[LessonTalk, tuple[UUID, UUID, str]]:
    title = Coalesce(lesson_title_in(OuterRef("lesson"), Given("language", CharField())), "lesson__title")
    talks = LessonTalk.objects.filter(pk__in=[GivenMany("talks", UUIDField())]).annotate(title=title)
    return talks.values_list("pk", "lesson_id", "title")


# Every page of a talk asks it.
_LESSONS_OF_TALKS: Prepared[tuple[UUID, UUID, str]] = Prepared(_lessons_of_talks)


def talks_mentored_by(mentor: UUID, *, cohort: UUID, but_of: Person) -> QuerySet[Thread]:
    """The talks about lessons of ``cohort`` in which ``mentor`` mentors, but those of the learner ``but_of``."""
    talks = LessonTalk.objects.filter(cohort=cohort).exclude(learner=but_of)
    hers = {"members__person": mentor, "members__role": MemberRole.MENTOR}
    return Thread.objects.filter(context_kind=LESSON, context_key__in=talks.values("pk"), **hers)
