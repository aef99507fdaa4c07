"""Reading answers from a posted form: the same fields whether a script sends one question or a button all of them.

``q3`` holds the answer to question 3 (one key, several keys, or a number as typed); ``q3-a`` the place of step ``a`` in
an order, or the partner of ``a`` in a match, what is typed into blank ``a``.
"""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.errors import AnswerHasNoShape
from assessments.grading import Key, is_answer


def read_answer(post: QueryDict, position: int, key: Key) -> Any:
    """The answer to the question at ``position``, or None where nothing was given.

    Raises AnswerHasNoShape with what is wrong, such as two steps in one place.
    """
    given = _READERS[QuestionKind(key.kind)](post, f"q{position}", key)
    if given is not None and not is_answer(key, given):
        raise AnswerHasNoShape(_complaint(key))
    return given


def fields_of(post: QueryDict, position: int) -> QueryDict:
    """The fields of one question out of a form of many, with its position, as a script hands them in."""
    mine = QueryDict(mutable=True)
    mine["position"] = str(position)
    for name, values in post.lists():
        if name.partition("-")[0] == f"q{position}":
            mine.setlist(name, values)
    return mine


def typed(post: QueryDict, position: int, key: Key) -> tuple[str, dict[str, str]]:
    """What stands in the fields of a question, readable or not: (its text, {option: place or partner})."""
    return post.get(f"q{position}", ""), _read_parts(post, f"q{position}", key) or {}


def _read_one(post: QueryDict, name: str, key: Key) -> Any:
    return post.get(name, "").strip() or None


def _read_several(post: QueryDict, name: str, key: Key) -> Any:
    return sorted(post.getlist(name)) or None


def _read_order(post: QueryDict, name: str, key: Key) -> Any:
    places = _read_parts(post, name, key)
    if not places:
        return None
    if sorted(places.values()) != sorted(str(place) for place in range(1, len(key.options) + 1)):
        raise AnswerHasNoShape(_("Give each step its own place, from 1 on."))
    return sorted(places, key=lambda option: int(places[option]))


def _read_parts(post: QueryDict, name: str, key: Key) -> Any:
    parts = {option: post.get(f"{name}-{option}", "").strip() for option in key.options}
    return {option: value for option, value in parts.items() if value} or None


def _complaint(key: Key) -> str:
    if key.kind == QuestionKind.NUMERIC:
        return _("Type a number, such as 540 or 35.50.")
    if key.kind in (QuestionKind.SHORT, QuestionKind.BLANKS):
        return _("This is too long: 100 letters at most.")
    return str(AnswerHasNoShape.message)


_READERS = {
    **dict.fromkeys([*ONE_IS_CHOSEN, QuestionKind.HOTSPOT, QuestionKind.NUMERIC, QuestionKind.SHORT], _read_one),
    QuestionKind.MULTIPLE: _read_several,
    QuestionKind.ORDER: _read_order,
    QuestionKind.MATCH: _read_parts,
    QuestionKind.BLANKS: _read_parts,
}
