"""States and the moves between them, declared as data beside the enum, and the one function that moves.

    ENROLMENT = Path(
        states=EnrolmentStatus,
        moves=[Move("withdraw", _("Take out"), {EnrolmentStatus.ACTIVE}, EnrolmentStatus.WITHDRAWN,
                    may=may_withdraw, action="enrolment.withdrawn")],
    )
    move(enrolment, ENROLMENT, "withdraw", by=user)

What is allowed is decided from plain data (:meth:`Path.target_of`); :func:`move` asks it, asks who may, writes, and
leaves the line in the audit trail. ``core/path.html`` draws the ``steps`` of a path.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.services import in_one_transaction, record_audit

MayMove = Callable[[Any, Any], bool]  # (the user, the row)


class MoveIsNotAllowed(Refusal):
    """It stands where this move does not begin, or somebody was faster."""

    code = "move_not_allowed"
    message = _("This cannot be done now: somebody has changed it in the meantime. Load the page again.")


class MoveIsNotYours(Refusal):
    """Others may, she may not."""

    code = "move_not_yours"
    message = _("You may not do this.")


class ReasonIsMissing(Refusal):
    """The move asks for a reason."""

    code = "reason_missing"
    message = _("Write down why.")


@dataclass(frozen=True)
class Move:
    """One move, ``label`` what its button says. ``action`` names it in the audit trail.

    ``may`` is asked with the user and the row; the portal itself (no user) always may.
    """

    name: str
    label: str | Promise
    sources: Collection[str]
    target: str
    may: MayMove
    action: str
    needs_reason: bool = False


@dataclass(frozen=True)
class Step:
    """A state as a page draws it. ``place`` is ``before``, ``here``, ``ahead``, or ``aside`` for where no way leads.

    Who draws it may know that one before was ``passed`` over: then it is not done.
    """

    state: str
    label: str
    place: str


@dataclass(frozen=True)
class Path:
    """The states of a model's ``field`` with the moves between them. A reason is kept in the field ``reason_field``."""

    states: type[models.TextChoices]
    moves: Sequence[Move]
    field: str = "status"
    reason_field: str = ""

    def __post_init__(self) -> None:
        for each in self.moves:
            unknown = {*each.sources, each.target} - set(self.states.values)
            if unknown:
                raise ValueError(f"the move {each.name!r} names states that are not there: {sorted(unknown)}")
            if each.needs_reason and not self.reason_field:
                raise ValueError(f"the move {each.name!r} needs a reason and there is nowhere to keep it")
        names = [each.name for each in self.moves]
        if len(names) != len(set(names)):
            raise ValueError("two moves have one name")

    def named(self, name: str) -> Move:
        """The move called ``name``; raises LookupError."""
        for each in self.moves:
            if each.name == name:
                return each
        raise LookupError(f"no move {name!r}")

    def target_of(self, state: str, name: str, *, reason: str = "") -> str:
        """Where ``name`` leads from ``state``. Raises MoveIsNotAllowed, ReasonIsMissing."""
        chosen = self.named(name)
        if state not in chosen.sources:
            raise MoveIsNotAllowed
        if chosen.needs_reason and not reason.strip():
            raise ReasonIsMissing
        return str(chosen.target)

    def steps(self, state: str) -> list[Step]:
        """All states in the enum's order, as they lie from ``state``."""
        before, ahead = self._reached(state, backwards=True), self._reached(state)
        return [
            Step(str(value), str(label), _place(value, state, before, ahead)) for value, label in self.states.choices
        ]

    def _reached(self, state: str, *, backwards: bool = False) -> set[str]:
        """The states that moves lead to from ``state``, or that lead to it."""
        pairs = [(str(source), str(each.target)) for each in self.moves for source in each.sources]
        if backwards:
            pairs = [(target, source) for source, target in pairs]
        found: set[str] = set()
        waiting = [state]
        while waiting:
            here = waiting.pop()
            fresh = {target for source, target in pairs if source == here} - found
            found |= fresh
            waiting += fresh
        return found


def may_move(row: models.Model, path: Path, name: str, *, by: Any) -> bool:
    """Whether the button for the move is shown to ``by``."""
    chosen = path.named(name)
    return getattr(row, path.field) in chosen.sources and (by is None or chosen.may(by, row))


@in_one_transaction
def move(
    row: models.Model,
    path: Path,
    name: str,
    *,
    by: Any,
    reason: str = "",
    values: Mapping[str, Any] | None = None,
) -> None:
    """Do the move ``name`` with ``row``, with ``values`` for other fields that follow from it.

    Decided by what stands in the database: of two who press at once one is refused. Raises MoveIsNotAllowed,
    MoveIsNotYours, ReasonIsMissing.
    """
    chosen, before = path.named(name), getattr(row, path.field)
    fields = {**(values or {}), path.field: path.target_of(before, name, reason=reason)}
    if path.reason_field and (chosen.needs_reason or reason.strip()):
        fields[path.reason_field] = reason.strip()
    if by is not None and not chosen.may(by, row):
        raise MoveIsNotYours
    moved = type(row)._default_manager.filter(pk=row.pk, **{path.field: before}).update(**fields)
    if not moved:
        raise MoveIsNotAllowed
    for field, value in fields.items():
        setattr(row, field, value)
    record_audit(chosen.action, row, by=by, before=str(before), after=str(chosen.target))


def _place(state: str, here: str, before: set[str], ahead: set[str]) -> str:
    if state == here:
        return "here"
    if state in ahead:
        return "ahead"
    return "before" if state in before else "aside"
