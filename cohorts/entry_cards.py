"""What lies on a desk of the ways into cohorts: invitations, how her asking stands, and who asked her."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cohorts.enums import EnrolmentStatus
from desk.cards import Card
from desk.enums import Section


def ways_in(cohorts: Iterable[Any]) -> Iterator[Card]:
    """Of those of :func:`queries.cohorts_on_desk` in which she does not take part yet."""
    for cohort in cohorts:
        if cohort.stands is not None:
            yield _unsettled(cohort)
        else:
            yield _invited(cohort)


def asking(cohorts: Iterable[Any]) -> Iterator[Card]:
    """Where she teaches (:func:`queries.running_cohorts`) and somebody waits for her answer."""
    for cohort in cohorts:
        if cohort.asked:
            link = reverse("cohorts:coming-and-going", args=[cohort.pk])
            text = ngettext("%d person asks to join.", "%d people ask to join.", cohort.asked) % cohort.asked
            yield Card(Section.NOW, "users", cohort.name, link, text, action=_("Answer"))


def _invited(cohort: Any) -> Card:
    link = reverse("cohorts:invitation", args=[cohort.invitation])
    text = _("For %(name)s") % {"name": cohort.invited_as} if cohort.invited_as else ""
    title = _("You are invited to %(cohort)s") % {"cohort": cohort.name}
    return Card(Section.NOW, "send", title, link, text, action=_("Answer"))


def _unsettled(cohort: Any) -> Card:
    waits = cohort.stands == EnrolmentStatus.WAITING
    text = _("You wait for a place.") if waits else _("You asked to join. The trainer answers.")
    link = reverse("cohorts:my-place", args=[cohort.pk])
    return Card(Section.PLACES, "clock", cohort.name, link, text)
