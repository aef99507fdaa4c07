"""What is to be done about each learner, as a column in the list of her cohort."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cohorts.kinds import LearnerColumn
from cohorts.models import Cohort
from cohorts.permissions import trains
from cohorts.queries import lesson_entries
from core.local_text import language_now
from core.tables import Reader
from followups.enums import Kind
from followups.queries import Advice, Done, advise, newest_of_each
from gradebook.services import short_lately
from people.models import Person

# In the place of whose page it is.
SOMEBODY = UUID(int=0)
MOST_PATTERNS = 1000


class ToDo(NamedTuple):
    """An advice with where its press leads; nowhere where nothing is to be done now."""

    advice: Advice
    address: str


def to_do_about(viewer: Person, cohort: Cohort, lines: Sequence[Any]) -> Mapping[UUID, ToDo]:
    """{person: what ``viewer`` is to do} of those of the ``lines`` of a page of whom there is something to say.

    Two queries; who is short is asked at most once in a minute.
    """
    lessons = {entry.key: entry for entry in lesson_entries(cohort, language_now())}
    last = newest_of_each(cohort, lines, lessons)
    short = short_lately(cohort, [line.person.pk for line in lines])
    found = advise(cohort, lines, short=short, last=last, lessons=lessons, trains=trains(viewer, cohort))
    pages = {kind: reverse("followups:act", args=[cohort.pk, SOMEBODY, kind]) for kind in Kind}
    return {person: ToDo(advice, _address_of(person, advice.action, pages)) for person, advice in found.items()}


def _address_of(person: UUID, action: Kind | None, pages: Mapping[Kind, str]) -> str:
    """The page on which it is done; ``pages`` are those of somebody, found once for all."""
    return pages[action].replace(str(SOMEBODY), str(person)) if action else ""


def in_words(to_do: ToDo) -> str:
    """As a file has it: what to do, why, and what was done last."""
    advice = to_do.advice
    parts = [advice.words] if advice.action else []
    parts += [each.words for each in advice.evidence]
    return "; ".join([*parts, last_in_words(advice.last)] if advice.last else parts)


def last_in_words(done: Done) -> str:
    """What was done last, when, and what came of it."""
    day = date_format(localtime(done.row.at))
    return f"{done.said} ({day}, {done.by}): {', '.join(done.came)}" if done.came else f"{done.said} ({day}, {done.by})"


def drawn(to_do: ToDo, reader: Reader) -> SafeString:
    """Why, the one press, and what was done last."""
    advice = to_do.advice
    last = format_html('<span class="cell soft small">{}</span>', last_in_words(advice.last)) if advice.last else ""
    before, after = _around(tuple([each.words for each in advice.evidence]), advice.words_in(reader.language))
    return SafeString(f"{before}{escape(to_do.address)}{after} {last}</span>")


@lru_cache(maxsize=MOST_PATTERNS)
def _around(why: tuple[str, ...], what: str) -> tuple[str, str]:
    """What stands before and after the address of the press, or of none; of many the same is said."""
    reasons = format_html_join(" ", '<span class="cell">{}</span>', ((each,) for each in why))
    if not what:
        return f'<span class="to-do">{reasons} ', ""
    return f'<span class="to-do">{reasons} <a class="action-link" href="', f'">{escape(what)}</a>'


TO_DO_COLUMN = LearnerColumn(
    label=_("What to do"),
    place=90,  # after the days, by which one sees what came of it
    values=to_do_about,
    said=in_words,
    markup=drawn,
)
