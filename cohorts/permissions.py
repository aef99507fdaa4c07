"""Who may see a cohort, and who teaches it."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort, Enrolment
from core.models import Place
from courses.permissions import CourseAccess
from people.enums import TEACHING_ROLES, Role
from people.models import Organisation, Person, RoleGrant
from people.permissions import current_grants, grant_reaches, scope_filter

READING_ROLES = (*TEACHING_ROLES, Role.MENTOR)


def can_teach(person: Person | None, cohort: Cohort) -> bool:
    """A trainer or programme manager over the cohort, its organisation or its place."""
    return _holds(person, cohort, TEACHING_ROLES)


def cohorts_taught_by(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_teach`."""
    return Cohort.objects.filter(_reach(person, TEACHING_ROLES))


def can_see_cohort(person: Person | None, cohort: Cohort) -> bool:
    """Who takes part in it, teaches it or mentors it."""
    if person is None:
        return False
    takes_part = cohort.enrolments.filter(person=person, status=EnrolmentStatus.ACTIVE).exists()
    return takes_part or _holds(person, cohort, READING_ROLES)


def cohorts_visible_to(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_see_cohort`."""
    if person is None:
        return Cohort.objects.none()
    enrolled = Enrolment.objects.filter(person=person, status=EnrolmentStatus.ACTIVE).values("cohort")
    return Cohort.objects.filter(Q(pk__in=enrolled) | _reach(person, READING_ROLES))


def can_create_cohort(person: Person | None, *, organisation: Organisation, place: Place) -> bool:
    """A programme manager over the place or the organisation."""
    return any(
        grant_reaches(grant, place=place, organisation_id=organisation.pk, cohort_id=None)
        for grant in current_grants(person)
        if grant.role == Role.PROGRAMME_MANAGER
    )


def mentors_cohorts(person: Person | None) -> bool:
    """Whether ``person`` mentors anybody."""
    return any(grant.role == Role.MENTOR for grant in current_grants(person))


def manages_cohorts(person: Person | None) -> bool:
    """Whether ``person`` may make cohorts anywhere."""
    return any(grant.role == Role.PROGRAMME_MANAGER for grant in current_grants(person))


def mentors_of(cohort: Cohort) -> list[Person]:
    """The people who mentor the cohort, by a role over it, its organisation or its place."""
    grants = RoleGrant.objects.current().filter(role=Role.MENTOR)
    near = Q(cohort_id=cohort.pk) | Q(organisation=cohort.organisation_id) | Q(place__isnull=False)
    by_name = grants.filter(near).select_related("person", "place").order_by("person__name", "pk")
    return list(dict.fromkeys(grant.person for grant in by_name if _covers(grant, cohort)))


def course_access_by_cohort(person: Person, course_key: UUID) -> CourseAccess:
    """What cohorts lend to courses: learner by an enrolment, reader of all by a role over a cohort of the course."""
    rows = Enrolment.objects.filter(
        person=person, status=EnrolmentStatus.ACTIVE, cohort__course_key=course_key
    ).values_list("cohort__blocks__lessons__lesson_key", "cohort__blocks__starts_on")
    opens_on: dict[UUID, date] = {}
    enrolled = False
    for lesson_key, starts_on in rows:
        enrolled = True
        if lesson_key is not None:
            opens_on[lesson_key] = min(starts_on, opens_on.get(lesson_key, starts_on))
    reads_all = not enrolled and Cohort.objects.filter(_reach(person, READING_ROLES), course_key=course_key).exists()
    return CourseAccess(is_learner=enrolled, reads_all=reads_all, opens_on=opens_on)


def _holds(person: Person | None, cohort: Cohort, roles: tuple[Role, ...]) -> bool:
    return any(grant.role in roles and _covers(grant, cohort) for grant in current_grants(person))


def _covers(grant: RoleGrant, cohort: Cohort) -> bool:
    return grant_reaches(grant, place=cohort.place, organisation_id=cohort.organisation_id, cohort_id=cohort.pk)


def _reach(person: Person | None, roles: tuple[Role, ...]) -> Q:
    grants = [grant for grant in current_grants(person) if grant.role in roles]
    return scope_filter(grants, place="place", organisation="organisation_id", cohort="pk")
