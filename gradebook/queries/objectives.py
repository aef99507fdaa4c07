"""What a learner cannot do yet, as her trainer reads it beside a mark and where she is to be helped."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from assessments.queries import objectives_missed
from cohorts.models import Enrolment
from core.local_text import language_now
from courses.queries import LessonEntry, lesson_outcomes
from gradebook.permissions import person_shown
from people.models import Person


@dataclass(frozen=True)
class Unmet:
    """That she cannot do yet what ``lesson`` teaches (``outcome``): ``wrong`` of ``asked`` questions about it were."""

    lesson: LessonEntry
    outcome: str
    asked: int
    wrong: int


def unmet_objectives(
    viewer: Person, stay: Enrolment, tested: Collection[UUID], lessons: Mapping[UUID, LessonEntry]
) -> list[Unmet]:
    """What went wrong when she last handed in the questions of ``tested``, in the order of ``lessons``, those of her
    course; where ``viewer`` may see her results. Two queries, one where nothing went wrong.

    What a question tests that is not of her course counts as what its own lesson teaches.
    """
    sums: dict[UUID, tuple[int, int]] = {}
    for test, missed in objectives_missed(person_shown(viewer, stay), tested).items():
        for each in missed:
            lesson = each.lesson if each.lesson in lessons else test
            asked, wrong = sums.get(lesson, (0, 0))
            sums[lesson] = (asked + each.asked, wrong + each.wrong)
    outcomes = lesson_outcomes(sums, language_now()) if sums else {}
    return [Unmet(entry, outcomes.get(key, ""), *sums[key]) for key, entry in lessons.items() if key in sums]
