"""The cards of the desk: each app lends those of its own work."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.charts import Chart
from core.registry import Registry
from desk.enums import Section
from people.models import Person


@dataclass(frozen=True)
class Card:
    """One thing on somebody's desk, with the one way it leads to.

    The title is in ``language`` where that may not be the reader's. ``text`` and ``more`` are said below it; ``action``
    is the word of its button, without one the title is the link. ``share`` of a hundred is drawn as a bar that ``text``
    says in words, a ``chart`` as one small line. ``due`` orders the cards of a section; one that ``is_small`` is but a
    line at its end. ``facts`` are (what, how many). Where two apps have a card for one thing, it is laid once:
    ``about`` names the thing, such as ``session:5``, and the card that is laid ``instead_of`` it takes the place of the
    other. The page of one that ``goes_along`` is kept on the phone by itself whenever the desk is opened.
    """

    section: Section
    icon: str
    title: str
    link: str
    text: str = ""
    more: str = ""
    action: str = ""
    due: date | None = None
    share: int | None = None
    chart: Chart | None = None
    is_small: bool = False
    facts: Sequence[tuple[str, int]] = ()
    about: str = ""
    instead_of: str = ""
    language: str = ""
    goes_along: bool = False


# Gives the cards of one person in few queries: a desk is opened more often than any other page.
CardsOf = Callable[[Person], Iterable[Card]]

desk_cards: Registry[CardsOf] = Registry("maker of desk cards")
