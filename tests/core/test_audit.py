"""The audit trail says who did what to what, and holds nothing personal."""

import json

import pytest
from django.core import serializers

from cohorts.services import join_cohort
from core.models import AuditEntry
from core.services import record_audit
from people.enums import Gender, Purpose, Role
from people.services import give_consent, grant_role, register_person, set_pin, withdraw_consent
from tests.factories import CohortFactory, PersonFactory, PlaceFactory, UserFactory, notice

pytestmark = pytest.mark.django_db

PHONE, NAME, PIN, EMAIL = "+919876543210", "Savitri Bai", "482719", "savitri@example.org"


def test_an_entry_names_actor_action_and_subject():
    person = PersonFactory()
    record_audit("person.registered", person, by=person.user, count=2)
    entry = AuditEntry.objects.get()
    assert (entry.by, entry.action) == (person.user, "person.registered")
    assert (entry.subject, entry.detail) == (f"people.person:{person.pk}", {"count": 2})


def test_the_system_and_a_stranger_are_nobody():
    person = PersonFactory()
    for nobody in (None, UserFactory.build()):
        record_audit("role.ended", person, by=nobody)
    assert [entry.by for entry in AuditEntry.objects.filter(action="role.ended")] == [None, None]


def test_a_life_on_the_portal_leaves_lines_without_name_phone_pin_or_e_mail():
    notice()
    user = UserFactory(phone=PHONE, email=EMAIL)
    person = register_person(
        user=user,
        name=NAME,
        place=PlaceFactory(),
        language="hi",
        gender=Gender.WOMAN,
        purposes=[Purpose.TRAINING],
        notice_language="en",
        by=user,
    )
    set_pin(user, PIN)
    grant_role(person, role=Role.MENTOR, over=CohortFactory().organisation, by=user)
    join_cohort(person, CohortFactory().code, by=user)
    give_consent(person, purpose=Purpose.STORY, language="hi", by=user)
    withdraw_consent(person, purpose=Purpose.STORY, by=user)

    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"person.registered", "consent.given", "consent.withdrawn", "user.pin_set", "role.granted"} <= actions
    trail = json.dumps(json.loads(serializers.serialize("json", AuditEntry.objects.all())), ensure_ascii=False)
    for secret in (PHONE, PHONE[3:], PIN, EMAIL, NAME, *NAME.split()):
        assert secret not in trail


def test_what_is_granted_twice_leaves_one_line():
    person, cohort = PersonFactory(), CohortFactory()
    for _ in range(2):
        grant_role(person, role=Role.TRAINER, over=cohort, by=None)
        give_consent(person, purpose=Purpose.STORY, language="en", by=person.user)
    assert AuditEntry.objects.filter(action="role.granted").count() == 1
    assert AuditEntry.objects.filter(action="consent.given").count() == 1
