"""People into a cohort from a list: with or without an account, each with her consent signed on paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cohorts.enums import OPEN_STAYS, EnrolmentStatus
from cohorts.errors import LearnerIsUnknown
from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by, learners_known_to
from cohorts.services import enrol
from core.codes import plain_code
from core.enums import Language, PlaceLevel
from core.errors import Refusal
from core.forms import DateField, Form, NamedChoiceField, PhoneField, PlainTextField
from core.models import Place
from core.places import LgdCodeField
from core.sounds import sound
from core.text import fold
from exchange.enums import Verdict
from exchange.kinds import Asked, ImportKind, Judgement, Row
from people.enums import Gender, Purpose
from people.errors import PaperIsOlder
from people.models import Person
from people.permissions import has_agreed, has_taken_back, person_of
from people.queries import people_called, people_reached_by, person_with_code
from people.services import give_consent, register_on_paper

PLACE_LEVELS = (PlaceLevel.VILLAGE, PlaceLevel.GRAM_PANCHAYAT)


class TeachesNoMore(Refusal):
    """Whoever brings the list in."""

    code = "teaches_no_more"
    message = _("You no longer teach this cohort.")


class LearnerForm(Form):
    """A row of the list; ``lgd_code`` becomes the place."""

    name = PlainTextField(label=_("Name"), max_length=Person._meta.get_field("name").max_length)
    consent_on = DateField(label=_("Consent signed on paper on"), days_ahead=0)
    member_code = forms.CharField(label=_("Member code"), required=False)
    phone = PhoneField(label=_("Phone"), required=False)
    gender = NamedChoiceField(label=_("Gender"), choices=Gender, required=False)
    language = NamedChoiceField(label=_("Language"), choices=Language, required=False)
    lgd_code = LgdCodeField(label=_("LGD code of the village"), required=False)

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


def identity(row: Row) -> str:
    """Who has the member code, or a name with a phone."""
    return row["member_code"] or f"{_name(row['name'])} {row['phone']}"


def judge(row: Row, asked: Asked) -> Judgement:
    """Whether she takes part in the cohort already, comes back to it, is somebody known, or may be.

    Who is new is noted by name and by phone and sound: when it is written, a row below may be she.
    """
    judgement = _judged(row, asked)
    if judgement.verdict == Verdict.NEW:
        asked.noted |= {_by_name(row), _by_ear(row)}
    return judgement


def _judged(row: Row, asked: Asked) -> Judgement:
    cohort = _cohort(asked.by, asked.about)
    if cohort is None:
        return Judgement(Verdict.REFUSED, {"": TeachesNoMore.message})
    if row["member_code"]:
        return _judge_known(row, asked, Enrolment.objects.active().filter(cohort=cohort))
    alike = _alike(row, cohort)
    if any(stay.status == EnrolmentStatus.ACTIVE and _has_phone(stay.person, row["phone"]) for stay in alike):
        return Judgement(Verdict.SAME)
    back = _who_left(row, alike)
    if back:
        asks = any(stay.person_id == back.pk and stay.status in OPEN_STAYS for stay in alike)
        why = _("She has asked to join, or waits for a place.") if asks else _("She left and comes back.")
        return _refused_for_older_paper(back, row) or Judgement(Verdict.NEW, {"name": why})
    return _judge_new(row, asked, may_be_there=bool(alike))


def write(row: Row, asked: Asked) -> None:
    """Enrol who is meant, made known first where she is new, with the consent she signed.

    Raises what enrolling raises, LearnerIsUnknown, PaperIsOlder.
    """
    cohort = _cohort(asked.by, asked.about)
    if cohort is None:
        raise TeachesNoMore
    person = _known(row["member_code"], asked) if row["member_code"] else _who_left(row, _alike(row, cohort))
    if person:
        give_consent(
            person, purpose=Purpose.TRAINING, language=person.language, signed_on=row["consent_on"], by=asked.by
        )
    else:
        person = register_on_paper(
            name=row["name"],
            gender=row["gender"] or Gender.NOT_SAID,
            language=row["language"] or cohort.language,
            place=row["lgd_code"] or cohort.place,
            contact_phone=row["phone"],
            signed_on=row["consent_on"],
            by=asked.by,
        )
    enrol(person, cohort, by=asked.by)


def _judge_known(row: Row, asked: Asked, stays: QuerySet[Enrolment]) -> Judgement:
    """Somebody with a member code: whether she is called so, is among ``stays``, and what she signed still counts."""
    try:
        person = _known(row["member_code"], asked)
    except LearnerIsUnknown as refusal:
        return Judgement(Verdict.REFUSED, {refusal.field: refusal.message})
    if not _may_be_called(person, row["name"]):
        names = {"code": row["member_code"], "name": person.name, "typed": row["name"]}
        sentence = _("%(code)s is the member code of %(name)s. Write it only where %(typed)s is the same person.")
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"member_code": sentence % names})
    if stays.filter(person=person).exists():
        return Judgement(Verdict.SAME)
    return _refused_for_older_paper(person, row) or Judgement(Verdict.NEW)


def _judge_new(row: Row, asked: Asked, *, may_be_there: bool) -> Judgement:
    """Somebody who takes no part yet: new, or perhaps somebody known by phone and sound, or by name."""
    heard = _who_sounds_alike(row, asked)
    if heard:
        sentence = _("With this phone %(name)s is known. Bring her in only where she is somebody else.")
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"phone": sentence % {"name": heard.name}})
    if row["phone"] and _by_ear(row) in asked.noted:
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"phone": _("A row above has this phone, and a name like this.")})
    if _by_name(row) in asked.noted:
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"name": _("Somebody of this name stands in a row above.")})
    if may_be_there or _is_known_by_name(row["name"], asked):
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"name": _("Somebody of this name is known already.")})
    return Judgement(Verdict.NEW)


def _refused_for_older_paper(person: Person, row: Row) -> Judgement | None:
    signed_on = row["consent_on"]
    if not has_agreed(person, Purpose.TRAINING) and has_taken_back(person, Purpose.TRAINING, since=signed_on):
        return Judgement(Verdict.REFUSED, {PaperIsOlder.field: PaperIsOlder.message})
    return None


def _alike(row: Row, cohort: Cohort) -> list[Enrolment]:
    """The stays in the cohort, ended ones too, of people of this name."""
    called_so = people_called(row["name"])
    stays = Enrolment.objects.filter(person__in=called_so, cohort=cohort)
    return list(stays.select_related("person__user").order_by("-joined_at")) if called_so else []


def _who_left(row: Row, alike: list[Enrolment]) -> Person | None:
    """Who of this name and phone took part before; one phone and one name are one person."""
    reached = (stay.person for stay in alike if row["phone"] and _has_phone(stay.person, row["phone"]))
    return next(reached, None)


def _who_sounds_alike(row: Row, asked: Asked) -> Person | None:
    """Who of those the trainer knows has this phone and a name that is the same by ear."""
    if not row["phone"]:
        return None
    alike = [key for key, name in people_reached_by(row["phone"]).items() if sound(name) == sound(row["name"])]
    return learners_known_to(person_of(asked.by)).filter(pk__in=alike).first() if alike else None


def _is_known_by_name(name: str, asked: Asked) -> bool:
    """Whether the trainer knows somebody of this name, or somebody of it has left a cohort of hers."""
    trainer, called_so = person_of(asked.by), people_called(name)
    if not called_so:
        return False
    left = Enrolment.objects.filter(cohort__in=cohorts_taught_by(trainer), person__in=called_so)
    return learners_known_to(trainer).filter(pk__in=called_so).exists() or left.exists()


def _may_be_called(person: Person, typed: str) -> bool:
    """Whether one of the two names may be the other in short: Asha, and Asha Pawar."""
    hers, said = set(_name(person.name).split()), set(_name(typed).split())
    return hers <= said or said <= hers


def _known(member_code: str, asked: Asked) -> Person:
    """Who has the code, of those the trainer knows: a code alone opens the way to nobody. Raises LearnerIsUnknown."""
    known = person_with_code(member_code, among=learners_known_to(person_of(asked.by)))
    if known is None:
        raise LearnerIsUnknown
    return known


def _cohort(user: Any, about: str) -> Cohort | None:
    try:
        return cohorts_taught_by(person_of(user)).select_related("place").filter(pk=about).first()
    except ValidationError:
        return None  # no key of a cohort


def _by_name(row: Row) -> str:
    return f"name {_name(row['name'])}"


def _by_ear(row: Row) -> str:
    return f"phone {row['phone']} {sound(row['name'])}"


def _name(typed: str) -> str:
    """A name as two spellings of it are compared."""
    return " ".join(fold(typed).split())


def _has_phone(person: Person, phone: str) -> bool:
    return not phone or phone in (str(person.contact_phone), str(person.user.phone) if person.user else "")


PEOPLE = ImportKind(
    title=_("Bring in learners from a list"),
    form=LearnerForm,
    may=may,
    identity=identity,
    judge=judge,
    write=write,
    back=lambda about: reverse("cohorts:learners", args=[about]),
    example={
        "name": "Asha Pawar",
        "consent_on": "23-11-2026",
        "phone": "98765 43210",
        "gender": "woman",
        "language": "kn",
        "lgd_code": "612345",
    },
    also={"phone": ["Mobile", "Phone number"], "gender": ["Sex"]},
)
