"""Whether somebody was reached by one notice. Plain facts in, a word out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from notifications.enums import DeliveryState, Reached

# Of several ways the best counts: what arrived on one is no trouble where another refused it.
_BY_STATE = (
    ({DeliveryState.SENT}, Reached.SENT),
    ({DeliveryState.WAITING, DeliveryState.LEAVING}, Reached.WAITING),
    ({DeliveryState.FAILED, DeliveryState.STOPPED}, Reached.FAILED),
)


def reached(states: Iterable[str], *, is_read: bool) -> Reached:
    """What came of a notice whose deliveries stand in ``states``: read, sent, waiting, failed, or no way at all."""
    if is_read:
        return Reached.READ
    found = set(states)
    return next((outcome for meant, outcome in _BY_STATE if found & meant), Reached.NO_WAY)


@dataclass(frozen=True)
class Summary:
    """How many people were told, of how many, and what came of the others. ``pending`` are told in these seconds."""

    people: int
    told: int
    waiting: int
    failed: int
    no_way: int
    pending: int = 0


def summed(outcomes: Iterable[Reached], *, pending: int = 0) -> Summary:
    """``outcomes`` in numbers."""
    found = Counter(outcomes)
    return Summary(
        people=found.total() + pending,
        told=found[Reached.READ] + found[Reached.SENT],
        waiting=found[Reached.WAITING],
        failed=found[Reached.FAILED],
        no_way=found[Reached.NO_WAY],
        pending=pending,
    )
