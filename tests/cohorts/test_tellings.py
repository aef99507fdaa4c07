"""Who changed a plan, or invited, sees who was reached by it, and who has to be told otherwise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import Enrolment, Telling
from cohorts.permissions import can_see_telling, tellings_shown_to
from cohorts.queries import reach_of_invitations, telling_seen_by, tellings_of
from cohorts.services import add_make_up, cancel_session, invite, purge_tellings
from jobs.services import run_due_jobs
from notifications.models import Delivery, Notice
from notifications.services import mark_read
from people.enums import Purpose
from people.services import give_consent, withdraw_consent
from tests.attendance.meetings import mark, session_of
from tests.factories import CohortFactory, PersonFactory, learner_in, many_learners_in, trainer_of

pytestmark = pytest.mark.django_db
PHONE, RAIN = "+919876543210", "Rain"


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


def by_mail(cohort, name):
    return learner_in(cohort, name=name, user__email=f"{name.lower()}@example.org")


def cancelled(cohort, trainer):
    cancel_session(session_of(cohort, days=3, hour=10), reason=RAIN, by=trainer.user)
    run_due_jobs()
    return Telling.objects.get()


def test_the_trainer_reads_how_many_were_reached_and_by_name_who_was_not(sign_in, cohort, trainer):
    by_mail(cohort, "Asha")
    has_read = by_mail(cohort, "Lata")
    learner_in(cohort, name="Meena")
    told = cancelled(cohort, trainer)
    Delivery.objects.filter(channel="email").update(state="sent", left_at=timezone.now())
    mark_read(has_read, Notice.objects.filter(person=has_read))
    client = sign_in(trainer)
    assert "Told 2 of 3 people." in client.get(f"/cohorts/{cohort.pk}/sessions/").text
    page = client.get(f"/cohorts/{cohort.pk}/sessions/told/{told.pk}/").text
    assert "1 has no way to be reached" in page
    assert page.index("Meena") < page.index("Asha") < page.index("Lata")
    assert "E-mail" in page


def test_what_waits_for_the_morning_says_when_it_leaves_and_what_failed_says_why(sign_in, cohort, trainer):
    waits, failed = by_mail(cohort, "Asha"), by_mail(cohort, "Lata")
    told = cancelled(cohort, trainer)
    morning = timezone.localtime().replace(hour=8, minute=0) + timedelta(days=1)
    Delivery.objects.filter(person=waits).update(state="waiting", due_at=morning)
    Delivery.objects.filter(person=failed).update(state="failed", reason="away")
    page = sign_in(trainer).get(f"/cohorts/{cohort.pk}/sessions/told/{told.pk}/").text
    assert "Told 0 of 2 people." in page
    assert f"leaves on {morning:%d-%m-%Y}" in page
    assert "The network did not take it." in page


def test_who_has_no_notice_yet_is_being_told_for_a_day_and_is_gone_after_it(cohort, trainer):
    learner_in(cohort)
    cancel_session(session_of(cohort, days=3), reason=RAIN, by=trainer.user)
    assert tellings_of(trainer, cohort)[0].summary.pending == 1
    Telling.objects.update(told_at=timezone.now() - timedelta(days=2))
    assert tellings_of(trainer, cohort)[0].summary.people == 0


def test_who_took_back_her_consent_is_counted_and_not_named(cohort, trainer):
    learner = learner_in(cohort, name="Asha")
    told = cancelled(cohort, trainer)
    give_consent(learner, purpose=Purpose.TRAINING, language="en", by=learner.user)
    withdraw_consent(learner, purpose=Purpose.TRAINING, by=learner.user)
    line, named, unnamed = telling_seen_by(trainer, cohort, told.pk)
    assert (line.summary.people, named, unnamed) == (1, [], 1)


def test_who_may_see_it_is_one_rule_in_both_shapes(cohort, trainer):
    learner = learner_in(cohort)
    told = cancelled(cohort, trainer)
    for viewer in (trainer, learner, trainer_of(CohortFactory()), PersonFactory()):
        assert can_see_telling(viewer, told) == tellings_shown_to(viewer).filter(pk=told.pk).exists()
    assert can_see_telling(trainer, told)
    assert not can_see_telling(learner, told)


def test_a_make_up_is_said_as_it_was_told_also_to_a_trainer_who_learns_there_and_needs_none(cohort, trainer):
    """Her own notice says to who was there meanwhile that she need not come; what was told stays what it was."""
    morning, noon = session_of(cohort, days=-1, hour=9), session_of(cohort, days=-1, hour=12)
    Enrolment.objects.create(cohort=cohort, person=trainer, joined_at=timezone.now() - timedelta(days=9))
    other, learner = PersonFactory(), learner_in(cohort)
    for person in (trainer, learner):
        mark(morning, person, "absent", by=other)
    tomorrow = timezone.localtime().replace(hour=11, minute=0) + timedelta(days=1)
    add_make_up(morning, starts_at=tomorrow, venue="Hall", by=other.user)
    run_due_jobs()
    mark(noon, trainer, "present", by=other)
    (line,) = tellings_of(trainer, cohort)
    assert line.text.startswith("A make-up session on")


def test_many_people_are_asked_about_as_often_as_few(cohort, trainer, django_assert_num_queries):
    many_learners_in(cohort, 30)
    told = cancelled(cohort, trainer)
    assert Notice.objects.count() == 30
    grants = list(trainer.current_grants)
    assert grants
    with django_assert_num_queries(3):  # the tellings, their notices with who was told, what became of them
        tellings_of(trainer, cohort)
    with django_assert_num_queries(4):  # and who is not named
        telling_seen_by(trainer, cohort, told.pk)


def test_many_tellings_of_one_kind_are_said_with_as_many_queries_as_two(cohort, trainer, django_assert_max_num_queries):
    learner_in(cohort)
    for day in (2, 3):
        cancel_session(session_of(cohort, days=day, hour=10), reason=RAIN, by=trainer.user)
    run_due_jobs()
    assert list(trainer.current_grants)
    with django_assert_max_num_queries(9) as few:
        assert len(tellings_of(trainer, cohort)) == 2
    for day in (4, 5, 6, 7):
        cancel_session(session_of(cohort, days=day, hour=10), reason=RAIN, by=trainer.user)
    run_due_jobs()
    with django_assert_max_num_queries(len(few)):
        assert len(tellings_of(trainer, cohort)) == 6


def test_of_an_invitation_only_whom_the_trainer_knows_is_shown(sign_in, cohort, trainer):
    account = {"user__phone": PHONE, "user__phone_verified_at": timezone.now()}
    stranger = PersonFactory(name="Asha", **account)
    [invitation] = invite(cohort, [(PHONE, "Asha")], by=trainer.user)
    run_due_jobs()
    assert Notice.objects.filter(person=stranger, event=invitation.events[0]).exists()
    assert reach_of_invitations(trainer, [invitation]) == {invitation.pk: []}
    other = CohortFactory(course_key=cohort.course_key)
    trainer_of(other)
    known = learner_in(cohort, name="Lata", user__phone="+919876543211", user__phone_verified_at=timezone.now())
    [asked] = invite(cohort, [("+919876543211", "Lata")], by=trainer.user)
    run_due_jobs()
    assert known  # she takes part already, and is not told
    assert reach_of_invitations(trainer, [asked]) == {}
    assert "No way to be reached" not in sign_in(trainer).get(f"/cohorts/{cohort.pk}/coming-and-going/").text


def test_it_is_cleared_with_the_notices(cohort, trainer):
    learner_in(cohort)
    told = cancelled(cohort, trainer)
    purge_tellings({})
    assert Telling.objects.exists()
    Telling.objects.filter(pk=told.pk).update(told_at=timezone.now() - timedelta(days=181))
    purge_tellings({})
    assert not Telling.objects.exists()
