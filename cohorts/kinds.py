"""What upper apps lend to cohorts: ways from the page of one, and what follows where summaries are worked out."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from core.registry import Registry


@dataclass(frozen=True)
class CohortLink:
    """A way from the page of a cohort to a ``page`` of another app, which has the cohort's key in its address.

    It is shown to who learns in the cohort, to who teaches it, to who does neither and mentors it.
    """

    icon: str
    label: str | Promise
    page: str
    to_learners: bool = False
    to_teachers: bool = False
    to_mentors: bool = False

    def is_shown(self, *, learns: bool, teaches: bool) -> bool:
        """To who ``learns`` or ``teaches`` there, or does neither."""
        if learns or teaches:
            return (learns and self.to_learners) or (teaches and self.to_teachers)
        return self.to_mentors

    def address(self, cohort_id: object) -> str:
        """Where it leads for this cohort."""
        return reverse(self.page, args=[cohort_id])


# Told in its transaction of which stays a summary was worked out anew: what an upper app worked out of it is old.
SUMMED_UP: Registry[Callable[[Collection[int]], None]] = Registry("follower of summaries")

# In the order in which the apps are loaded.
cohort_links: Registry[CohortLink] = Registry("link from the page of a cohort")


def about_session(key: int) -> str:
    """What a card of the desk is about that is of one session: an app above may lay its own instead."""
    return f"session:{key}"


def links_of(cohort_id: object, *, learns: bool, teaches: bool) -> list[tuple[CohortLink, str]]:
    """(the link, where it leads) of each that is shown to who ``learns`` or ``teaches`` there, or does neither."""
    shown = [link for link in cohort_links if link.is_shown(learns=learns, teaches=teaches)]
    return [(link, link.address(cohort_id)) for link in shown]
