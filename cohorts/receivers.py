"""What cohorts lend to courses, and the welcome to somebody new."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from cohorts.models import Enrolment
from cohorts.permissions import course_access_by_cohort
from cohorts.services import withdraw_learner
from courses.permissions import register_course_access
from notifications.enums import NoticeKind
from notifications.services import notify
from people.enums import Purpose
from people.models import Person
from people.signals import consent_withdrawn, person_registered

register_course_access(course_access_by_cohort)


@receiver(person_registered)
def welcome(sender: type, person: Person, **kwargs: Any) -> None:
    """Greet her once."""
    notify(
        person,
        kind=NoticeKind.WELCOME,
        event="welcome",
        data={"name": person.first_name},
        link=reverse("cohorts:join"),
    )


@receiver(consent_withdrawn)
def end_training(sender: type, person: Person, purpose: str, **kwargs: Any) -> None:
    """Who no longer agrees that a learning record is kept takes part in no cohort."""
    if purpose == Purpose.TRAINING:
        for enrolment in Enrolment.objects.active().filter(person=person):
            withdraw_learner(enrolment, by=person.user)
