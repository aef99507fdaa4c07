"""The door for programs: ``Authorization: Bearer`` with a token that has the scope asked for.

    @router.get("/me", **needs(TokenScope.ME_READ))
    def me(request: ProgramRequest) -> ...:  # request.auth.person is whom it acts for

A cookie opens nothing here. So a page of somebody else cannot make a browser act for her, and nothing under /api/ needs
the token that forms carry.
"""

from typing import Any

from django.http import HttpRequest
from ninja.security import HttpBearer

from core.limits import Budget, within_budget
from people.enums import TokenScope
from people.errors import ScopeIsMissing, TokenHasExpired, TokenIsUnknown, TooManyCalls
from people.models import AccessToken, User
from people.permissions import tokens_that_open
from people.tokens import digest_of, note_use

CALLS = Budget("api", most=300, seconds=60)


class ProgramRequest(HttpRequest):
    """The request of a program with a good token."""

    auth: AccessToken
    user: User  # the account of whom it acts for


class Bearer(HttpBearer):
    """Lets in who shows a token with ``scope``."""

    def __init__(self, scope: TokenScope) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken:
        """The token's row with its person and account."""
        known = tokens_that_open().select_related("person__user").filter(digest=digest_of(token)).first()
        if known is None:
            raise TokenIsUnknown
        if known.has_expired:
            raise TokenHasExpired
        if not within_budget(CALLS, known.pk):
            raise TooManyCalls
        if self.scope not in known.scopes:
            raise ScopeIsMissing
        note_use(known)
        request.user = known.person.user  # type: ignore[assignment]  # tokens that open have an account
        return known


def needs(scope: TokenScope) -> dict[str, Any]:
    """The arguments of a route that asks for ``scope``, which its description names too."""
    return {"auth": Bearer(scope), "openapi_extra": {"x-scope": scope.value}}
