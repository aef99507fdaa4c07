"""People into a cohort from a list: with or without an account, each with her consent signed on paper."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
from core.searching import holds
from core.text import fold
from exchange.enums import Verdict
from exchange.kinds import Asked, ImportKind, Judgement, Row
from people.enums import Gender, Purpose
from people.errors import PaperIsOlder
from people.models import Person
from people.permissions import has_agreed, has_taken_back, person_of
from people.queries import person_with_code
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
    """Whether she takes part in the cohort already, is somebody known, or may be."""
    cohort = _cohort(asked.by, asked.about)
    if cohort is None:
        return Judgement(Verdict.REFUSED, {"": TeachesNoMore.message})
    stays = Enrolment.objects.active().filter(cohort=cohort)
    if row["member_code"]:
        return _judge_known(row, asked, stays)
    name = _name(row["name"])
    near = stays.filter(holds(row["name"], "person__search_text")).select_related("person__user")
    alike = [stay.person for stay in near if _name(stay.person.name) == name]
    if any(_has_phone(person, row["phone"]) for person in alike):
        return Judgement(Verdict.SAME)
    if alike or learners_known_to(person_of(asked.by)).filter(name__iexact=row["name"]).exists():
        return Judgement(Verdict.POSSIBLE_DUPLICATE, {"name": _("Somebody of this name is known already.")})
    return Judgement(Verdict.NEW)


def write(row: Row, asked: Asked) -> None:
    """Enrol who is meant, made known first where she is new, with the consent she signed.

    Raises what enrolling raises, LearnerIsUnknown, PaperIsOlder.
    """
    cohort = _cohort(asked.by, asked.about)
    if cohort is None:
        raise TeachesNoMore
    if row["member_code"]:
        person = _known(row["member_code"], asked)
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
    """Somebody with a member code: whether she is among ``stays``, and whether what she signed still counts."""
    try:
        person = _known(row["member_code"], asked)
    except LearnerIsUnknown as refusal:
        return Judgement(Verdict.REFUSED, {refusal.field: refusal.message})
    if stays.filter(person=person).exists():
        return Judgement(Verdict.SAME)
    signed_on = row["consent_on"]
    if not has_agreed(person, Purpose.TRAINING) and has_taken_back(person, Purpose.TRAINING, since=signed_on):
        return Judgement(Verdict.REFUSED, {PaperIsOlder.field: PaperIsOlder.message})
    return Judgement(Verdict.NEW)


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
