"""Staff change a cohort in the admin: what they may, and what is said where they may not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Block, Cohort, Session
from core.models import AuditEntry
from people.enums import Role
from people.services import grant_role
from tests.factories import (
    CohortFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    thread_in,
    trainer_of,
)

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_cohorts_cohort"


@pytest.fixture
def staff():
    return UserFactory(staff=True, is_superuser=True)


@pytest.fixture
def admin(sign_in, staff):
    return sign_in(staff)


def days_from_now(days):
    return timezone.localdate() + timedelta(days=days)


def change(admin, cohort, **changes):
    fields = {name: getattr(cohort, name) for name in ("name", "language", "starts_on", "ends_on", "capacity")}
    return admin.post(reverse(f"{LIST}:edit", args=[cohort.pk]), {**fields, **changes})


@pytest.fixture
def to_come():
    """A cohort whose first block begins in ten days, with one session."""
    cohort = CohortFactory(starts_on=days_from_now(10), ends_on=days_from_now(90))
    block = Block.objects.create(
        cohort=cohort, number=1, title="One", starts_on=days_from_now(10), ends_on=days_from_now(12)
    )
    Session.objects.create(block=block, starts_at=timezone.now() + timedelta(days=10), venue="Hall")
    return cohort


def test_a_change_of_the_first_day_moves_blocks_and_sessions_with_it(admin, staff, to_come):
    before = Session.objects.get().starts_at
    assert change(admin, to_come, starts_on=days_from_now(17)).status_code == 302
    block = Block.objects.get()
    assert (block.starts_on, block.ends_on) == (days_from_now(17), days_from_now(19))
    assert Session.objects.get().starts_at == before + timedelta(days=7)
    line = AuditEntry.objects.get(action="cohort.moved")
    assert (line.by, line.detail) == (staff, {"days": 7})


def test_another_change_moves_nothing(admin, to_come):
    assert change(admin, to_come, name="Nadipur MOVE").status_code == 302
    assert Block.objects.get().starts_on == days_from_now(10)
    assert not AuditEntry.objects.filter(action="cohort.moved").exists()


@pytest.mark.parametrize("days_ago", [3, 0])
def test_the_first_day_of_a_cohort_that_has_begun_stays(admin, days_ago):
    cohort = cohort_on(course_with_lessons(1), opens_in_days=[-days_ago])
    answer = change(admin, cohort, starts_on=days_from_now(4))
    assert "first block has begun" in str(answer.context["form"].errors["starts_on"])
    assert Block.objects.get().starts_on == days_from_now(-days_ago)


@pytest.mark.parametrize("changes", [{"ends_on": 11}, {"starts_on": 20, "ends_on": 21}])
def test_the_last_day_stays_behind_the_last_block(admin, to_come, changes):
    answer = change(admin, to_come, **{name: days_from_now(days) for name, days in changes.items()})
    assert "The last block ends on" in str(answer.context["form"].errors["ends_on"])
    assert Cohort.objects.get().ends_on == days_from_now(90)


@pytest.mark.parametrize(("field", "days"), [("starts_on", -400), ("starts_on", 4000), ("ends_on", -1), ("ends_on", 5)])
def test_days_out_of_reason_are_refused_beside_the_field(admin, to_come, field, days):
    answer = change(admin, to_come, **{field: days_from_now(days)})
    complaints = answer.context["form"].errors
    assert "Constraint" not in str(complaints)
    assert field in complaints or "ends_on" in complaints
    assert Cohort.objects.get().starts_on == days_from_now(10)


def test_an_old_cohort_can_still_be_renamed(admin):
    cohort = CohortFactory(starts_on=days_from_now(-900), ends_on=days_from_now(-700))
    assert change(admin, cohort, name="The first").status_code == 302
    assert Cohort.objects.get().name == "The first"


def test_cohorts_are_not_added_in_the_admin_which_cannot_plan_them(admin):
    assert reverse(f"{LIST}:add") not in admin.get(reverse(f"{LIST}:list")).content.decode()
    answer = admin.post(reverse(f"{LIST}:add"), {"name": "x"})
    assert answer.status_code == 302
    assert not Cohort.objects.exists()


def delete(admin, cohort):
    return admin.post(reverse(f"{LIST}:delete", args=[cohort.pk]), follow=True)


def delete_selected(admin, cohort):
    bulk = reverse("wagtail_bulk_action", args=["cohorts", "cohort", "delete"])
    return admin.post(f"{bulk}?id={cohort.pk}", follow=True)


@pytest.mark.parametrize("press", [delete, delete_selected])
def test_a_cohort_with_learners_is_not_deleted_and_it_is_said_why(admin, press):
    cohort = CohortFactory(name="Nadipur MOVE")
    learner_in(cohort)
    page = press(admin, cohort).content.decode()
    assert "“Nadipur MOVE” cannot be deleted: there are enrolments that belong to it." in page
    assert Cohort.objects.exists()


@pytest.mark.parametrize("press", [delete, delete_selected])
def test_roles_over_an_empty_cohort_end_when_it_is_deleted(admin, press):
    cohort = CohortFactory()
    trainer = trainer_of(cohort)
    press(admin, cohort)
    assert not Cohort.objects.exists()
    assert not trainer.role_grants.current().exists()
    assert trainer.role_grants.exists()


@pytest.mark.parametrize("press", [delete, delete_selected])
def test_a_cohort_with_talks_is_not_deleted_and_it_is_said_why(admin, press):
    course = course_with_lessons(1)
    cohort = cohort_on(course)
    thread_in(cohort, lessons_of(course)[0])
    assert press(admin, cohort).status_code == 200
    assert Cohort.objects.exists()


@pytest.mark.parametrize("press", [delete, delete_selected])
def test_a_cohort_nobody_is_in_is_deleted(admin, press):
    press(admin, CohortFactory())
    assert not Cohort.objects.exists()


def test_an_organisation_that_runs_a_cohort_is_kept_in_the_same_way(admin):
    organisation = OrganisationFactory(name="Nadi Trust")
    CohortFactory(organisation=organisation)
    page = admin.post(reverse("wagtailsnippets_people_organisation:delete", args=[organisation.pk]), follow=True)
    assert "“Nadi Trust” cannot be deleted: there are cohorts that belong to it." in page.content.decode()


def test_who_manages_programmes_finds_them_in_the_menu_and_nobody_else(sign_in, admin, staff):
    assert reverse("cohorts:programmes") not in admin.get(reverse(f"{LIST}:list")).text
    manager = PersonFactory(user=staff)
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=PlaceFactory(), by=None)
    assert reverse("cohorts:programmes") in sign_in(staff).get(reverse(f"{LIST}:list")).text
