"""How often somebody may do something: counted in the cache, asked before it is done."""

import time
from contextlib import suppress
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Budget:
    """``most`` of something within ``seconds``. ``name`` tells it from the others."""

    name: str
    most: int
    seconds: int


# What a reader brings in from her phone or computer, a photo or a table. The doors take a little more
# (deploy/nginx.conf, portal.guard), so that who brings more is told so beside the field.
LARGEST_FILE_BYTES = 8_000_000

# What one person may hand in, whichever door it comes through: the batch of a phone, a form's button, a socket. An
# afternoon without network comes in two or three goes; a script that never stops does not.
RECORDS = Budget("records", most=120, seconds=60)
# Of these, so many that hold a file, each of which is opened and looked through.
RECORDS_WITH_FILES = Budget("records-with-files", most=12, seconds=60)


def within_budget(budget: Budget, who: object, *, cost: int = 1) -> bool:
    """Whether ``who`` may do ``cost`` more of it now; they are counted where she may.

    What is refused costs nothing, so that a phone with much to send gets through in the next window.
    """
    key = f"budget:{budget.name}:{who}:{int(time.time() // budget.seconds)}"
    used = _counted(key, cost)
    if used is None:
        cache.add(key, 0, budget.seconds * 2)
        used = _counted(key, cost)
    if used is None:  # the entry went between the two: nothing is known of her
        return True
    if used > budget.most:
        with suppress(ValueError):  # the entry went meanwhile, and the count with it
            cache.decr(key, cost)
    return used <= budget.most


def _counted(key: str, cost: int) -> int | None:
    """How much it is now; None where nobody has begun to count."""
    try:
        return int(cache.incr(key, cost))
    except ValueError:
        return None


def limits_are_shared() -> bool:
    """Whether all processes count together. While they do not, whatever costs money with each try is refused."""
    return not getattr(cache, "is_away", False)
