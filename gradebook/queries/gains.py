"""The tests at the beginning and at the end of a cohort, learner by learner."""

from dataclasses import dataclass
from uuid import UUID

from assessments.queries import counts_in, results_among
from cohorts.models import Cohort
from core.charts import SMALLEST_GROUP
from gradebook.gains import Gain, Sat, gain_of, sat
from gradebook.permissions import stays_read_by
from gradebook.queries.books import Book, marks_by_hand
from gradebook.queries.wanting import NOT_TESTED, with_what_is_wanting
from people.models import Person


@dataclass(frozen=True)
class BothTests:
    """What each of the ``learners`` has of both tests, of those whose results the reader may see; ``needed`` percent.

    ``not_tested`` have not taken the one at the end, as it is counted everywhere (``gradebook.queries.wanting``).
    ``are_named`` says whether the programme names both.
    """

    learners: list[Sat]
    needed: int | None = None
    not_tested: int = 0
    are_named: bool = True

    @property
    def pairs(self) -> list[Sat]:
        """Of who has both."""
        return [each for each in self.learners if each.is_pair]

    @property
    def gain(self) -> Gain | None:
        """None of fewer than five pairs: the mean of a few is theirs, and says nothing of the course."""
        return gain_of(self.learners, self.needed) if len(self.pairs) >= SMALLEST_GROUP else None

    @property
    def only_after(self) -> int:
        """Who has the last alone, or took the first too late."""
        return sum(each.before is None and each.after is not None for each in self.learners)


def both_tests(viewer: Person, cohort: Cohort, book: Book) -> BothTests:
    """Of who takes part now; in five queries however many they are."""
    if not book.pre_test or not book.post_test:
        return BothTests([], are_named=False)
    first, last = UUID(book.pre_test), UUID(book.post_test)
    shown = stays_read_by(viewer, cohort)
    results = results_among(shown.values("person"), {first, last})
    people = dict(shown.values_list("pk", "person"))
    by_hand, counts = marks_by_hand(people), counts_in(last)
    learners = [
        sat(
            results.get((person, first), []),
            results.get((person, last), []),
            by_hand=_by_hand(by_hand.get(stay, {}), book),
            one_lesson=first == last,
            counts=counts,
        )
        for stay, person in people.items()
    ]
    not_tested = with_what_is_wanting(shown).filter(NOT_TESTED).count()
    return BothTests(learners, book.rule.post_test_percent, not_tested)


def _by_hand(marks: dict[str, int], book: Book) -> Sat:
    """Where one lesson is both tests, what is written by hand is of the end."""
    before = None if book.pre_test == book.post_test else marks.get(book.pre_test)
    return Sat(before, marks.get(book.post_test))
