"""What a row would do: whom it means, and what speaks against it."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cohorts.enums import OPEN_STAYS
from cohorts.errors import LearnerIsUnknown, SheTeachesIt
from cohorts.imports.form import SIGNED
from cohorts.namesakes import (
    by_ear,
    by_name,
    comes_from_elsewhere,
    has_one_before,
    only_new,
    who_is_heard_alike,
    who_left,
    who_sounds_alike,
    who_take_part,
)
from cohorts.queries import Meant
from core.local_text import filled_in
from core.text import may_be_one_name
from exchange.enums import Verdict
from exchange.kinds import Asked, Judgement, Row, Text
from people.enums import Purpose
from people.errors import PaperIsOlder
from people.models import Person


def judged(row: Row, asked: Asked, meant: Meant) -> Judgement:
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
    asked = Judgement(Verdict.POSSIBLE_DUPLICATE, {"sharing_on": whose})
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


def who_is_known(row: Row, meant: Meant) -> Person | None:
    """Whom a row that may be written speaks of; None for somebody new."""
    if row["member_code"]:
        return meant.by_code.get(row["member_code"])
    here = who_take_part(row, meant)
    return here[0] if here else who_left(row, meant)
