"""Who may be meant by the rows of a list, looked up for many rows at once."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from uuid import UUID

from cohorts.models import Cohort, Enrolment, is_going_on
from cohorts.permissions import cohorts_taught_by, learners_known_to, who_keep_its_lists
from cohorts.queries.team import team_of
from people.enums import Role
from people.models import Person
from people.queries import Agreements, agreements_of, as_searched, people_reached_by


@dataclass(frozen=True)
class Meant:
    """Who is known of the names, phones (E.164) and member codes that were asked for.

    ``stays`` are those in the cohort, ended ones too and the last first, by the name as it is searched; ``names`` those
    of whom the trainer knows somebody, or somebody left a cohort of hers. ``reached`` is {phone: {person: her name}};
    ``known`` are those among them whom the trainer knows, by name. ``by_code`` are whom she knows by a member code;
    ``taking_part`` those of them who are in the cohort. ``elsewhere`` is {person: the other cohorts she takes part in
    that are not over} of who is meant by a code or has a stay, ``teaching`` who of them teaches this one,
    and ``agreements`` what she agreed to. ``colleagues`` is {member code: her name} of those who train this cohort and
    whom the trainer does not know otherwise: the page of its team names them to her.
    """

    stays: Mapping[str, Sequence[Enrolment]]
    names: AbstractSet[str]
    reached: Mapping[str, Mapping[UUID, str]]
    known: Mapping[UUID, Person]
    by_code: Mapping[str, Person]
    taking_part: AbstractSet[UUID]
    elsewhere: Mapping[UUID, Sequence[str]]
    teaching: AbstractSet[UUID]
    agreements: Agreements
    colleagues: Mapping[str, str]

    def alike(self, name: str) -> Sequence[Enrolment]:
        """The stays of people of this name."""
        return self.stays.get(as_searched(name), ())

    def is_known(self, name: str) -> bool:
        return as_searched(name) in self.names


def who_is_meant(
    trainer: Person | None,
    cohort: Cohort,
    *,
    names: AbstractSet[str],
    phones: AbstractSet[str],
    codes: AbstractSet[str],
) -> Meant:
    """What is known in ``cohort`` and to who brings the list in, by as many queries for many as for one."""
    texts = {as_searched(name) for name in names}
    reached = people_reached_by(phones) if phones else {}
    to_her = learners_known_to(trainer)
    found = to_her.filter(pk__in={person for people in reached.values() for person in people})
    by_code = _by_code(trainer, codes) if codes else {}
    stays = _stays_of(cohort, texts)
    met = {stay.person_id for of_name in stays.values() for stay in of_name} | {each.pk for each in by_code.values()}
    here = Enrolment.objects.active().filter(cohort=cohort, person__in=by_code.values())
    return Meant(
        stays=stays,
        names=_names_known(trainer, texts),
        reached=reached,
        known={person.pk: person for person in found} if any(reached.values()) else {},
        by_code=by_code,
        taking_part=set(here.values_list("person", flat=True)) if by_code else set(),
        elsewhere=_elsewhere(cohort, met) if met else {},
        teaching=set(who_keep_its_lists(cohort).filter(pk__in=met).values_list("pk", flat=True)) if met else set(),
        agreements=agreements_of(met) if met else Agreements({}),
        colleagues=_colleagues(cohort, codes) if codes - by_code.keys() else {},
    )


def who_is_heard_in(cohort: Cohort) -> Iterator[tuple[str, set[str], int | None]]:
    """Of each who takes part, waits or has asked: her name, her phones (E.164), and her place."""
    read = ("person__name", "person__contact_phone", "person__user__phone", "person__place")
    for name, *phones, place in Enrolment.objects.open().filter(cohort=cohort).order_by().values_list(*read):
        yield name, {str(phone) for phone in phones if phone}, place


def _stays_of(cohort: Cohort, texts: AbstractSet[str]) -> dict[str, list[Enrolment]]:
    stays: dict[str, list[Enrolment]] = {}
    found = Enrolment.objects.filter(cohort=cohort, person__search_text__in=texts)
    for stay in found.select_related("person__user").order_by("-joined_at"):
        stays.setdefault(stay.person.search_text, []).append(stay)
    return stays


def _elsewhere(cohort: Cohort, people: AbstractSet[UUID]) -> dict[UUID, list[str]]:
    """She may stay in both, or be moved instead: whoever brings the list in knows what she meant."""
    lasting = Enrolment.objects.active().filter(is_going_on("cohort__"), person__in=people)
    others = lasting.exclude(cohort=cohort).order_by("cohort__name")
    found: dict[UUID, list[str]] = {}
    for person, name in others.values_list("person", "cohort__name"):
        found.setdefault(person, []).append(name)
    return found


def _names_known(trainer: Person | None, texts: AbstractSet[str]) -> set[str]:
    known = learners_known_to(trainer).filter(search_text__in=texts).order_by()
    left = Enrolment.objects.filter(cohort__in=cohorts_taught_by(trainer), person__search_text__in=texts).order_by()
    return {
        *known.values_list("search_text", flat=True).distinct(),
        *left.values_list("person__search_text", flat=True).distinct(),
    }


def _by_code(trainer: Person | None, codes: AbstractSet[str]) -> dict[str, Person]:
    """Of those the trainer knows, whose account is open: a code alone opens the way to nobody."""
    found = learners_known_to(trainer).filter(user__username__in=codes, user__is_active=True)
    return {person.user.username: person for person in found.select_related("user") if person.user}


def _colleagues(cohort: Cohort, codes: AbstractSet[str]) -> dict[str, str]:
    training = team_of(cohort).filter(role=Role.TRAINER, person__user__username__in=codes).order_by()
    return dict(training.values_list("person__user__username", "person__name"))
