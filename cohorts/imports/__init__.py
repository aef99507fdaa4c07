"""People into a cohort from a list: with or without an account, each with her consent signed on paper."""

from cohorts.imports.batch import Learners
from cohorts.imports.kind import PEOPLE

__all__ = [
    "PEOPLE",
    "Learners",
]
