"""What a trainer is told of a row that is not taken, where a learner would be told otherwise."""

from django.utils.translation import gettext_lazy as _

from cohorts.errors import CohortIsFull, CohortIsOver, CohortNotOpenYet, SheTeachesIt, YouTeachIt
from core.errors import Refusal


class TeachesNoMore(Refusal):
    """Whoever brings the list in."""

    code = "teaches_no_more"
    message = _("You no longer teach this cohort.")


class NoPlaceIsFree(Refusal):
    """As many take part or wait as there are places."""

    code = "no_place_free"
    message = _("No place is free for her. Give the cohort more places first, then bring her in.")


class IsOnlyPlanned(Refusal):
    """Nobody takes part in it yet."""

    code = "only_planned"
    message = _("This cohort is only planned. Open it on its page first, then bring her in.")


class TakesNobodyMore(Refusal):
    """It is over, or closed."""

    code = "takes_nobody_more"
    message = _("This cohort is over: nobody is brought into it any more. Choose the cohort she is to take part in.")


class IsKnownNoMore(Refusal):
    """What was known of her was deleted between the check and the writing."""

    code = "known_no_more"
    message = _("What was known of her has been deleted meanwhile. Check the list again.")


# What a learner is told who joins by a code, as it is said to who brings her in.
SAID_TO_HER_TRAINER: dict[type[Refusal], type[Refusal]] = {
    CohortIsFull: NoPlaceIsFree,
    CohortNotOpenYet: IsOnlyPlanned,
    CohortIsOver: TakesNobodyMore,
    YouTeachIt: SheTeachesIt,  # a trainer stands on her own list
}


def as_trainers_hear_it(refusal: Refusal | None) -> Refusal | None:
    said = SAID_TO_HER_TRAINER.get(type(refusal)) if refusal else None
    return said() if said else refusal
