"""Making certificates for tests."""

from typing import Any
from uuid import uuid4

import factory

from certificates.models import Certificate
from certificates.services import Award, issue
from people.models import Person
from tests.factories import OrganisationFactory, PersonFactory


class CertificateFactory(factory.django.DjangoModelFactory):
    """A certificate of somebody that stands for ever, of a cohort nobody else was in."""

    class Meta:
        model = Certificate

    person = factory.SubFactory(PersonFactory)
    name = factory.LazyAttribute(lambda row: row.person.name)
    award_key = "move"
    titles = factory.LazyFunction(lambda: {"en": "MOVE facilitator"})
    cohort_key = factory.LazyFunction(uuid4)
    organisation = factory.SubFactory(OrganisationFactory)
    list_place = factory.Sequence(lambda number: number)


def award(**kwargs: Any) -> Award:
    """An award of MOVE by a trust."""
    made = {"key": "move", "titles": {"en": "MOVE facilitator", "hi": "मूव सहजकर्ता"}, "cohort": uuid4()}
    made["organisation"] = kwargs.pop("organisation", None) or OrganisationFactory(name="Nadi Teera Trust")
    return Award(**{**made, **kwargs})


def certificate_of(person: Person | None = None, **kwargs: Any) -> Certificate:
    """A certificate as it is issued."""
    person = person or PersonFactory()
    return issue(person, award=award(**kwargs), by=None)
