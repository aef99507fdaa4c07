"""People into a cohort from a list: with or without an account, each with her consent signed on paper."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cohorts.enums import OPEN_STAYS
from cohorts.errors import CohortIsFull, CohortIsOver, CohortNotOpenYet, LearnerIsUnknown, SheTeachesIt, YouTeachIt
from cohorts.models import Cohort
from cohorts.namesakes import (
    by_ear,
    by_name,
    by_village,
    comes_from_elsewhere,
    has_one_before,
    hear,
    heard_in,
    identity,
    only_new,
    who_is_heard_alike,
    who_left,
    who_sounds_alike,
    who_take_part,
)
from cohorts.permissions import cohorts_taught_by
from cohorts.queries import Meant, places_free, who_is_meant
from cohorts.services import check_takes_people, enrol, enrol_from_paper, locked
from core.codes import plain_code
from core.enums import Language, PlaceLevel
from core.errors import Refusal
from core.forms import DateField, Form, LanguageField, NamedChoiceField, NameField, PhoneField, WholeNumberField
from core.local_text import filled_in
from core.models import Place
from core.places import LgdCodeField
from core.text import may_be_one_name
from exchange.enums import Verdict
from exchange.kinds import ROWS_AT_ONCE, Asked, ImportKind, Judgement, Room, Row, Text, fate_of
from people.enums import Gender, Purpose
from people.errors import PaperIsOlder
from people.models import Person
from people.permissions import person_of
from people.queries import lock_person
from people.services import OnPaper, give_consent

# {column: what she agreed to on the paper that was signed on the day that stands in it}
SIGNED = {"consent_on": Purpose.TRAINING, "sharing_on": Purpose.SHARING}
# The note that all who are in the cohort were looked up by the sound of their names: once for the whole list.
WHOLE_COHORT = "whole cohort"
PLACE_LEVELS = (PlaceLevel.VILLAGE, PlaceLevel.GRAM_PANCHAYAT)


class TeachesNoMore(Refusal):
    """Whoever brings the list in."""

    code = "teaches_no_more"
    message = _("You no longer teach this cohort.")


class NoPlaceIsFree(Refusal):
    """As many take part or wait as there are places."""

    code = "no_place_free"
    message = _("No place is free for her. Give the cohort more places first, then bring her in.")


class IsOnlyPlanned(Refusal):
    """Nobody takes part in it yet."""

    code = "only_planned"
    message = _("This cohort is only planned. Open it on its page first, then bring her in.")


class TakesNobodyMore(Refusal):
    """It is over, or closed."""

    code = "takes_nobody_more"
    message = _("This cohort is over: nobody is brought into it any more. Choose the cohort she is to take part in.")


class IsKnownNoMore(Refusal):
    """What was known of her was deleted between the check and the writing."""

    code = "known_no_more"
    message = _("What was known of her has been deleted meanwhile. Check the list again.")


# What a learner is told who joins by a code, as it is said to who brings her in.
SAID_TO_HER_TRAINER: dict[type[Refusal], type[Refusal]] = {
    CohortIsFull: NoPlaceIsFree,
    CohortNotOpenYet: IsOnlyPlanned,
    CohortIsOver: TakesNobodyMore,
    YouTeachIt: SheTeachesIt,  # a trainer stands on her own list
}


class LearnerForm(Form):
    """A row of the list; ``lgd_code`` becomes the place."""

    name = NameField(label=_("Name"), max_length=Person._meta.get_field("name").max_length)
    consent_on = DateField(label=_("Consent signed on paper on"), days_ahead=0)
    sharing_on = DateField(
        label=_("Consent to share results signed on paper on"),
        help_text=_("empty where she did not sign it: the organisation does not see her results then"),
        days_ahead=0,
        required=False,
    )
    member_code = forms.CharField(label=_("Member code"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    gender = NamedChoiceField(label=_("Gender"), choices=Gender, required=False)
    language = LanguageField(label=_("Language"), choices=Language, required=False)
    lgd_code = LgdCodeField(label=_("LGD code of the village"), required=False)
    which = WholeNumberField(
        label=_("Which of this name"),
        help_text=_("2 for the second person of one name, 3 for the third, where no phone or village tells them apart"),
        least=1,
        most=99,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody shares results of a training that she has not agreed to yet."""
        cleaned = super().clean() or {}
        training, sharing = cleaned.get("consent_on"), cleaned.get("sharing_on")
        if training and sharing and sharing < training:
            self.add_error("sharing_on", _("This day is before the day on which she agreed to the training."))
        return cleaned

    def clean_member_code(self) -> str:
        return plain_code(self.cleaned_data["member_code"])

    def clean_lgd_code(self) -> Place | None:
        code = self.cleaned_data["lgd_code"]
        places = Place.objects.filter(level__in=PLACE_LEVELS, lgd_code=code).order_by("-level")
        place = places.first() if code is not None else None
        if code is not None and place is None:
            raise ValidationError(_("No village or gram panchayat has this LGD code."))
        return place


