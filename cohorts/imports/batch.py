"""Rows judged and written together."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any

from django.core.exceptions import ValidationError

from cohorts.imports.form import SIGNED
from cohorts.imports.judging import judged, who_is_known
from cohorts.imports.refusals import IsKnownNoMore, NoPlaceIsFree, TeachesNoMore, as_trainers_hear_it
from cohorts.models import Cohort
from cohorts.namesakes import by_ear, by_name, by_village, hear, heard_in
from cohorts.permissions import cohorts_taught_by
from cohorts.queries import Meant, places_free, who_is_meant
from cohorts.services import check_takes_people, enrol, enrol_from_paper, locked
from core.errors import Refusal
from exchange.enums import Verdict
from exchange.kinds import Asked, Judgement, Row, fate_of
from people.enums import Gender
from people.models import Person
from people.permissions import person_of
from people.queries import lock_person
from people.services import OnPaper, give_consent

# The note that all who are in the cohort were looked up by the sound of their names: once for the whole list.
WHOLE_COHORT = "whole cohort"


class Learners:
    """Rows of a list that are judged and written together.

    What is known of them is looked up once for all. Who is new is written with the others who are, in one go: before a
    row is judged that may speak of one of them, and before somebody is written who is known already.
    """

    def __init__(self, rows: Sequence[Row], asked: Asked) -> None:
        self._asked, self._cohort = asked, cohort_of_list(asked.by, asked.about)
        if self._cohort and not asked.is_check:
            locked(self._cohort)  # before it is looked who is in it: another list may bring in the same people
        self._meant = self._looked_up(rows) if self._cohort else None
        if self._cohort and WHOLE_COHORT not in asked.noted:
            asked.noted.add(WHOLE_COHORT)
            asked.heard = heard_in(self._cohort)
        if self._cohort and asked.is_check and asked.room is None:
            asked.room = places_free(self._cohort)
        self._new: list[Row] = []
        self._handed: set[str] = set()
        self._somebody_changed = False
        self._fates: list[Refusal | None] = []

    def judge(self, row: Row) -> Judgement:
        """Whether she takes part in the cohort already, comes back to it, is somebody known, or may be.

        Who is new is noted by name and by phone and sound: when it is written, a row below may be she.
        """
        if self._meant is None:
            return Judgement(Verdict.REFUSED, {"": TeachesNoMore.message})
        judgement = judged(row, self._asked, self._meant_by(row))
        if judgement.verdict == Verdict.NEW and self._asked.is_check:
            judgement = self._refused_for_room() or judgement
        if judgement.verdict == Verdict.NEW:
            self._asked.noted |= {by_name(row), by_ear(row), by_village(row)}
            hear(row, self._asked.heard)
        return judgement

    def write(self, row: Row) -> None:
        """Enrol who is meant, made known first where she is new, with the consent she signed."""
        meant = self._meant_by(row)
        person = who_is_known(row, meant)
        if person is None and not row["member_code"]:
            self._new.append(row)
            self._handed |= {by_name(row), by_ear(row)}
            return
        self._write_new()
        self._fates.append(as_trainers_hear_it(fate_of(partial(self._write_known, person, row))))
        self._somebody_changed = True

    def finish(self) -> list[Refusal | None]:
        """Refused is what enrolling refuses, and a paper that is older than what she took back."""
        self._write_new()
        return self._fates

    def _refused_for_room(self) -> Judgement | None:
        """Where writing would not take one more: said in the check, row by row, so that it shows how many fit."""
        if self._takes_nobody:
            return Judgement(Verdict.REFUSED, {"": self._takes_nobody.message})
        return None if self._asked.takes_room() else Judgement(Verdict.REFUSED, {"": NoPlaceIsFree.message})

    @cached_property
    def _takes_nobody(self) -> Refusal | None:
        """Why the cohort takes nobody: the same for all rows that are judged together."""
        try:
            check_takes_people(self._at)
        except Refusal as refusal:
            return as_trainers_hear_it(refusal) or refusal
        return None

    def _meant_by(self, row: Row) -> Meant:
        """Who may be meant by ``row``: looked up anew where that has changed since it was looked up for all."""
        if self._meant and not self._somebody_changed and self._handed.isdisjoint((by_name(row), by_ear(row))):
            return self._meant
        self._write_new()
        return self._looked_up([row])

    def _looked_up(self, rows: Sequence[Row]) -> Meant:
        return who_is_meant(
            person_of(self._asked.by),
            self._at,
            names={row["name"] for row in rows},
            phones={row["phone"] for row in rows if row["phone"]},
            codes={row["member_code"] for row in rows if row["member_code"]},
        )

    def _write_known(self, person: Person | None, row: Row) -> None:
        if person is None or not lock_person(person):
            raise IsKnownNoMore
        by = self._asked.by
        for column, purpose in SIGNED.items():
            if row[column]:
                give_consent(person, purpose=purpose, language=person.language, signed_on=row[column], by=by)
        enrol(person, self._at, by=by)

    def _write_new(self) -> None:
        if not self._new:
            return
        try:
            stays = enrol_from_paper([self._paper(row) for row in self._new], self._at, by=self._asked.by)
        except Refusal as refusal:
            self._fates += [as_trainers_hear_it(refusal)] * len(self._new)
        else:
            self._fates += [None] * len(stays) + [NoPlaceIsFree()] * (len(self._new) - len(stays))
        self._new = []

    def _paper(self, row: Row) -> OnPaper:
        return OnPaper(
            name=row["name"],
            gender=row["gender"] or Gender.NOT_SAID,
            language=row["language"] or self._at.language,
            place=row["lgd_code"] or self._at.place,
            contact_phone=row["phone"],
            signed_on=row["consent_on"],
            sharing_on=row["sharing_on"],
        )

    @property
    def _at(self) -> Cohort:
        if self._cohort is None:
            raise TeachesNoMore
        return self._cohort


def cohort_of_list(user: Any, about: str) -> Cohort | None:
    try:
        return cohorts_taught_by(person_of(user)).select_related("place").filter(pk=about).first()
    except ValidationError:
        return None  # no key of a cohort
