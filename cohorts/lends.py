"""What cohorts lend to the floors below: access to courses, and what follows from facts about people."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import course_access_by_cohort
from cohorts.services import end_training
from courses.permissions import register_course_access
from jobs.services import subscribe
from notifications.enums import NoticeKind
from notifications.services import notify
from people.enums import Purpose
from people.models import Person
from people.queries import KEPT, Kept
from people.scopes import SCOPE_KINDS, ScopeKind
from people.signals import CONSENT_WITHDRAWN, PERSON_REGISTERED


def welcome(payload: dict[str, Any]) -> None:
    """Greet her once."""
    person = Person.objects.get(pk=payload["person"])
    notify(
        person,
        kind=NoticeKind.WELCOME,
        event="welcome",
        data={"name": person.first_name},
        link=reverse("cohorts:join"),
    )


def end_training_without_consent(payload: dict[str, Any]) -> None:
    """Who no longer agrees that a learning record is kept takes part in no cohort."""
    if payload["purpose"] == Purpose.TRAINING:
        person = Person.objects.select_related("user").get(pk=payload["person"])
        end_training(person, at=datetime.fromisoformat(payload["at"]))


SCOPE_KINDS.register("cohort", ScopeKind(_("Cohort"), Cohort))
KEPT.register("enrolments", Kept(_("Your cohorts"), Enrolment))
register_course_access(course_access_by_cohort)
subscribe(PERSON_REGISTERED, "cohorts.welcome", welcome)
subscribe(CONSENT_WITHDRAWN, "cohorts.end_training", end_training_without_consent)
