"""Who brings learners of a cohort in, and how."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cohorts.models import Cohort
from exchange.models import Import
from tests.exchange.bringing import HEAD
from tests.factories import CohortFactory, notice, trainer_of


@pytest.fixture
def cohort() -> Cohort:
    notice()
    return CohortFactory(capacity=4)


@pytest.fixture
def trainer(cohort, sign_in):
    return sign_in(trainer_of(cohort))


@pytest.fixture
def bring(trainer, cohort, django_capture_on_commit_callbacks):
    """Post a file of these rows and follow to the page of the import."""

    def _bring(rows: str, head: str = HEAD):
        address = f"{reverse('exchange:start', args=['learners'])}?about={cohort.pk}"
        with django_capture_on_commit_callbacks(execute=True):
            return trainer.post(address, {"file": SimpleUploadedFile("list.csv", (head + rows).encode())})

    return _bring


@pytest.fixture
def confirm(trainer, django_capture_on_commit_callbacks):
    def _confirm(*, chosen: str = "") -> Import:
        """Where a column is ``chosen``, with the rows that may be there already by it."""
        brought = Import.objects.latest("created_at")
        if chosen:
            trainer.post(reverse("exchange:choose", args=[brought.pk]), {"column": chosen, "chosen": "on"})
        with django_capture_on_commit_callbacks(execute=True):
            trainer.post(reverse("exchange:confirm", args=[brought.pk]))
        return Import.objects.get(pk=brought.pk)

    return _confirm
