"""People into a cohort from a list: with or without an account, each with her consent signed on paper."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cohorts.models import Cohort, Enrolment
from cohorts.permissions import cohorts_taught_by
from cohorts.services import enrol
from core.codes import plain_code
from core.enums import Language, PlaceLevel
from core.errors import Refusal
from core.forms import DateField
from core.models import Place
from core.phones import normalise_phone
from core.text import fold, is_visible, line
from exchange.enums import Verdict
from exchange.kinds import Asked, Cells, ImportColumn, ImportKind, Judgement
from people.enums import Gender
from people.models import Person
from people.permissions import people_visible_to, person_of
from people.services import register_on_paper

PLACE_LEVELS = (PlaceLevel.VILLAGE, PlaceLevel.GRAM_PANCHAYAT)


class RowIsRefused(Refusal):
    """The row makes no learner."""

    code = "row_refused"


def may(user: Any, about: str) -> bool:
    """Who teaches the cohort."""
    return _cohort(user, about) is not None


def identity(cells: Cells) -> str:
    """A member code, or a name with a phone."""
    code = plain_code(cells.get("member_code", ""))
    return code or f"{_name(cells.get('name', ''))} {_phone(cells) or ''}"


def judge(cells: Cells, asked: Asked) -> Judgement:
    """What the row would do to the cohort."""
    cohort = _cohort(asked.by, asked.about)
    if cohort is None:
        return Judgement(Verdict.REFUSED, _("You no longer teach this cohort."))
    return _problem(cells) or _verdict(cells, cohort, asked.by)


def write(cells: Cells, asked: Asked) -> None:
    """Enrol who is meant, made known first where she is new; raises what enrolling raises."""
    cohort = _cohort(asked.by, asked.about)
    if cohort is None or _problem(cells):
        raise RowIsRefused(_("You no longer teach this cohort."))
    person = _known(cells) or register_on_paper(
        name=cells["name"],
        gender=_choice(Gender, cells.get("gender", "")) or Gender.NOT_SAID,
        language=_choice(Language, cells.get("language", "")) or cohort.language,
        place=_place(cells) or cohort.place,
        contact_phone=_phone(cells) or "",
        by=asked.by,
    )
    enrol(person, cohort, by=asked.by)


def _verdict(cells: Cells, cohort: Cohort, by: Any) -> Judgement:
    """Whether she takes part already, is somebody known, or may be."""
    stays = Enrolment.objects.active().filter(cohort=cohort)
    learner = _known(cells)
    if learner is not None:
        return Judgement(Verdict.SAME if stays.filter(person=learner).exists() else Verdict.NEW)
    name = _name(cells["name"])
    alike = [stay.person for stay in stays.select_related("person__user") if _name(stay.person.name) == name]
    if any(_has_phone(person, cells) for person in alike):
        return Judgement(Verdict.SAME)
    near = people_visible_to(person_of(by)).filter(name__iexact=line(cells["name"]))
    if alike or near.exists():
        return Judgement(Verdict.POSSIBLE_DUPLICATE, _("Somebody of this name is known already."), "name")
    return Judgement(Verdict.NEW)


def _problem(cells: Cells) -> Judgement | None:
    if not is_visible(cells["name"]):
        return Judgement(Verdict.REFUSED, _("The name is missing."), "name")
    if plain_code(cells.get("member_code", "")) and _known(cells) is None:
        return Judgement(Verdict.REFUSED, _("Nobody has this member code."), "member_code")
    if _signed_on(cells) is None:
        reason = _("Type the day on which she signed the consent, not later than today, such as 23-11-2026.")
        return Judgement(Verdict.REFUSED, reason, "consent_on")
    return _problem_besides(cells)


def _problem_besides(cells: Cells) -> Judgement | None:
    """What is wrong in the columns that may be empty."""
    if cells.get("phone") and _phone(cells) is None:
        return Judgement(Verdict.REFUSED, _("This is no phone number."), "phone")
    for column, choices in (("gender", Gender), ("language", Language)):
        if cells.get(column) and _choice(choices, cells[column]) is None:
            names = ", ".join(str(label) for label in choices.labels)
            return Judgement(Verdict.REFUSED, _("Write one of: %(names)s.") % {"names": names}, column)
    if cells.get("lgd_code") and _place(cells) is None:
        return Judgement(Verdict.REFUSED, _("No village or gram panchayat has this LGD code."), "lgd_code")
    return None


def _cohort(user: Any, about: str) -> Cohort | None:
    try:
        return cohorts_taught_by(person_of(user)).select_related("place").filter(pk=about).first()
    except ValidationError:
        return None  # no key of a cohort


def _known(cells: Cells) -> Person | None:
    code = plain_code(cells.get("member_code", ""))
    return Person.objects.filter(user__username=code, user__is_active=True).first() if code else None


def _name(typed: str) -> str:
    """A name as two spellings of it are compared."""
    return " ".join(fold(typed).split())


def _has_phone(person: Person, cells: Cells) -> bool:
    phone = _phone(cells)
    return phone is None or phone in (str(person.contact_phone), str(person.user.phone) if person.user else "")


def _phone(cells: Cells) -> str | None:
    try:
        return normalise_phone(cells.get("phone", ""))
    except ValueError:
        return None


def _signed_on(cells: Cells) -> date | None:
    try:
        return DateField(days_ahead=0).clean(cells.get("consent_on", ""))
    except ValidationError:
        return None


def _place(cells: Cells) -> Place | None:
    code = cells.get("lgd_code", "").strip()
    if not (code.isascii() and code.isdigit() and len(code) < 10):
        return None
    return Place.objects.filter(level__in=PLACE_LEVELS, lgd_code=int(code)).order_by("-level").first()


def _choice(choices: Any, typed: str) -> str | None:
    """The value meant by ``typed``: itself, or its label in English or the reader's language."""
    meant = fold(typed.strip())
    with override("en"):
        english = {fold(str(choice.label)): str(choice.value) for choice in choices}
    own = {fold(str(choice.label)): str(choice.value) for choice in choices}
    return {**english, **own, **{str(choice.value): str(choice.value) for choice in choices}}.get(meant)


PEOPLE = ImportKind(
    title=gettext_lazy("Bring in learners from a list"),
    columns=[
        ImportColumn("name", gettext_lazy("Name"), required=True, example="Asha Pawar"),
        ImportColumn("consent_on", gettext_lazy("Consent signed on paper on"), required=True, example="23-11-2026"),
        ImportColumn("member_code", gettext_lazy("Member code"), example=""),
        ImportColumn("phone", gettext_lazy("Phone"), also=["Mobile", "Phone number"], example="98765 43210"),
        ImportColumn("gender", gettext_lazy("Gender"), also=["Sex"], example="woman"),
        ImportColumn("language", gettext_lazy("Language"), example="kn"),
        ImportColumn("lgd_code", gettext_lazy("LGD code of the village"), example="612345"),
    ],
    may=may,
    identity=identity,
    judge=judge,
    write=write,
    back=lambda about: reverse("cohorts:learners", args=[about]),
)
