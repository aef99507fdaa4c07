"""What a page says of a file that is brought in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from exchange.enums import Verdict
from exchange.kinds import ImportKind
from exchange.models import Import


@dataclass
class Doubt:
    """How many rows may be there already by one column, and how many of them are chosen to be written."""

    rows: int = 0
    chosen: int = 0


def doubts_of(brought: Import) -> Mapping[str, Doubt]:
    """{column: the rows that are in doubt by it}; one query."""
    rows, chosen = Counter[str](), Counter[str]()
    doubtful = brought.rows.filter(verdict=Verdict.POSSIBLE_DUPLICATE)
    for reasons, is_chosen in doubtful.values_list("reasons", "chosen"):
        rows.update(list(reasons))
        chosen.update(list(reasons) if is_chosen else ())
    return {column: Doubt(number, chosen[column]) for column, number in rows.items()}


def rows_that_take_room(brought: Import, kind: ImportKind) -> int:
    """How many of those that are to be written do; one query."""
    chosen = Q(chosen=True) & ~Q(reasons__has_any_keys=[*kind.without_room]) if kind.without_room else Q(chosen=True)
    return brought.rows.filter(Q(verdict=Verdict.NEW) | chosen).count()
