"""A certificate is issued once, ended with a reason, and followed by another."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates import services
from certificates.enums import Standing
from certificates.errors import (
    CertificateNotAgreed,
    CertificateWasRevoked,
    NeverLapses,
    PaperIsTheSame,
    TooEarlyToRenew,
)
from certificates.models import Certificate
from core.models import AuditEntry
from core.states import MoveIsNotAllowed, MoveIsNotYours, ReasonIsMissing
from jobs.services import run_due_jobs
from notifications.kinds import said_outside
from notifications.models import Notice
from notifications.queries import said
from people.enums import Purpose, Role
from people.models import Consent, Person
from people.services import grant_role
from tests.certificates.certificates import CertificateFactory, award, certificate_of
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_an_award_of_a_cohort_is_issued_once():
    asha, of_move = PersonFactory(), award()
    first = services.issue(asha, award=of_move, by=None)
    assert services.issue(asha, award=of_move, by=None) == first
    assert Certificate.objects.count() == 1


def test_another_cohort_or_another_award_is_another_certificate():
    asha, trust = PersonFactory(), OrganisationFactory()
    for key, cohort in (("move", uuid4()), ("move", uuid4()), ("ted", None), ("team", None)):
        services.issue(asha, award=award(key=key, cohort=cohort, organisation=trust), by=None)
    assert Certificate.objects.count() == 4


@pytest.mark.parametrize("cohort", [None, uuid4()])
def test_the_database_holds_no_second_one_that_stands(cohort):
    first = CertificateFactory(cohort_key=cohort)
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(cohort_key=cohort, person=first.person)


def test_who_issues_is_written_down_and_whose_it_is_is_told_once(django_capture_on_commit_callbacks):
    asha, trainer = PersonFactory(), PersonFactory()
    with django_capture_on_commit_callbacks(execute=True):
        found = services.issue(asha, award=award(), by=trainer.user)
    run_due_jobs()
    assert found.issued_by == trainer.user
    assert AuditEntry.objects.get(action="certificate.issued").by == trainer.user
    assert Notice.objects.get(person=asha).kind == "certificate_issued"


def test_who_does_not_agree_to_a_learning_record_gets_none():
    with pytest.raises(CertificateNotAgreed):
        services.issue(PersonFactory(consent=False), award=award(), by=None)


def test_the_name_is_the_one_of_the_day_and_stays_as_it_was_printed():
    found = certificate_of(PersonFactory(name="Asha Pawar"))
    Person.objects.filter(pk=found.person_id).update(name="Asha Patil")
    assert Certificate.objects.get().name == "Asha Pawar"


def test_what_was_taken_back_comes_again_only_where_somebody_says_so():
    asha, of_move = PersonFactory(), award()
    services.revoke(services.issue(asha, award=of_move, by=None), reason="Somebody else sat the test", by=None)
    with pytest.raises(CertificateWasRevoked):
        services.issue(asha, award=of_move, by=None)
    assert services.issue(asha, award=of_move, by=None, again=True).standing == Standing.VALID


def test_taking_back_wants_a_reason_and_is_done_once():
    found = certificate_of()
    with pytest.raises(ReasonIsMissing):
        services.revoke(found, reason=" ", by=None)
    services.revoke(found, reason="Issued by mistake", by=None)
    found.refresh_from_db()
    assert (found.standing, found.reason) == (Standing.REVOKED, "Issued by mistake")
    with pytest.raises(MoveIsNotAllowed):
        services.revoke(found, reason="Once more", by=None)


def test_who_loses_one_is_told_and_reads_why_in_the_portal_alone(sign_in):
    found = certificate_of()
    services.revoke(found, reason="Issued by mistake", by=None)
    run_due_jobs()
    (line,) = said(found.person, Notice.objects.filter(kind=services.REVOKED))
    assert line.text == "Your certificate was taken back: MOVE facilitator. Read why."
    assert "Issued by mistake" in sign_in(found.person).get(line.notice.link).text
    assert services.REVOKED not in said_outside


def test_who_holds_one_is_told_once_when_it_can_be_renewed_and_once_when_it_has_lapsed():
    found = certificate_of(valid_months=24)
    told = []
    for days in (61, 40, 58, 0, -1, -2):
        last = timezone.localdate() + timedelta(days=days)
        Certificate.objects.update(issued_on=last - timedelta(days=90), valid_until=last)
        services.tell_of_lapsing({})
        run_due_jobs()
        told.append([notice.kind for notice in Notice.objects.filter(person=found.person).order_by("pk")][1:])
    renewable, lapsed = [services.RENEWABLE], [services.RENEWABLE, services.LAPSED]
    assert told == [[], renewable, renewable, renewable, lapsed, lapsed]
    for line in said(found.person, Notice.objects.exclude(kind=services.ISSUED)):
        assert "MOVE facilitator" in line.text


def test_a_manager_of_the_organisation_takes_back_and_a_stranger_may_not():
    found, manager, stranger = certificate_of(), PersonFactory(), PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=found.organisation, by=None)
    with pytest.raises(MoveIsNotYours):
        services.revoke(found, reason="Why not", by=stranger.user)
    services.revoke(found, reason="Issued by mistake", by=Person.objects.get(pk=manager.pk).user)
    assert found.standing == Standing.REVOKED


def test_a_name_put_right_is_a_new_certificate_that_holds_as_long():
    old = certificate_of(PersonFactory(name="Aasha Pawar"), valid_months=24)
    new = services.replace(old, name="Asha Pawar", reason="Spelt wrong", by=None)
    old.refresh_from_db()
    assert (old.standing, old.name, old.replaced_by) == (Standing.REPLACED, "Aasha Pawar", new)
    run_due_jobs()
    assert Notice.objects.filter(person=new.person).latest("pk").kind == services.REISSUED
    assert (new.standing, new.name) == (Standing.VALID, "Asha Pawar")
    assert (new.valid_until, new.issued_on) == (old.valid_until, old.issued_on)
    assert new.number != old.number
    assert new.list_place != old.list_place
    with pytest.raises(PaperIsTheSame):
        services.replace(new, name="Asha Pawar", reason="Again", by=None)


def test_nothing_follows_what_was_replaced_or_belongs_to_who_agrees_no_more():
    old = certificate_of()
    new = services.replace(old, name="Another", reason="Spelt wrong", by=None)
    with pytest.raises(MoveIsNotAllowed):
        services.replace(old, name="A third", reason="Spelt wrong", by=None)
    Consent.objects.filter(person=new.person, purpose=Purpose.TRAINING).update(withdrawn_at=timezone.now())
    with pytest.raises(CertificateNotAgreed):
        services.replace(new, name="A fourth", reason="Spelt wrong", by=None)


def test_a_certificate_lapses_by_the_day_alone_and_is_renewed_without_losing_a_day():
    found = certificate_of(valid_months=12)
    today = timezone.localdate()
    with pytest.raises(TooEarlyToRenew):
        services.renew(found, reason="Renewed", by=None)
    Certificate.objects.filter(pk=found.pk).update(
        issued_on=today - timedelta(days=400), valid_until=today + timedelta(days=10)
    )
    found.refresh_from_db()
    assert found.standing_on(today + timedelta(days=10)) == Standing.VALID
    assert found.standing_on(today + timedelta(days=11)) == Standing.LAPSED
    new = services.renew(found, reason="Renewed", by=None)
    assert new.valid_until > today + timedelta(days=10 + 364)
    assert Certificate.objects.get(pk=found.pk).standing == Standing.REPLACED


def test_what_holds_for_ever_is_not_renewed():
    with pytest.raises(NeverLapses):
        services.renew(certificate_of(), reason="Renewed", by=None)


@pytest.mark.parametrize("standing", Standing)
def test_a_row_and_the_query_agree_on_what_a_certificate_is_worth(standing):
    today = timezone.localdate()
    earlier = {"issued_on": today - timedelta(days=9)}
    for days in (-1, 0, 1):
        CertificateFactory(**earlier, valid_until=today + timedelta(days=days))
    CertificateFactory(**earlier)
    CertificateFactory(**earlier, valid_until=today - timedelta(days=1), status="revoked")
    CertificateFactory(**earlier, status="replaced")
    rows = list(Certificate.objects.all())
    by_rule = {row.pk for row in rows if row.standing_on(today) == standing}
    assert by_rule
    assert set(Certificate.objects.at(standing, today).values_list("pk", flat=True)) == by_rule
