"""After commit: who leaves a cohort is out of its talks at once."""

from typing import Any

from django.dispatch import receiver

from cohorts.models import Enrolment
from cohorts.signals import learner_withdrawn
from people.signals import access_changed


@receiver(learner_withdrawn)
def close_the_talks_of_who_left(sender: type, enrolment: Enrolment, **kwargs: Any) -> None:
    """Her open sockets see at once that she no longer takes part."""
    access_changed.send(sender=Enrolment, person=enrolment.person)