def may(user: Any, about: str) -> bool:
    """Who teaches the cohort."""
    return _cohort(user, about) is not None


class Learners:
    """Rows of a list that are judged and written together.

    What is known of them is looked up once for all. Who is new is written with the others who are, in one go: before a
    row is judged that may speak of one of them, and before somebody is written who is known already.
    """

    def __init__(self, rows: Sequence[Row], asked: Asked) -> None:
        self._asked, self._cohort = asked, _cohort(asked.by, asked.about)
        if self._cohort and not asked.is_check:
            locked(self._cohort)  # before it is looked who is in it: another list may bring in the same people
        self._meant = self._looked_up(rows) if self._cohort else None
        if self._cohort and WHOLE_COHORT not in asked.noted:
            asked.noted.add(WHOLE_COHORT)
            asked.heard = heard_in(self._cohort)
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
        judgement = _judged(row, self._asked, self._meant_by(row))
        if judgement.verdict == Verdict.NEW and self._asked.is_check:
            judgement = self._refused_for_room() or judgement
        if judgement.verdict == Verdict.NEW:
            self._asked.noted |= {by_name(row), by_ear(row), by_village(row)}
            hear(row, self._asked.heard)
        return judgement

    def write(self, row: Row) -> None:
        """Enrol who is meant, made known first where she is new, with the consent she signed."""
        meant = self._meant_by(row)
        person = _who_is_known(row, meant)
        if person is None and not row["member_code"]:
            self._new.append(row)
            self._handed |= {by_name(row), by_ear(row)}
            return
        self._write_new()
        self._fates.append(_as_trainers_hear_it(fate_of(partial(self._write_known, person, row))))
        self._somebody_changed = True

    def finish(self) -> list[Refusal | None]:
        """Refused is what enrolling refuses, and a paper that is older than what she took back."""
        self._write_new()
        return self._fates

    def _refused_for_room(self) -> Judgement | None:
        """Where writing would not take one more: said in the check, row by row, so that it shows how many fit."""
        cohort, asked = self._at, self._asked
        try:
            check_takes_people(cohort)
        except Refusal as refusal:
            heard = _as_trainers_hear_it(refusal) or refusal
            return Judgement(Verdict.REFUSED, {"": heard.message})
        asked.room = (places_free(cohort) if asked.room is None else asked.room) - 1
        return Judgement(Verdict.REFUSED, {"": NoPlaceIsFree.message}) if asked.room < 0 else None

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
            self._fates += [_as_trainers_hear_it(refusal)] * len(self._new)
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


def _as_trainers_hear_it(refusal: Refusal | None) -> Refusal | None:
    said = SAID_TO_HER_TRAINER.get(type(refusal)) if refusal else None
    return said() if said else refusal


