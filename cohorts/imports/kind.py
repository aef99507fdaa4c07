"""The kind of list that is brought in."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.imports.batch import Learners, cohort_of_list
from cohorts.imports.form import LearnerForm
from cohorts.namesakes import identity
from cohorts.queries import places_free
from core.enums import Language
from exchange.kinds import ROWS_AT_ONCE, ImportKind, Room
from people.enums import Gender


def may(user: Any, about: str) -> bool:
    """Who teaches the cohort."""
    return cohort_of_list(user, about) is not None


def room_in(user: Any, about: str) -> Room | None:
    """How many places are free; whoever brings a list in may add some first."""
    cohort = cohort_of_list(user, about)
    if cohort is None:
        return None
    free = max(0, places_free(cohort))
    sentence = ngettext(
        "%(free)d of %(places)d places is free. Whoever stands below that in the list is not taken.",
        "%(free)d of %(places)d places are free. Whoever stands below that in the list is not taken.",
        free,
    )
    said = sentence % {"free": free, "places": cohort.capacity}
    return Room(free, said, reverse("cohorts:coming-and-going", args=[about]), _("Add places first"))


PEOPLE = ImportKind(
    title=_("Bring in learners from a list"),
    form=LearnerForm,
    may=may,
    identity=identity,
    same_above=_("The same stands in a row above. For another person of this name write 2 under Which of this name."),
    batch=Learners,
    at_once=ROWS_AT_ONCE,
    room=room_in,
    without_room=["sharing_on"],  # she takes part already
    back=lambda about: reverse("cohorts:learners", args=[about]),
    example={
        "name": "Asha Pawar",
        "consent_on": "23-11-2026",
        "sharing_on": "23-11-2026",
        "phone": "98765 43210",
        "gender": Gender.WOMAN.label,
        "language": Language.KANNADA.label,
        "lgd_code": "612345",
    },
    also={"phone": ["Mobile", "Phone number"], "gender": ["Sex"]},
)
