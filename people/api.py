"""What a program may know of the person it acts for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Router, Schema

from people.bearer import ProgramRequest, needs
from people.enums import TokenScope
from people.models import Person
from people.queries import consent_states
from people.scopes import all_held_over

router = Router(tags=["me"])


class Named(Schema):
    """A place or an organisation by its name."""

    id: int
    name: str


class RoleHeld(Schema):
    """A role that holds now; ``words`` is how people say it, ``over`` what it reaches."""

    role: str
    words: str
    over: str
    since: datetime


class ConsentGiven(Schema):
    """One purpose; ``given_at`` is null where she does not agree now."""

    purpose: str
    words: str
    given_at: datetime | None


class Me(Schema):
    """Who the program acts for."""

    id: UUID
    name: str
    member_code: str
    language: str
    place: Named | None
    organisation: Named | None
    roles: list[RoleHeld]
    consents: list[ConsentGiven]


@router.get("/me", response=Me, summary="Who I am", url_name="me", **needs(TokenScope.ME_READ))
def me(request: ProgramRequest) -> dict[str, Any]:
    """The person, her language, her roles in words, and what she agreed to."""
    person = request.auth.person
    return {
        "id": person.pk,
        "name": person.name,
        "member_code": request.user.username,
        "language": person.language,
        "place": named(person.place),
        "organisation": named(person.organisation),
        "roles": _roles(person),
        "consents": [
            {"purpose": state.purpose, "words": state.label, "given_at": state.given_at}
            for state in consent_states(person)
        ],
    }


def named(row: Any) -> dict[str, Any] | None:
    """``row`` by its name in the reader's language."""
    return {"id": row.pk, "name": str(row)} if row else None


def _roles(person: Person) -> list[dict[str, Any]]:
    over = all_held_over(person.current_grants)
    return [
        {
            "role": grant.role,
            "words": str(grant.get_role_display()),
            "over": str(over[grant.pk] or ""),
            "since": grant.granted_at,
        }
        for grant in person.current_grants
    ]
