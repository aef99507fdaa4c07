"""Who may see and who teaches a cohort: each rule as a predicate and as a queryset, which must agree."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.models import Model
from django.utils import timezone

from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, HandOver, Invitation
from cohorts.permissions import (
    can_see_cohort,
    can_teach,
    cohorts_taught_by,
    cohorts_visible_to,
    course_access_by_cohort,
    hand_overs_shown_to,
    invitations_given_in,
    learners_taught_by,
    managers_of,
    mentors_named,
    mentors_of,
    sessions_taught_by,
)
from cohorts.queries import cohort_seen_by
from core.enums import PlaceLevel
from courses.permissions import course_access, reads_course
from people.enums import Role
from people.models import Person
from people.services import end_role, grant_role
from tests.factories import (
    CohortFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    UserFactory,
    learner_in,
    lesson_without_page,
    mentor_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def places() -> dict:
    """Two districts whose codes begin alike, and a village in each."""
    near = PlaceFactory(level=PlaceLevel.DISTRICT, lgd_code=7)
    far = PlaceFactory(level=PlaceLevel.DISTRICT, lgd_code=70)
    return {"near": near, "far": far, "village": PlaceFactory(parent=near), "far village": PlaceFactory(parent=far)}


@pytest.fixture
def cohorts(places) -> dict[str, Cohort]:
    """One cohort near and one far, of two organisations."""
    return {
        "near": CohortFactory(place=places["village"], organisation=OrganisationFactory()),
        "far": CohortFactory(place=places["far village"], organisation=OrganisationFactory()),
    }


def holder(role: Role, over: Model, *, ended: bool = False) -> Person:
    """A person with one role over one thing."""
    person = PersonFactory()
    grant = grant_role(person, role=role, over=over, by=None)
    if ended:
        end_role(grant, by=None)
    return Person.objects.get(pk=person.pk)


def withdrawn_from(cohort: Cohort) -> Person:
    person = learner_in(cohort)
    person.enrolments.update(status="withdrawn", withdrawn_at=timezone.now())
    return person


# For each kind of person: which cohorts she teaches, and which she sees.
CASES = {
    "nobody": (lambda c, p: None, [], []),
    "a stranger": (lambda c, p: PersonFactory(), [], []),
    "a learner": (lambda c, p: learner_in(c["near"]), [], ["near"]),
    "one withdrawn": (lambda c, p: withdrawn_from(c["near"]), [], []),
    "the trainer": (lambda c, p: holder(Role.TRAINER, c["near"]), ["near"], ["near"]),
    "the trainer before": (lambda c, p: holder(Role.TRAINER, c["near"], ended=True), [], []),
    "the mentor": (lambda c, p: holder(Role.MENTOR, c["near"]), [], ["near"]),
    "a mentor of the organisation": (lambda c, p: holder(Role.MENTOR, c["far"].organisation), [], ["far"]),
    "the manager of the organisation": (
        lambda c, p: holder(Role.PROGRAMME_MANAGER, c["near"].organisation),
        ["near"],
        ["near"],
    ),
    "the manager of the district": (lambda c, p: holder(Role.PROGRAMME_MANAGER, p["near"]), ["near"], ["near"]),
    "a trainer of the village": (lambda c, p: holder(Role.TRAINER, p["far village"]), ["far"], ["far"]),
    "a trainer of another village": (lambda c, p: holder(Role.TRAINER, PlaceFactory(parent=p["near"])), [], []),
    "a leader there": (lambda c, p: holder(Role.CBO_LEADER, c["near"].organisation), [], []),
    "a partner": (lambda c, p: holder(Role.PARTNER, c["near"].organisation), ["near"], ["near"]),
    "a partner before": (lambda c, p: holder(Role.PARTNER, c["near"].organisation, ended=True), [], []),
    "a partner elsewhere": (lambda c, p: holder(Role.PARTNER, OrganisationFactory(place=p["near"])), [], []),
}


@pytest.mark.parametrize("who", CASES)
def test_the_rule_and_its_queryset_say_the_same_and_the_right_thing(cohorts, places, who):
    make, teaches, sees = CASES[who]
    person = make(cohorts, places)
    assert set(cohorts_taught_by(person)) == {cohorts[name] for name in teaches}
    assert set(cohorts_visible_to(person)) == {cohorts[name] for name in sees}
    for cohort in cohorts.values():
        assert can_teach(person, cohort) == (cohort in cohorts_taught_by(person))
        assert can_see_cohort(person, cohort) == (cohort in cohorts_visible_to(person))
    if person is not None:
        _by_key_she_finds_the_same(person, cohorts.values())


def _by_key_she_finds_the_same(person, cohorts):
    for cohort in cohorts:
        if cohort in cohorts_visible_to(person):
            found = cohort_seen_by(person, cohort.pk)
            assert (found, found.teaches) == (cohort, can_teach(person, cohort))
            assert found.learns == person.enrolments.active().filter(cohort=cohort).exists()
        else:
            with pytest.raises(Cohort.DoesNotExist):
                cohort_seen_by(person, cohort.pk)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MENTOR])
def test_who_learns_and_teaches_the_same_course_is_a_learner_who_reads_all(cohorts, role):
    person = learner_in(cohorts["near"])
    grant_role(person, role=role, over=CohortFactory(course_key=cohorts["near"].course_key), by=None)
    access = course_access_by_cohort(person, cohorts["near"].course_key)
    assert (access.is_learner, access.reads_all) == (True, True)


@pytest.mark.parametrize("role", [None, Role.TRAINER, Role.MENTOR, Role.PROGRAMME_MANAGER])
def test_who_reads_in_a_course_is_who_has_access_to_it(cohorts, role):
    people = [PersonFactory(), learner_in(cohorts["near"]), learner_in(cohorts["far"])]
    gone = learner_in(cohorts["near"])
    gone.enrolments.update(status=EnrolmentStatus.WITHDRAWN)
    people.append(gone)
    for person in people if role else ():
        grant_role(person, role=role, over=cohorts["far"], by=None)
    courses = {cohort.course_key for cohort in cohorts.values()}
    said = {(person.pk, key): reads_course(person.user, person, key) for person in people for key in courses}
    assert said == {
        (person.pk, key): course_access(person.user, person, key).reads for person in people for key in courses
    }
    assert set(said.values()) == {True, False}


def test_mentors_are_those_of_the_cohort_its_organisation_and_its_place_by_name(cohorts, places):
    cohort = cohorts["near"]
    mentor_of(cohort, name="Chitra")
    for name, over in {
        "Asha": cohort.organisation,
        "Bindu": places["near"],
        "Elsewhere": places["far"],
        "Other trust": cohorts["far"].organisation,
        "Other cohort": cohorts["far"],
    }.items():
        grant_role(PersonFactory(name=name), role=Role.MENTOR, over=over, by=None)
    holder(Role.TRAINER, cohort)
    holder(Role.MENTOR, cohort, ended=True)
    assert [mentor.name for mentor in mentors_of(cohort)] == ["Asha", "Bindu", "Chitra"]
    assert mentors_named(cohort) == list(mentors_of(cohort))


def test_a_mentor_whose_account_is_shut_mentors_nobody(cohorts):
    mentor = mentor_of(cohorts["near"])
    mentor.user.is_active = False
    mentor.user.save()
    assert not mentors_of(cohorts["near"]).exists()


def test_a_mentor_by_two_grants_is_one_mentor(cohorts):
    mentor = mentor_of(cohorts["near"])
    grant_role(mentor, role=Role.MENTOR, over=cohorts["near"].organisation, by=None)
    assert list(mentors_of(cohorts["near"])) == [mentor]


def test_who_teaches_a_cohort_comes_to_what_is_in_it_and_nobody_else_does(cohorts):
    near = cohorts["near"]
    learner, day = learner_in(near), timezone.localdate()
    block = near.blocks.create(number=1, title="One", starts_on=day, ends_on=day)
    session = block.sessions.create(title="Market", starts_at=timezone.now(), venue="Hall")
    invitation = Invitation.objects.create(cohort=near, phone="+919845012345", invited_by=UserFactory())
    decided = HandOver.objects.create(cohort=near, role=Role.TRAINER, taken_by=PersonFactory(), from_day=day)
    trainer, elsewhere = holder(Role.TRAINER, near), holder(Role.TRAINER, cohorts["far"])
    reads = {
        sessions_taught_by: session,
        invitations_given_in: invitation,
        hand_overs_shown_to: decided,
        learners_taught_by: learner,
    }
    for read, row in reads.items():
        assert list(read(trainer)) == [row]
        for other in (elsewhere, learner, mentor_of(near), None):
            assert not read(other).exists()


def test_who_decides_about_a_cohort_manages_it_and_has_an_account_that_is_open(cohorts, places):
    near = cohorts["near"]
    of_place, of_partner = holder(Role.PROGRAMME_MANAGER, places["near"]), holder(Role.PARTNER, near.organisation)
    holder(Role.PROGRAMME_MANAGER, places["far"])
    holder(Role.PROGRAMME_MANAGER, near, ended=True)
    holder(Role.TRAINER, near)
    gone = holder(Role.PROGRAMME_MANAGER, near)
    gone.user.is_active = False
    gone.user.save()
    assert set(managers_of(near)) == {of_place, of_partner}


def test_of_two_cohorts_of_one_course_the_earlier_day_opens_a_lesson():
    course, lesson = uuid4(), lesson_without_page()
    person = PersonFactory()
    for day in (date(2026, 11, 20), date(2026, 12, 1)):
        cohort = CohortFactory(course_key=course)
        block = cohort.blocks.create(number=1, title="One", starts_on=day, ends_on=day)
        block.lessons.create(lesson=lesson)
        cohort.enrolments.create(person=person)
    assert course_access_by_cohort(person, course).opens_on == {lesson.pk: date(2026, 11, 20)}


def test_of_two_cohorts_of_one_course_one_without_blocks_opens_every_lesson():
    course, lesson = uuid4(), lesson_without_page()
    person = PersonFactory()
    block = CohortFactory(course_key=course).blocks.create(
        number=1, title="One", starts_on=date(2026, 12, 1), ends_on=date(2026, 12, 1)
    )
    block.lessons.create(lesson=lesson)
    for cohort in (block.cohort, CohortFactory(course_key=course)):
        cohort.enrolments.create(person=person)
    assert course_access_by_cohort(person, course).opens_on == {}
