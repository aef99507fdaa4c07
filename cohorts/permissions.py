"""Who may see a cohort, and who teaches it."""

from datetime import date
from uuid import UUID

from django.db.models import CharField, Exists, F, Q, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable
from django.utils import timezone

from cohorts.models import Cohort, Enrolment, EnrolmentQuerySet
from core.models import Place
from core.prepared import Given, GivenMany, Prepared
from courses.permissions import CourseAccess
from people.enums import TEACHING_ROLES, Purpose, Role
from people.models import Organisation, Person
from people.permissions import agreed, has_agreed, people_visible_to
from people.scopes import TREES, Scope, declare, held

COHORT = declare(Scope(Cohort, place="place", organisation="organisation", own={"cohort": "id"}))
READING_ROLES = (*TEACHING_ROLES, Role.MENTOR)
MENTORS_NAMED = 3


def can_teach(person: Person | None, cohort: Cohort) -> bool:
    """A trainer or programme manager over the cohort, its organisation or its place."""
    return COHORT.reaches(held(person, TEACHING_ROLES), cohort)


def cohorts_taught_by(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_teach`."""
    return Cohort.objects.filter(COHORT.within(person, TEACHING_ROLES))


def can_see_cohort(person: Person | None, cohort: Cohort) -> bool:
    """Who takes part in it, teaches it or mentors it."""
    if person is None:
        return False
    takes_part = Enrolment.objects.active().filter(cohort=cohort, person=person).exists()
    return takes_part or COHORT.reaches(held(person, READING_ROLES), cohort)


def cohorts_visible_to(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_see_cohort`."""
    if person is None:
        return Cohort.objects.none()
    enrolled = Enrolment.objects.active().filter(person=person).values("cohort")
    return Cohort.objects.filter(Q(pk__in=enrolled) | COHORT.within(person, READING_ROLES))


def can_see_results(viewer: Person, enrolment: Enrolment) -> bool:
    """Who trains her sees how far she is: that is part of being trained. Others over the cohort see it where she agreed
    to share her results with the organisation.
    """
    if COHORT.reaches(held(viewer, [Role.TRAINER]), enrolment.cohort):
        return True
    return can_teach(viewer, enrolment.cohort) and has_agreed(enrolment.person, Purpose.SHARING)


def results_shown_to(viewer: Person) -> EnrolmentQuerySet:
    """The queryset twin of :func:`can_see_results`: of the stays that last, those it holds for."""
    trained = Cohort.objects.filter(COHORT.within(viewer, [Role.TRAINER]))
    shared = Q(agreed(Purpose.SHARING), cohort__in=cohorts_taught_by(viewer))
    return Enrolment.objects.active().filter(Q(cohort__in=trained) | shared)


def results_shown_in(cohort: Cohort, viewer: Person) -> Combinable:
    """:func:`results_shown_to` for the stays in one cohort, as a condition that asks no more than it must."""
    if COHORT.reaches(held(viewer, [Role.TRAINER]), cohort):
        return Value(value=True)
    return agreed(Purpose.SHARING) if can_teach(viewer, cohort) else Value(value=False)


def learners_known_to(viewer: Person | None) -> QuerySet[Person]:
    """Whom ``viewer`` may enrol for her: who learns with her, and whom she may see."""
    learning = Enrolment.objects.active().filter(cohort__in=cohorts_taught_by(viewer))
    return Person.objects.filter(Q(pk__in=learning.values("person")) | Q(pk__in=people_visible_to(viewer).values("pk")))


def can_give_pin(viewer: Person, learner: Person) -> bool:
    """To who joined a cohort that ``viewer`` teaches by its code: whom others put in has trusted nobody.

    Also to who was registered on paper, until she has been in her account once: there is nothing of hers in it yet.
    """
    stays = Enrolment.objects.active().filter(person=learner, cohort__in=cohorts_taught_by(viewer))
    opened_for_her = Q(person__user__last_login=None, person__user__must_choose_pin=True)
    on_paper = Q(person__awaits_account=True) | Q(opened_for_her, person__user__isnull=False)
    return stays.filter(Q(enrolled_by=F("person__user")) | on_paper).exists()


def can_create_cohort(person: Person | None, *, organisation: Organisation, place: Place) -> bool:
    """A programme manager over the place or the organisation."""
    managing = held(person, [Role.PROGRAMME_MANAGER])
    return COHORT.reaches(managing, Cohort(organisation=organisation, place=place))


def can_be_moved(cohort: Cohort) -> bool:
    """Whether its first day may change: no block has begun."""
    return not cohort.blocks.filter(starts_on__lte=timezone.localdate()).exists()


def teaches_cohorts(person: Person | None) -> bool:
    """Whether ``person`` teaches or manages anywhere."""
    return bool(held(person, TEACHING_ROLES))


def manages_cohorts(person: Person | None) -> bool:
    """Whether ``person`` may make cohorts anywhere."""
    return bool(held(person, [Role.PROGRAMME_MANAGER]))


def cohorts_mentored_by(person: Person | None) -> QuerySet[Cohort]:
    """Those whose learners may ask ``person``: the twin of :func:`mentors_of`."""
    return Cohort.objects.filter(COHORT.within(person, [Role.MENTOR]))


def mentors_of(cohort: Cohort) -> QuerySet[Person]:
    """Who may be asked: by a role over the cohort, its organisation or its place, and with an account that is open."""
    return COHORT.holders(cohort, Role.MENTOR).filter(user__is_active=True)


def mentors_named(cohort: Cohort) -> list[Person]:
    """The first of :func:`mentors_of`, as many as a page names."""
    return _MENTORS.all(**COHORT.over(cohort))


def _mentors() -> QuerySet[Person]:
    trees = {tree: GivenMany(tree, CharField()) for tree in TREES}
    over = {**{tree: [path] for tree, path in trees.items()}, "cohort": Given("cohort", UUIDField())}
    holding = COHORT.holders_over(over, Role.MENTOR).filter(user__is_active=True)
    return holding.select_related("user")[:MENTORS_NAMED]


_MENTORS: Prepared[Person] = Prepared(_mentors)


def trainers_of(cohort: Cohort) -> QuerySet[Person]:
    """Who teaches it: by a role over the cohort, its organisation or its place, and with an account that is open."""
    return COHORT.holders(cohort, Role.TRAINER).filter(user__is_active=True)


def _reached() -> QuerySet[Cohort]:
    by_role = COHORT.exists_for(Given("person", UUIDField()), *READING_ROLES)
    return Cohort.objects.filter(by_role, course_key=Given("course", UUIDField()))


LEARNS_BY = Prepared(
    lambda: (
        Enrolment.objects.active()
        .filter(person=Given("person", UUIDField()), cohort__course_key=Given("course", UUIDField()))
        .annotate(reads_all=Exists(_reached()))
        .values_list(
            "cohort", "cohort__blocks__lessons__lesson_id", "cohort__blocks__starts_on", "joined_at", "reads_all"
        )
    )
)
READS_BY = Prepared(lambda: _reached().values_list("pk")[:1])


def course_access_by_cohort(person: Person, course_key: UUID) -> CourseAccess:
    """What cohorts lend to courses: learner by an enrolment, reader of all by a role over a cohort of the course.

    A lesson that one of her cohorts opens without a block is held back by none; she takes part since she joined the
    first of them. One query for who learns.
    """
    rows = LEARNS_BY.all(person=person.pk, course=course_key)
    cohorts = {cohort for cohort, *_rest in rows}
    blocks: dict[UUID, list[tuple[UUID, date]]] = {}
    for cohort, lesson_key, starts_on, *_rest in rows:
        if lesson_key is not None:
            blocks.setdefault(lesson_key, []).append((cohort, starts_on))
    opens_on = {
        lesson_key: min(day for _cohort, day in held_back)
        for lesson_key, held_back in blocks.items()
        if {cohort for cohort, _day in held_back} == cohorts
    }
    reads_all = rows[0][-1] if rows else bool(READS_BY.all(person=person.pk, course=course_key))
    joined_on = min((timezone.localdate(joined_at) for *_rest, joined_at, _reads_all in rows), default=None)
    return CourseAccess(is_learner=bool(cohorts), reads_all=reads_all, opens_on=opens_on, joined_on=joined_on)
