"""Who trains or runs a cohort stands on no list of its learners, by whatever way she would come in."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.errors import SheLearnsThere, SheTeachesIt, YouTeachIt
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import keeps_its_lists, who_keep_its_lists
from cohorts.queries import place_in_line, places_free
from cohorts.services import (
    accept,
    apply_to,
    approve,
    change_capacity,
    enrol,
    hand_over,
    invite,
    join_cohort,
    transfer,
    wait_for_place,
    withdraw_learner,
)
from people.enums import TEACHING_ROLES, Role
from people.models import RoleGrant
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, PlaceFactory, UserFactory, learner_in, mentor_of, trainer_of

pytestmark = pytest.mark.django_db
PHONE = "+919876543210"


@pytest.fixture
def cohort():
    return CohortFactory(code="MVK4P7", starts_on=timezone.localdate() + timedelta(days=5))


@pytest.fixture
def trainer(cohort):
    person = PersonFactory(user=UserFactory(phone=PHONE, phone_verified_at=timezone.now()))
    grant_role(person, role=Role.TRAINER, over=cohort, by=None)
    return person


def test_her_own_code_her_asking_and_her_invitation_are_refused(cohort, trainer):
    [invitation] = invite(cohort, [(PHONE, "Asha")], by=trainer.user)
    for enter in (
        lambda: join_cohort(trainer, cohort.code, by=trainer.user),
        lambda: wait_for_place(trainer, cohort.code, by=trainer.user),
        lambda: apply_to(cohort, trainer, by=trainer.user),
        lambda: enrol(trainer, cohort, by=trainer.user),
        lambda: accept(invitation, trainer, by=trainer.user),
    ):
        with pytest.raises(YouTeachIt):
            enter()
    assert not Enrolment.objects.exists()


def test_the_page_says_it_beside_the_code(cohort, trainer, sign_in):
    page = sign_in(trainer).post("/cohorts/join/", {"code": cohort.code})
    assert page.status_code == 422
    assert "You train or run this cohort, so you cannot learn in it too." in page.text


def test_nobody_else_takes_her_in_or_moves_her_there(cohort, trainer):
    colleague, elsewhere = trainer_of(cohort), CohortFactory(course_key=cohort.course_key)
    grant_role(colleague, role=Role.TRAINER, over=elsewhere, by=None)
    asked = Enrolment.objects.create(cohort=cohort, person=trainer, status="applied")
    with pytest.raises(SheTeachesIt):
        approve(asked, by=colleague.user)
    asked.delete()
    stay = join_cohort(trainer, elsewhere.code, by=trainer.user)
    with pytest.raises(SheTeachesIt):
        transfer(stay, cohort, by=colleague.user)
    stay.refresh_from_db()
    assert stay.status == "active"


def test_who_waits_and_came_to_teach_the_place_does_not_move_up(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(capacity=1)
    learner_in(cohort)
    first, second = PersonFactory(), PersonFactory()
    for person in (first, second):
        wait_for_place(person, cohort.code, by=person.user)
    grant_role(first, role=Role.TRAINER, over=cohort.place, by=None)
    change_capacity(cohort, capacity=2, by=first.user)
    assert [each.enrolments.get().status for each in (first, second)] == ["waiting", "active"]


def test_who_waits_and_came_to_teach_the_place_keeps_no_place_from_others(cohort):
    Cohort.objects.filter(pk=cohort.pk).update(capacity=1)
    learner, first, second = learner_in(cohort), PersonFactory(), PersonFactory()
    for person in (first, second):
        wait_for_place(person, cohort.code, by=person.user)
    grant_role(first, role=Role.TRAINER, over=cohort.place, by=None)
    assert place_in_line(second.enrolments.get()) == 1
    withdraw_learner(learner.enrolments.get(), by=learner.user)
    cohort.refresh_from_db()
    assert places_free(cohort) == 0
    change_capacity(cohort, capacity=2, by=first.user)
    cohort.refresh_from_db()
    assert places_free(cohort) == 1


@pytest.mark.parametrize("role", [Role.TRAINER, Role.PROGRAMME_MANAGER])
@pytest.mark.parametrize("over", ["place", "organisation"])
def test_a_role_over_the_place_or_organisation_counts_too(cohort, role, over):
    person = PersonFactory()
    grant_role(person, role=role, over=getattr(cohort, over), by=None)
    assert keeps_its_lists(person, cohort)
    assert list(who_keep_its_lists(cohort)) == [person]


def test_who_mentors_a_cohort_or_trains_another_one_may_learn_there(cohort):
    for person in (mentor_of(cohort), trainer_of(CohortFactory())):
        assert not keeps_its_lists(person, cohort)
        assert not who_keep_its_lists(cohort).exists()
        assert join_cohort(person, cohort.code, by=person.user).status == "active"


def test_who_is_to_take_it_over_joins_no_more(cohort, trainer):
    new, day = PersonFactory(), timezone.localdate() + timedelta(days=3)
    hand_over(cohort, role=Role.TRAINER, given_by=trainer, taken_by=new, from_day=day, by=trainer.user)
    assert new in who_keep_its_lists(cohort)
    with pytest.raises(YouTeachIt):
        join_cohort(new, cohort.code, by=new.user)


def test_a_learner_is_not_made_its_trainer_and_the_page_says_why(cohort, sign_in):
    manager, learner = PersonFactory(), learner_in(cohort)
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    today = timezone.localdate()
    with pytest.raises(SheLearnsThere):
        hand_over(cohort, role=Role.TRAINER, given_by=None, taken_by=learner, from_day=today, by=manager.user)
    typed = {"given": "trainer", "taken_by": learner.pk, "taken_by_search": learner.user.username}
    page = sign_in(manager).post(f"/cohorts/{cohort.pk}/team/", typed | {"from_day": f"{today:%d-%m-%Y}"})
    assert page.status_code == 422
    assert "She learns in this cohort, or asked to." in page.text
    hand_over(cohort, role=Role.MENTOR, given_by=None, taken_by=learner, from_day=today, by=manager.user)


@pytest.mark.parametrize(("role", "over"), [
    (role, over) for role in TEACHING_ROLES for over in ("place", "organisation")
    if (role, over) != (Role.PARTNER, "place")  # a partner is of an organisation
])  # fmt: skip
def test_a_learner_is_given_no_role_in_the_admin_that_reaches_her_cohort_which_is_said_beside_it(
    cohort, sign_in, role, over
):
    admin, learner = sign_in(UserFactory(staff=True, is_superuser=True)), learner_in(cohort)
    above = PlaceFactory(level="state")
    cohort.place.parent = above
    cohort.place.save()
    asks = PersonFactory()
    apply_to(cohort, asks, by=asks.user)
    reached = above if over == "place" else cohort.organisation
    typed = {"role": role, "place": "", "organisation": "", over: reached.pk}
    for person in (learner, asks):
        answer = admin.post(reverse("wagtailsnippets_people_rolegrant:add"), typed | {"person": person.pk})
        assert f"She learns in {cohort.name}, or asked to." in str(answer.context["form"].errors[over])
    assert not RoleGrant.objects.exists()


def test_a_role_that_does_not_reach_her_cohort_a_mentors_and_one_after_its_end_are_given(cohort, sign_in):
    admin, learner = sign_in(UserFactory(staff=True, is_superuser=True)), learner_in(cohort)
    address, elsewhere = reverse("wagtailsnippets_people_rolegrant:add"), CohortFactory().organisation
    here = {"person": learner.pk, "place": "", "organisation": cohort.organisation_id}
    assert admin.post(address, here | {"role": Role.TRAINER, "organisation": elsewhere.pk}).status_code == 302
    assert admin.post(address, here | {"role": Role.MENTOR}).status_code == 302
    long_ago = timezone.localdate() - timedelta(days=90)
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=long_ago, ends_on=long_ago + timedelta(days=30))
    assert admin.post(address, here | {"role": Role.TRAINER}).status_code == 302
