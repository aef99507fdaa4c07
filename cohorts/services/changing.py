"""Changing what is said of a cohort: its name and code, where it is, who runs it, in which language."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from certificates.queries import names_organisation
from cohorts.errors import CertificatesNameIt, SomebodyWouldTeachHerself
from cohorts.models import Cohort, Enrolment, Session
from cohorts.permissions import who_keep_its_lists, who_reach
from cohorts.services.places import locked
from core.services import record_audit
from people.models import Person, User
from people.signals import access_changed

# What the entry of each session says of its cohort in a phone's calendar.
IN_CALENDARS = {"name", "place"}


@transaction.atomic
def change_cohort(cohort: Cohort, *, by: User, **said: Any) -> Cohort:
    """Let the fields ``said`` be so. Sessions keep the venue they have, and notices the name by which they were told.

    Raises CertificatesNameIt where another organisation is to run it though certificates name this one, and
    SomebodyWouldTeachHerself where the new place or organisation would make a learner one of its teachers.
    """
    here = locked(cohort)
    changed = {name: value for name, value in said.items() if getattr(here, name) != value}
    if "organisation" in changed and names_organisation(here.organisation, here.pk):
        raise CertificatesNameIt
    reached = set(who_reach(here))
    for name, value in changed.items():
        setattr(here, name, value)
    is_moved = bool({"organisation", "place"} & changed.keys())
    if is_moved and Enrolment.objects.open().filter(cohort=here, person__in=who_keep_its_lists(here)).exists():
        raise SomebodyWouldTeachHerself
    if changed:
        here.save(update_fields=list(changed))
        if IN_CALENDARS & changed.keys():
            Session.objects.filter(block__cohort=here).update(changed_at=timezone.now())
        record_audit("cohort.changed", here, by=by, fields=" ".join(sorted(changed)))
    for person in reached - set(who_reach(here)):
        _announce_out_of_reach(person)
    return here


def _announce_out_of_reach(person: Person) -> None:
    """A hint for sockets that are open."""
    transaction.on_commit(lambda: access_changed.send(sender=Person, person=person), robust=True)
