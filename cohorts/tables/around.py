"""What stands around the list of a cohort's learners: counted and drawn at most once in a minute."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessments.queries import LEAST_ANSWERS, TESTS_LOOKED_AT
from cohorts.cells import TRIES_TO_FAIL
from cohorts.kinds import learner_signs, links_of
from cohorts.models import Cohort
from cohorts.queries import Plan, Shown, standing_of, wrong_most_of
from content.editions import edition_now
from core.local_text import language_now
from courses.queries import LessonEntry

FRESH_SECONDS = 60


@dataclass(frozen=True)
class Around:
    """How the learners keep up, in figures; what that means and when it was counted; what went wrong most.

    ``ways`` lead to what other apps lend beside the list.
    """

    in_figures: SafeString
    how_counted: SafeString
    wrong_most: SafeString
    ways: SafeString


def around_learners(shown: Shown, cohort: Cohort, plan: Plan, lessons: Sequence[LessonEntry]) -> Around:
    """Of the ``shown`` learners of ``cohort``, by their summaries.

    It is counted anew at once where who is shown has changed, the plan, or what is published: the lessons and their
    names.
    """
    key = f"cohorts.around:{cohort.pk}:{shown.digest}:{plan.name}:{edition_now()}:{language_now()}"
    drawn: Around | None = cache.get(key)
    if drawn is None:
        drawn = _around(shown, cohort, plan, lessons)
        cache.set(key, drawn, FRESH_SECONDS)
    return drawn


def _around(shown: Shown, cohort: Cohort, plan: Plan, lessons: Sequence[LessonEntry]) -> Around:
    signs = [(key, sign.label, shown.with_sign(sign.stands_so(cohort))) for key, sign in learner_signs.items()]
    stand = {
        "standing": standing_of(shown, plan),
        "total": len(lessons),
        "signs": signs if shown.number else [],
        "tries_to_fail": TRIES_TO_FAIL,
    }
    wrong = {
        "wrong_most": wrong_most_of(shown, [lesson.key for lesson in lessons], language_now()),
        "tests_looked_at": TESTS_LOOKED_AT,
        "least_answers": LEAST_ANSWERS,
        "lessons": {lesson.key: lesson for lesson in lessons},
    }
    ways = [each for each in links_of(cohort.pk, learns=False, teaches=True) if each[0].above_learners]
    return Around(
        in_figures=render_to_string("cohorts/_in_figures.html", stand),
        how_counted=render_to_string("cohorts/_how_counted.html", stand),
        wrong_most=render_to_string("cohorts/_wrong_most.html", wrong),
        ways=render_to_string("cohorts/_ways.html", {"links": ways}),
    )