def _judged(row: Row, asked: Asked, meant: Meant) -> Judgement:
    if row["member_code"]:
        return _judge_known(row, meant)
    here = who_take_part(row, meant)
    if here:
        return _judge_here(here, row, meant)
    back = who_left(row, meant)
    if back:
        alike = meant.alike(row["name"])
        asks = any(stay.person_id == back.pk and stay.status in OPEN_STAYS for stay in alike)
        why = _("She has asked to join, or waits for a place.") if asks else _("She left and comes back.")
        return (
            _refused_as_teacher(back, meant)
            or _refused_for_older_paper(back, row, meant)
            or Judgement(Verdict.NEW, {"name": why, **_elsewhere(back, meant)})
        )
    is_another = row["which"] and row["which"] > 1
    return _judge_another(row, asked, meant) if is_another else _judge_new(row, asked, meant)


def _judge_known(row: Row, meant: Meant) -> Judgement:
    """Somebody with a member code: whether she is called so, is in the cohort, and what she signed still counts."""
    person = meant.by_code.get(row["member_code"])
    if person is None:
        return Judgement(Verdict.REFUSED, {LearnerIsUnknown.field: _why_unknown(row, meant)})
    if not may_be_one_name(person.name, row["name"]):
        names = {"code": row["member_code"], "name": person.name, "typed": row["name"]}
        sentence = _("%(code)s is the member code of %(name)s. Write it only where %(typed)s is the same person.")
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"member_code": filled_in(sentence, names)})
    if person.pk in meant.taking_part:
        return _judge_here([person], row, meant)
    refused = _refused_as_teacher(person, meant) or _refused_for_older_paper(person, row, meant)
    return refused or Judgement(Verdict.NEW, _elsewhere(person, meant))


def _why_unknown(row: Row, meant: Meant) -> str | Promise:
    """That she trains the cohort too, where the name goes with the code; else the same as where nobody has the code."""
    name = meant.colleagues.get(row["member_code"])
    return SheTeachesIt.message if name and may_be_one_name(name, row["name"]) else LearnerIsUnknown.message


def _judge_here(people: Sequence[Person], row: Row, meant: Meant) -> Judgement:
    """Who takes part already: whether the row says that she shares her results, and that was not known.

    A bare name may be that of another woman whom the list means: it is asked before results are shared by it.
    """
    if not row["sharing_on"] or all(meant.agreements.holds(person, Purpose.SHARING) for person in people):
        return Judgement(Verdict.SAME)
    if len(people) > 1:
        if meant.agreements.holds(people[0], Purpose.SHARING):  # the first has no number: she is the one of this list
            return Judgement(Verdict.SAME)
        who = _("Several of this name take part. Write the phone or member code of the one who signed, or her number.")
        return Judgement(Verdict.REFUSED, {"name": who})
    signed = Judgement(Verdict.CHANGED, {"sharing_on": _("That she signed this was not known before.")})
    is_sure = any(row[column] for column in ("member_code", "phone", "lgd_code", "which"))
    whose = _("Only the name says that it is she who takes part. Write her phone or member code, or 1 as her number.")
    asked = Judgement(Verdict.POSSIBLE_DUPLICATE, {"name": whose})
    return _refused_for_older_paper(people[0], row, meant) or (signed if is_sure else asked)


def _elsewhere(person: Person, meant: Meant) -> dict[str, Text]:
    names = meant.elsewhere.get(person.pk, ())
    sentence = _("She takes part in %(cohorts)s now.")
    return {"": filled_in(sentence, {"cohorts": ", ".join(names)})} if names else {}


def _judge_another(row: Row, asked: Asked, meant: Meant) -> Judgement:
    """Who has a number: whoever wrote it has decided that she is another than those of her name."""
    if has_one_before(row, meant, asked.earlier):
        return Judgement(Verdict.NEW)
    sentence = _("Not so many of this name take part or stand above. The first has no number, the second has 2.")
    return Judgement(Verdict.REFUSED, {"which": sentence})


