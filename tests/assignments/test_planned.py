"""A programme says what its cohorts do in the field; each cohort gets it when it is planned, due by its blocks."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from assignments.models import Assignment, PlannedAssignment
from assignments.queries import planned_lines
from assignments.services import set_planned
from cohorts.models import Programme
from cohorts.planning import BlockPlan, Change, TemplateBlock, TemplatePlan
from cohorts.services import create_cohort, create_cohort_of, move_blocks, move_sessions, save_programme
from jobs.services import run_due_jobs
from people.enums import Role
from people.services import grant_role
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, course_with_lessons, trainer_of

pytestmark = pytest.mark.django_db
BLOCKS = [TemplateBlock("Foundations", 5, 0), TemplateBlock("Diagnosis", 5, 25), TemplateBlock("Finance", 5, 25)]


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def programme(course):
    programme = Programme(name="TEAM", organisation=OrganisationFactory(place=PlaceFactory()), assignments_needed=2)
    save_programme(programme, course_keys=[course.translation_key], blocks=BLOCKS, by=None)
    return programme


@pytest.fixture
def planned(programme):
    return [
        PlannedAssignment.objects.create(
            programme=programme, title=title, task="Go and see.", after_block=after, due_block=after + 1, marks_of=10
        )
        for title, after in (("Baseline", 1), ("Business plan", 2))
    ]


@pytest.fixture
def manager(programme):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=programme.organisation, by=None)
    return person


def cohort_of(programme, course):
    cohort = create_cohort_of(
        programme,
        name="TEAM 1",
        course=course,
        organisation=programme.organisation,
        place=PlaceFactory(),
        language="en",
        capacity=25,
        starts_on=timezone.localdate() + timedelta(days=14),
        plan=TemplatePlan(begins_at=time(9, 30), venue="Hall", on_sundays=True),
        is_open=True,
        by=None,
    )
    run_due_jobs()
    return cohort


def test_a_planned_cohort_has_the_assignments_of_its_programme_due_by_its_blocks(programme, planned, course):
    cohort = cohort_of(programme, course)
    first, second, third = cohort.blocks.all()
    told = [(each.title, each.block, each.due_on, each.marks_of, each.counts) for each in cohort.assignments.all()]
    assert told == [
        ("Baseline", first, second.starts_on, 10, True),
        ("Business plan", second, third.starts_on, 10, True),
    ]
    set_planned({"cohort": str(cohort.pk)})
    assert cohort.assignments.count() == 2
    # As many as completing asks for, and nobody wrote them again.
    assert cohort.assignments.filter(counts=True).count() == cohort.programme.assignments_needed


def test_what_is_due_by_a_block_moves_with_it(programme, planned, course):
    cohort = cohort_of(programme, course)
    baseline = cohort.assignments.first()
    due = baseline.due_on
    move_blocks(cohort, days=7, by=None)
    run_due_jobs()
    baseline.refresh_from_db()
    assert baseline.due_on == due + timedelta(days=7)
    trainer = trainer_of(cohort)
    sessions = [session.pk for session in cohort.blocks.all()[1].sessions.all()]
    move_sessions(cohort, sessions, Change(days=3), by=trainer.user)
    run_due_jobs()
    baseline.refresh_from_db()
    assert baseline.due_on == due + timedelta(days=10)


def test_a_cohort_whose_days_are_planned_by_hand_gets_them_too(programme, planned, course):
    day = timezone.localdate() + timedelta(days=14)
    cohort = create_cohort(
        starts_on=day,
        ends_on=day + timedelta(days=90),
        plan=BlockPlan(9, 7, time(10), "Hall"),
        name="TEAM 2",
        course=course,
        organisation=programme.organisation,
        place=PlaceFactory(),
        language="en",
        capacity=25,
        programme=programme,
        by=None,
    )
    run_due_jobs()
    (block,) = cohort.blocks.all()
    assert [(each.block, each.due_on) for each in cohort.assignments.all()] == [(block, None)] * 2


def test_a_changed_plan_leaves_cohorts_that_have_theirs_alone(programme, planned, course, manager, sign_in):
    cohort = cohort_of(programme, course)
    client, address = sign_in(manager), f"/assignments/programmes/{programme.pk}/{planned[0].pk}/"
    typed = {"title": "Baseline of two", "task": "Go.", "takes": ["photo"], "after_block": "1", "due_block": "3"}
    assert client.post(address, typed).status_code == 302
    assert cohort.assignments.filter(title="Baseline").exists()
    client.post(f"{address}drop/")
    assert [each.title for each in PlannedAssignment.objects.all()] == ["Business plan"]
    assert cohort.assignments.count() == 2


def test_the_page_of_the_programme_says_what_is_planned_and_what_is_wanting(programme, planned, manager, sign_in):
    client = sign_in(manager)
    page = client.get(f"/cohorts/programmes/{programme.pk}/").text
    assert "Baseline: given after 1. Foundations, due by the beginning of 2. Diagnosis" in page
    assert "are needed to complete" not in page
    planned[1].delete()
    for address in (f"/cohorts/programmes/{programme.pk}/", f"/assignments/programmes/{programme.pk}/"):
        assert (
            "2 approved assignments are needed to complete, and 1 that count are planned here."
            in client.get(address).text
        )
    planned[0].delete()
    assert planned_lines(programme) == []
    assert "Plan the field work" in client.get(f"/cohorts/programmes/{programme.pk}/").text


def test_it_is_planned_once_and_due_after_it_is_given(programme, manager, sign_in):
    client, address = sign_in(manager), f"/assignments/programmes/{programme.pk}/new/"
    typed = {
        "form_id": "7c4a2b52-6a9f-4ee1-9df8-0d7f5b0c2d11",
        **{"title": "Baseline", "task": "Go and see.", "takes": ["text"], "counts": "on", "after_block": "2"},
    }
    assert "due_block" in client.post(address, {**typed, "due_block": "2"}).context["form"].errors
    for _ in range(2):
        assert client.post(address, {**typed, "due_block": "3"}).status_code == 302
    (planned,) = PlannedAssignment.objects.all()
    assert (planned.after_block, planned.due_block, planned.counts, planned.takes) == (2, 3, True, ["text"])


def test_a_trainer_sets_one_that_is_due_by_a_block(programme, course, sign_in):
    cohort = cohort_of(programme, course)
    client, blocks = sign_in(trainer_of(cohort)), list(cohort.blocks.all())
    typed = {"title": "Visit", "task": "Go.", "takes": ["text"], "block": blocks[0].pk, "due_block": blocks[1].pk}
    address = f"/assignments/of/{cohort.pk}/new/"
    assert "due_on" in client.post(address, {**typed, "due_on": "01-03-2027"}).context["form"].errors
    assert "due_block" in client.post(address, {**typed, "due_block": blocks[0].pk}).context["form"].errors
    assert client.post(address, {**typed, "form_id": "7c4a2b52-6a9f-4ee1-9df8-0d7f5b0c2d12"}).status_code == 302
    visit = Assignment.objects.get()
    assert visit.due_on == blocks[1].starts_on
    change = f"/assignments/{visit.pk}/change/"
    assert client.get(change).context["form"].initial["due_on"] is None
    day = date(2027, 3, 1)
    client.post(change, {**typed, "due_block": "", "due_on": day.strftime("%d-%m-%Y")})
    visit.refresh_from_db()
    assert (visit.due_block, visit.due_on) == (None, day)
