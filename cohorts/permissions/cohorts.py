"""Who may see a cohort, and who teaches it."""

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, UUIDField, Value
from django.db.models.expressions import Combinable
from django.utils import timezone

from cohorts.enums import CohortTime
from cohorts.models import (
    CalendarFeed,
    Cohort,
    CohortQuerySet,
    Enrolment,
    EnrolmentQuerySet,
    HandOver,
    Invitation,
    InvitationQuerySet,
    Telling,
    is_going_on,
)
from core.models import Place
from core.prepared import Given, GivenMany, Prepared
from people.enums import MANAGING_ROLES, TEACHING_ROLES, Purpose, Role
from people.models import Organisation, Person, RoleGrant
from people.permissions import agreed, has_agreed, people_visible_to
from people.scopes import TREES, Scope, declare, held

COHORT = declare(Scope(Cohort, place="place", organisation="organisation", own={"cohort": "id"}))
ATTENDING_ROLES = (Role.TRAINER, Role.MENTOR)
READING_ROLES = (*TEACHING_ROLES, Role.MENTOR)
MENTORS_NAMED = 3


def can_teach(person: Person | None, cohort: Cohort) -> bool:
    """A trainer, partner or programme manager over the cohort, its organisation or its place."""
    return COHORT.reaches(held(person, TEACHING_ROLES), cohort)


