"""The lists of cohorts and of their learners."""

from cohorts.tables.across import COHORTS, FIGURES
from cohorts.tables.around import around_learners
from cohorts.tables.learners import SHAPES, learners_table, legends, standing_badges
from cohorts.tables.left import LEFT
from cohorts.tables.programmes import PROGRAMMES
from cohorts.tables.to_ask import TO_ASK

__all__ = [
    "COHORTS",
    "FIGURES",
    "LEFT",
    "PROGRAMMES",
    "SHAPES",
    "TO_ASK",
    "around_learners",
    "learners_table",
    "legends",
    "standing_badges",
]
