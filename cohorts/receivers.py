"""What ends with a cohort."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from cohorts.models import Cohort
from people.services import end_roles_over


@receiver(pre_delete, sender=Cohort)
def roles_end_with_it(instance: Cohort, **kwargs: Any) -> None:
    """The grants name it by its key only, so that no database would notice."""
    end_roles_over(instance, by=None)