def cohorts_taught_by(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_teach`."""
    return Cohort.objects.filter(COHORT.within(person, TEACHING_ROLES))


def can_see_telling(viewer: Person | None, telling: Telling) -> bool:
    """How people were reached is for who teaches them: she goes to see who was not."""
    return can_teach(viewer, telling.cohort)


def tellings_shown_to(viewer: Person | None) -> QuerySet[Telling]:
    """The queryset twin of :func:`can_see_telling`."""
    return Telling.objects.filter(cohort__in=cohorts_taught_by(viewer))


def keeps_its_lists(person: Person, cohort: Cohort) -> bool:
    """Whether ``person`` teaches ``cohort`` or is to train it: she cannot learn there, for she would mark herself.

    Who mentors a cohort keeps no list of it and grades nobody: she may learn there.
    """
    return Cohort.objects.filter(_has_for_its_teacher(person, "pk"), pk=cohort.pk).exists()


def learned_in_and_reached_by(grant: RoleGrant) -> CohortQuerySet:
    """The cohorts whose lists ``grant`` would let her keep on which she stands herself, and that are not over.

    In what is over she learns no more: who learned somewhere may train there later.
    """
    if grant.role not in TEACHING_ROLES:
        return Cohort.objects.none()
    learned_in = Enrolment.objects.open().filter(person=grant.person).values("cohort")
    return Cohort.objects.filter(is_going_on(), COHORT.under(grant), pk__in=learned_in)


def who_keep_its_lists(cohort: Cohort) -> QuerySet[Person]:
    """All for whom :func:`keeps_its_lists` holds."""
    teaching = COHORT.grants_over(COHORT.over(cohort), TEACHING_ROLES).values("person")
    coming = HandOver.objects.to_come().filter(cohort=cohort, role=Role.TRAINER).values("taken_by")
    return Person.objects.filter(Q(pk__in=teaching) | Q(pk__in=coming))


def without_who_keep_the_lists(stays: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """The stays of those for whom :func:`keeps_its_lists` does not hold in the cohort of the stay."""
    return stays.exclude(_has_for_its_teacher(OuterRef("person"), "cohort", through="cohort"))


def _has_for_its_teacher(person: Person | OuterRef, cohort: str, *, through: str = "") -> Q:
    coming = HandOver.objects.to_come().filter(taken_by=person, cohort=OuterRef(cohort), role=Role.TRAINER)
    return Q(COHORT.exists_for(person, *TEACHING_ROLES, through=through)) | Q(Exists(coming))


def cohorts_to_come() -> CohortQuerySet:
    """Those told to everybody, so that she finds one near her and may ask to join: open, and to begin."""
    return Cohort.objects.at(CohortTime.COMING).open_to_join()


def invitations_to(person: Person) -> InvitationQuerySet:
    """The unanswered ones to the phone she signs in by, into cohorts that are not over."""
    unanswered = Invitation.objects.unanswered().filter(phone=proved_phone(person) or None)
    return unanswered.filter(is_going_on("cohort__"))


def proved_phone(person: Person) -> str:
    """The phone (E.164) of which she has shown that she reads what is sent to it, or nothing."""
    user = person.user
    return str(user.phone) if user and user.phone and user.phone_verified_at else ""


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


def who_reach(cohort: Cohort) -> QuerySet[Person]:
    """Whoever sees it by a role, taking part in it or not."""
    return Person.objects.filter(pk__in=COHORT.grants_over(COHORT.over(cohort), READING_ROLES).values("person"))


def can_attend(person: Person | None, cohort: Cohort) -> bool:
    """Whether its sessions are in the timetable of ``person``: she learns, trains or mentors there.

    Who manages a place sees its cohorts and goes to their sessions no more than others do.
    """
    if person is None:
        return False
    takes_part = Enrolment.objects.active().filter(cohort=cohort, person=person).exists()
    return takes_part or COHORT.reaches(held(person, ATTENDING_ROLES), cohort)


def cohorts_attended_by(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_attend`."""
    if person is None:
        return Cohort.objects.none()
    enrolled = Enrolment.objects.active().filter(person=person).values("cohort")
    return Cohort.objects.filter(Q(pk__in=enrolled) | COHORT.within(person, ATTENDING_ROLES))


def people_attending(cohort: Cohort) -> QuerySet[Person]:
    """Whoever :func:`can_attend`: who is told when it meets."""
    teaching = [Q(pk__in=COHORT.holders(cohort, role).values("pk")) for role in ATTENDING_ROLES]
    learning = Q(pk__in=Enrolment.objects.active().filter(cohort=cohort).values("person"))
    return Person.objects.filter(learning | teaching[0] | teaching[1])


def can_call(viewer: Person, cohort: Cohort) -> bool:
    """Whether ``viewer`` sees the numbers to call of who learns there and of who mentors her: who trains them alone."""
    return trains(viewer, cohort)


def can_see_results(viewer: Person, enrolment: Enrolment) -> bool:
    """Who trains her sees how far she is: that is part of being trained. Others over the cohort see it where she agreed
    to share her results with the organisation.
    """
    if trains(viewer, enrolment.cohort):
        return True
    return can_teach(viewer, enrolment.cohort) and has_agreed(enrolment.person, Purpose.SHARING)


def results_shown_to(viewer: Person) -> EnrolmentQuerySet:
    """The queryset twin of :func:`can_see_results`: of the stays that last, those it holds for."""
    trained = Cohort.objects.filter(COHORT.within(viewer, [Role.TRAINER]))
    shared = Q(agreed(Purpose.SHARING), cohort__in=cohorts_taught_by(viewer))
    return Enrolment.objects.active().filter(Q(cohort__in=trained) | shared)


def trains(viewer: Person, cohort: Cohort) -> bool:
    """Whether ``viewer`` trains who learns there, and so sees the results of each of them."""
    return COHORT.reaches(held(viewer, [Role.TRAINER]), cohort)


def own_stays(person: Person) -> EnrolmentQuerySet:
    """What ``person`` asked for, waits for or took part in: she sees how it stands, whoever else sees it."""
    return Enrolment.objects.filter(person=person)


def own_feeds(person: Person) -> QuerySet[CalendarFeed]:
    """Her calendar for phones: whoever has its address reads her sessions, so that she alone sees it."""
    return CalendarFeed.objects.filter(person=person)


def feeds_that_open() -> QuerySet[CalendarFeed]:
    """Those of whom has an account that is open: who has the address reads without signing in."""
    return CalendarFeed.objects.filter(person__user__is_active=True)


def results_shown_in(cohort: Cohort, viewer: Person) -> Combinable:
    """:func:`results_shown_to` for the stays in one cohort, as a condition that asks no more than it must."""
    if trains(viewer, cohort):
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
    """A programme manager over the place or the organisation, and a partner over the organisation."""
    managing = held(person, MANAGING_ROLES)
    return COHORT.reaches(managing, Cohort(organisation=organisation, place=place))


def organisation_run_by(person: Person) -> Organisation | None:
    """The one whose cohorts ``person`` runs, where it is one and she runs none of a place."""
    over = {grant.organisation for grant in held(person, MANAGING_ROLES)}
    return over.pop() if len(over) == 1 else None


def can_manage_cohort(person: Person | None, cohort: Cohort) -> bool:
    """A programme manager over the cohort, its organisation or its place, and a partner over its organisation."""
    return COHORT.reaches(held(person, MANAGING_ROLES), cohort)


def cohorts_managed_by(person: Person | None) -> QuerySet[Cohort]:
    """The queryset twin of :func:`can_manage_cohort`."""
    return Cohort.objects.filter(COHORT.within(person, MANAGING_ROLES))


def can_be_moved(cohort: Cohort) -> bool:
    """Whether its first day may change: no block has begun."""
    return not cohort.blocks.filter(starts_on__lte=timezone.localdate()).exists()


def teaches_cohorts(person: Person | None) -> bool:
    """Whether ``person`` teaches or manages anywhere."""
    return bool(held(person, TEACHING_ROLES))


def manages_cohorts(person: Person | None) -> bool:
    """Whether ``person`` may make cohorts anywhere."""
    return bool(held(person, MANAGING_ROLES))


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