def _judge_new(row: Row, asked: Asked, meant: Meant) -> Judgement:
    """Somebody who takes no part yet: new, or perhaps somebody known by phone and sound, or by name."""
    doubt = _doubt_by_phone(row, asked, meant) or _doubt_by_name(row, asked, meant)
    if doubt:
        return Judgement(Verdict.POSSIBLE_DUPLICATE, doubt)
    asked.noted.add(only_new(row))
    return Judgement(Verdict.NEW)


def _doubt_by_phone(row: Row, asked: Asked, meant: Meant) -> dict[str, Text]:
    heard = who_sounds_alike(row, meant)
    if heard:
        sentence = _("With this phone %(name)s is known. Bring her in only where she is somebody else.")
        return {"phone": filled_in(sentence, {"name": heard.name})}
    if row["phone"] and by_ear(row) in asked.noted:
        return {"phone": _("A row above has this phone, and a name like this.")}
    return {}


def _doubt_by_name(row: Row, asked: Asked, meant: Meant) -> dict[str, Text]:
    if not comes_from_elsewhere(row, asked.noted):
        if by_name(row) in asked.noted:
            return {"name": _("Somebody of this name stands in a row above.")}
        if meant.alike(row["name"]) or meant.is_known(row["name"]):
            return {"name": _("Somebody of this name is known already.")}
    heard = who_is_heard_alike(row, asked.heard)
    sentence = _("This sounds like %(name)s, who takes part or stands above. Bring her in only where she is another.")
    return {"name": filled_in(sentence, {"name": heard})} if heard else {}


def _refused_as_teacher(person: Person, meant: Meant) -> Judgement | None:
    return Judgement(Verdict.REFUSED, {"": SheTeachesIt.message}) if person.pk in meant.teaching else None


def _refused_for_older_paper(person: Person, row: Row, meant: Meant) -> Judgement | None:
    older = [
        column
        for column, purpose in SIGNED.items()
        if row[column] and meant.agreements.is_older(person, purpose, row[column])
    ]
    return Judgement(Verdict.REFUSED, dict.fromkeys(older, PaperIsOlder.message)) if older else None


def _who_is_known(row: Row, meant: Meant) -> Person | None:
    """Whom a row that may be written speaks of; None for somebody new."""
    if row["member_code"]:
        return meant.by_code.get(row["member_code"])
    here = who_take_part(row, meant)
    return here[0] if here else who_left(row, meant)


def _cohort(user: Any, about: str) -> Cohort | None:
    try:
        return cohorts_taught_by(person_of(user)).select_related("place").filter(pk=about).first()
    except ValidationError:
        return None  # no key of a cohort


def room_in(user: Any, about: str) -> Room | None:
    """How many places are free; whoever brings a list in may add some first."""
    cohort = _cohort(user, about)
    if cohort is None:
        return None
    free = max(0, places_free(cohort))
    sentence = ngettext(
        "%(free)d of %(places)d places is free. Whoever stands below that in the list is not taken.",
        "%(free)d of %(places)d places are free. Whoever stands below that in the list is not taken.",
        free,
    )
    said = sentence % {"free": free, "places": cohort.capacity}
    return Room(said, reverse("cohorts:coming-and-going", args=[about]), _("Add places first"))


PEOPLE = ImportKind(
    title=_("Bring in learners from a list"),
    form=LearnerForm,
    may=may,
    identity=identity,
    same_above=_("The same stands in a row above. For another person of this name write 2 under Which of this name."),
    batch=Learners,
    at_once=ROWS_AT_ONCE,
    room=room_in,
    back=lambda about: reverse("cohorts:learners", args=[about]),
    example={
        "name": "Asha Pawar",
        "consent_on": "23-11-2026",
        "sharing_on": "23-11-2026",
        "phone": "98765 43210",
        "gender": Gender.WOMAN.label,
        "language": Language.KANNADA.label,
        "lgd_code": "612345",
    },
    also={"phone": ["Mobile", "Phone number"], "gender": ["Sex"]},
)
