"""What a learner cannot do yet, as her trainer reads it beside a mark and where she is to be helped."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from assessments.queries import objectives_missed
from core.local_text import language_now
from courses.queries import LessonEntry, lesson_outcomes


@dataclass(frozen=True)
class Unmet:
    """That she cannot do yet what ``lesson`` teaches (``outcome``): ``wrong`` of ``asked`` questions about it were."""

    lesson: LessonEntry
    outcome: str
    asked: int
    wrong: int


def unmet_objectives(person: UUID, tested: Collection[UUID], lessons: Mapping[UUID, LessonEntry]) -> list[Unmet]:
    """What went wrong when ``person`` last handed in the questions of ``tested``, in the order of ``lessons``, those
    of her course; two queries, one where nothing went wrong.

    What a question tests that is not of her course counts as what its own lesson teaches.
    """
    sums: dict[UUID, tuple[int, int]] = {}
    for test, missed in objectives_missed(person, tested).items():
        for each in missed:
            lesson = each.lesson if each.lesson in lessons else test
            asked, wrong = sums.get(lesson, (0, 0))
            sums[lesson] = (asked + each.asked, wrong + each.wrong)
    outcomes = lesson_outcomes(sums, language_now()) if sums else {}
    return [Unmet(entry, outcomes.get(key, ""), *sums[key]) for key, entry in lessons.items() if key in sums]
