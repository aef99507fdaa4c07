"""Of which of several people of one name a row of a list speaks. Half of the women have no phone to tell them apart."""

from collections.abc import Sequence
from typing import NamedTuple

from cohorts.enums import EnrolmentStatus
from cohorts.models import Cohort
from cohorts.queries import Meant, who_is_heard_in
from core.sounds import sound
from core.text import fold
from exchange.kinds import Row
from people.models import Person


class Heard(NamedTuple):
    """Somebody in the cohort or in a row above; the village is empty where it is only that of the cohort."""

    name: str
    phones: frozenset[str]
    village: str

    def may_be(self, row: Row) -> bool:
        """Whether neither another spelling taken for the same, nor a phone or a village tells the two apart."""
        has_another_phone = bool(row["phone"] and self.phones) and row["phone"] not in self.phones
        lives_elsewhere = bool(village_of(row) and self.village) and village_of(row) != self.village
        return plain_name(self.name) != plain_name(row["name"]) and not has_another_phone and not lives_elsewhere


def heard_in(cohort: Cohort) -> dict[str, set[Heard]]:
    """Who is in the cohort, by the sound of her name."""
    heard: dict[str, set[Heard]] = {}
    for name, phones, place in who_is_heard_in(cohort):
        village = str(place) if place and place != cohort.place_id else ""
        heard.setdefault(sound(name), set()).add(Heard(name, frozenset(phones), village))
    return heard


def hear(row: Row, heard: dict[str, set[Heard]]) -> None:
    """Let rows below know of ``row``."""
    phones = frozenset([row["phone"]] if row["phone"] else [])
    heard.setdefault(sound(row["name"]), set()).add(Heard(row["name"], phones, village_of(row)))


def who_is_heard_alike(row: Row, heard: dict[str, set[Heard]]) -> str:
    """The name of somebody who is called otherwise by letter and the same by ear, and may be she."""
    return min((each.name for each in heard.get(sound(row["name"]), ()) if each.may_be(row)), default="")


def identity(row: Row) -> str:
    """A member code, or a name with a phone, or with a village; and the number among those who are still alike."""
    if row["member_code"]:
        return str(row["member_code"])
    return f"{plain_name(row['name'])} {row['phone'] or village_of(row)} {row['which'] or 1}"


def has_one_before(row: Row, meant: Meant, earlier: set[str]) -> bool:
    """Whether of a row with a number the one with the number before takes or took part, or stands above."""
    before = row["which"] - 1
    return len(_of_one_name(row, meant)) >= before or identity({**row, "which": before}) in earlier


def who_take_part(row: Row, meant: Meant) -> list[Person]:
    """Who may be meant and take part: of this name, with this phone or from this village where one is given."""
    active = {stay.person_id for stay in meant.alike(row["name"]) if stay.status == EnrolmentStatus.ACTIVE}
    return [person for person in _numbered(row, meant) if person.pk in active]


def who_left(row: Row, meant: Meant) -> Person | None:
    """Who of this name took part before: known by her phone, or by her number."""
    people = _numbered(row, meant) if row["phone"] or row["which"] else ()
    return people[-1] if people else None


def who_sounds_alike(row: Row, meant: Meant) -> Person | None:
    """Who of those the trainer knows has this phone and a name that is the same by ear."""
    reached = meant.reached.get(row["phone"], {})
    alike = {key for key, name in reached.items() if sound(name) == sound(row["name"])}
    return next((person for person in meant.known.values() if person.pk in alike), None) if alike else None


def comes_from_elsewhere(row: Row, noted: set[str]) -> bool:
    """Whether all of this name are new by rows above, and each comes from another village than this one."""
    theirs = {by_village(row), f"village {plain_name(row['name'])} "}
    return bool(village_of(row)) and only_new(row) in noted and noted.isdisjoint(theirs)


def only_new(row: Row) -> str:
    """The note that nobody of this name was known before the list."""
    return f"only new {plain_name(row['name'])}"


def by_name(row: Row) -> str:
    return f"name {plain_name(row['name'])}"


def by_village(row: Row) -> str:
    return f"village {plain_name(row['name'])} {village_of(row)}"


def by_ear(row: Row) -> str:
    return f"phone {row['phone']} {sound(row['name'])}"


def plain_name(typed: str) -> str:
    """A name as two spellings of it are compared."""
    return " ".join(fold(typed).split())


def village_of(row: Row) -> str:
    return str(row["lgd_code"].pk) if row["lgd_code"] else ""


def _numbered(row: Row, meant: Meant) -> Sequence[Person]:
    people, number = _of_one_name(row, meant), row["which"]
    return people[number - 1 : number] if number else people


def _of_one_name(row: Row, meant: Meant) -> list[Person]:
    """Who came first is number one, though she left: a number speaks of the same woman whenever a list comes again."""
    people = {stay.person_id: stay.person for stay in reversed(meant.alike(row["name"]))}
    return [person for person in people.values() if _is_as_said(person, row)]


def _is_as_said(person: Person, row: Row) -> bool:
    if row["phone"]:
        return row["phone"] in (str(person.contact_phone), str(person.user.phone) if person.user else "")
    return not row["lgd_code"] or person.place_id == row["lgd_code"].pk
