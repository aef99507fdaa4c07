"""A cohort is handed over to another trainer or mentor, on a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.models import HandOver
from cohorts.permissions import can_teach, mentors_of, trainers_of
from cohorts.services import hand_over, hand_over_today
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.models import Person, RoleGrant
from people.services import grant_role
from tests.factories import (
    PersonFactory,
    UserFactory,
    lessons_of,
    mentor_of,
    thread_in,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(cohort):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    return person


def in_days(number):
    return timezone.localdate() + timedelta(days=number)


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_today_the_old_role_ends_and_the_new_one_begins_and_both_are_told(cohort, manager):
    old, new = trainer_of(cohort), PersonFactory()
    hand_over(cohort, role=Role.TRAINER, given_by=old, taken_by=new, from_day=in_days(0), by=manager.user)
    run_due_jobs()
    assert list(trainers_of(cohort)) == [new]
    assert not can_teach(fresh(old), cohort)
    assert RoleGrant.objects.get(person=old).ended_at
    assert {notice.person for notice in Notice.objects.filter(kind__in=["cohort_given", "cohort_taken"])} == {old, new}


def test_on_a_later_day_everything_stays_until_then(cohort, manager):
    old, new = trainer_of(cohort), PersonFactory()
    decided = hand_over(cohort, role=Role.TRAINER, given_by=old, taken_by=new, from_day=in_days(3), by=manager.user)
    hand_over_today({"day": in_days(0).isoformat()})
    assert list(trainers_of(cohort)) == [old]
    HandOver.objects.filter(pk=decided.pk).update(from_day=in_days(0))
    for _again in range(2):
        hand_over_today({"day": in_days(0).isoformat()})
    assert list(trainers_of(cohort)) == [new]


def test_a_talk_goes_on_with_who_takes_over(cohort, course, manager, sign_in):
    old, new = mentor_of(cohort), PersonFactory()
    thread = thread_in(cohort, lessons_of(course)[0])
    hand_over(cohort, role=Role.MENTOR, given_by=old, taken_by=new, from_day=in_days(0), by=manager.user)
    run_due_jobs()
    assert list(mentors_of(cohort)) == [new]
    assert sign_in(new).get(f"/talks/{thread.pk}/").status_code == 200
    assert sign_in(old).get(f"/talks/{thread.pk}/").status_code == 404


def test_who_manages_decides_it_on_the_page_and_calls_it_off(sign_in, cohort, manager):
    old, new = trainer_of(cohort), PersonFactory()
    grant = RoleGrant.objects.get(person=old)
    client, address = sign_in(manager), f"/cohorts/{cohort.pk}/team/"
    day = in_days(5).strftime("%d-%m-%Y")
    typed = {"given": grant.pk, "taken_by": new.pk, "taken_by_search": new.user.username, "from_day": day}
    assert client.post(address, typed).status_code == 302
    decided = HandOver.objects.get()
    assert (decided.given_by, decided.taken_by, decided.role) == (old, new, Role.TRAINER)
    assert str(new) in client.get(address).text
    client.post(f"{address}{decided.pk}/call-off/")
    assert not HandOver.objects.exists()


def test_one_may_join_the_team_without_anybody_leaving(sign_in, cohort, manager):
    old, new = trainer_of(cohort), PersonFactory()
    typed = {"given": "trainer", "taken_by": new.pk, "taken_by_search": new.user.username}
    sign_in(manager).post(f"/cohorts/{cohort.pk}/team/", typed | {"from_day": in_days(0).strftime("%d-%m-%Y")})
    assert set(trainers_of(cohort)) == {old, new}


def test_who_has_no_open_account_takes_nothing_over(sign_in, cohort, manager):
    gone = PersonFactory(place=cohort.place, user=UserFactory(is_active=True))
    gone.user = None
    gone.save()
    typed = {"given": "trainer", "taken_by": gone.pk, "from_day": in_days(0).strftime("%d-%m-%Y")}
    answer = sign_in(manager).post(f"/cohorts/{cohort.pk}/team/", typed)
    assert "taken_by" in answer.context["form"].errors


def test_a_role_over_a_whole_place_is_said_to_be_no_matter_of_the_cohort(sign_in, cohort, manager):
    over_all, own = PersonFactory(), trainer_of(cohort)
    grant = grant_role(over_all, role=Role.TRAINER, over=cohort.place, by=None)
    client, address = sign_in(manager), f"/cohorts/{cohort.pk}/team/"
    page = client.get(address)
    assert f"held over all of {cohort.place}" in page.text
    assert [person for _key, person in page.context["form"].fields["given"].choices if str(over_all) in person] == []
    assert client.post(f"{address}{grant.pk}/out/").status_code == 404
    assert set(trainers_of(cohort)) == {over_all, own}


def test_the_team_of_a_cohort_is_changed_and_is_never_without_a_trainer(sign_in, cohort, manager):
    first, second, mentor = trainer_of(cohort), trainer_of(cohort), mentor_of(cohort)
    client, address = sign_in(manager), f"/cohorts/{cohort.pk}/team/"
    for person in (first, mentor):
        client.post(f"{address}{RoleGrant.objects.get(person=person).pk}/out/")
    assert (list(trainers_of(cohort)), list(mentors_of(cohort))) == ([second], [])
    last = RoleGrant.objects.get(person=second)
    answer = client.post(f"{address}{last.pk}/out/", follow=True)
    assert "Nobody else trains this cohort" in answer.text
    assert list(trainers_of(cohort)) == [second]
    run_due_jobs()
    assert {notice.person for notice in Notice.objects.filter(kind="cohort_left_team")} == {first, mentor}


def test_of_a_role_over_the_place_or_organisation_who_trains_it_reads_who_gives_one_over_the_cohort(
    sign_in, cohort, manager
):
    address, here = f"/cohorts/{cohort.pk}/team/", trainer_of(cohort)
    client = sign_in(here)
    said = f"A role over this cohort alone is given by: {manager}."
    assert said not in client.get(address).text
    over_all = PersonFactory()
    grant_role(over_all, role=Role.TRAINER, over=cohort.organisation, by=None)
    for reader in (here, over_all):
        page = sign_in(reader).get(address).text
        assert page.count(said) == 1
        assert f"This role is held over all of {cohort.organisation}, not over this cohort." in page
    assert said not in sign_in(manager).get(address).text  # she gives it below


def test_who_trains_it_sees_the_team_and_whom_to_ask_and_decides_nothing(sign_in, cohort, manager):
    trainer = trainer_of(cohort)
    client, address = sign_in(trainer), f"/cohorts/{cohort.pk}/team/"
    assert address in client.get(f"/cohorts/{cohort.pk}/").text
    page = client.get(address).text
    assert "Ask one of those who manage the cohort" in page
    assert str(manager) in page
    assert 'name="taken_by"' not in page
    assert "Take out of the team" not in page
    typed = {"given": "trainer", "taken_by": PersonFactory().pk, "from_day": in_days(0).strftime("%d-%m-%Y")}
    assert client.post(address, typed).status_code == 404
    assert not HandOver.objects.exists()
