"""Who a credential belongs to, and what makes a PIN or password good enough."""

import re
import time
from dataclasses import asdict, dataclass
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.prepared import Given, Prepared
from people.access import announce_account_changed
from people.models import User
from people.permissions import edits_the_portal
from people.pins import is_easy, is_pin
from people.tokens import revoke_tokens_of

MEMBER_CODE = re.compile(r"M[0-9]{6}")
STAFF_PASSWORD_LENGTH = 12
PROOF, AWAITED = "proven_phone", "awaited_phone"
PROOF_SECONDS = 600
# Hashes spent on a wrong try, so that the time it takes says neither whether the name is known nor who shares a phone.
HASHES, HASHES_FOR_A_PHONE = 1, 4
WITH_PERSON: Prepared[User] = Prepared(
    lambda: User.objects.select_related("person").filter(pk=Given("pk", BigIntegerField()))
)


def users_with_phone(phone: str) -> list[User]:
    """The active users who have proved that ``phone`` (E.164) reaches them, the latest to sign in first.

    Nobody who edits the portal: a shared phone or a swapped SIM would be an editor.
    """
    users = User.objects.filter(phone=phone, phone_verified_at__isnull=False, is_active=True)
    found = users.select_related("person").order_by("-last_login", "pk")
    return [user for user in found if not edits_the_portal(user)]


def users_meant(*, username: str = "", email: str = "", phone: str = "", **credentials: Any) -> list[User]:
    """Whom a name typed at the door means: who has this member code or e-mail, or all who share this phone."""
    named = get_user_by_username(username) if username else None
    if named is not None:
        return [named]
    if email:
        return list(filter_users_by_email(email, prefer_verified=True, for_login=True))
    return users_with_phone(phone) if phone else []


def remember_proof(session: SessionBase, phone: str) -> None:
    """Write down that ``phone`` (E.164) was just proved by its code."""
    session[PROOF] = {"phone": phone, "at": time.time()}


def proven_phone(session: SessionBase) -> str:
    """The phone proved within the last ten minutes, or an empty string."""
    proof = session.get(PROOF, {})
    fresh = time.time() - proof.get("at", 0) < PROOF_SECONDS
    return str(proof["phone"]) if fresh else ""


def forget_proof(session: SessionBase) -> None:
    """The proof is used up."""
    session.pop(PROOF, None)


@dataclass(frozen=True)
class AwaitedPhone:
    """A new phone of hers, and the code sent to it that she has not typed yet."""

    phone: str
    code: str
    sent_at: float


def await_phone(session: SessionBase, phone: str, code: str) -> None:
    """Write down that ``code`` went to ``phone`` (E.164), which she wants to sign in with."""
    session[AWAITED] = asdict(AwaitedPhone(phone, code, time.time()))


def awaited_phone(session: SessionBase) -> AwaitedPhone | None:
    """What was written down within the last ten minutes."""
    awaited = session.get(AWAITED)
    return AwaitedPhone(**awaited) if awaited and time.time() - awaited["sent_at"] < PROOF_SECONDS else None


def await_no_phone(session: SessionBase) -> None:
    """The code was typed, or the number was not the right one."""
    session.pop(AWAITED, None)


def came_in_by_code(request: HttpRequest) -> bool:
    """Whether who is signed in typed a one-time code for it within the last ten minutes."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "code" and time.time() - record["at"] < PROOF_SECONDS for record in records)


def asks_for_pin(request: HttpRequest) -> bool:
    """Whether something that outlasts this sitting needs her PIN again; a code she has just typed will do as well."""
    return request.user.is_authenticated and request.user.has_usable_password() and not came_in_by_code(request)


def display_name(user: User) -> str:
    """The name to greet ``user`` by."""
    person = getattr(user, "person", None)
    return person.name if person else user.username


class SharedPhoneBackend(AuthenticationBackend):
    """allauth's backend, with a PIN looked for among all who share a phone, and the person fetched with the user."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        password = credentials.get("password")
        if not password:
            return None
        meant = users_meant(**credentials)
        for user in meant:
            if self._check_password(user, password):
                return user
        hashes = HASHES_FOR_A_PHONE if credentials.get("phone") else HASHES
        for _time in range(hashes - len(meant)):
            self._mitigate_timing_attack(password)
        return None

    def get_user(self, user_id: int) -> User | None:
        user = WITH_PERSON.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None


class PinOrPasswordValidator:
    """Six digits that nobody guesses at once for who has a member code; a long password for everybody else."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with what is wrong."""
        if user is not None and not _uses_a_pin(user):
            if len(password) < STAFF_PASSWORD_LENGTH:
                raise ValidationError(_("Staff passwords have 12 characters or more."), code="too_short")
            CommonPasswordValidator().validate(password, user)
        elif len(password) < STAFF_PASSWORD_LENGTH:
            self._validate_pin(password, user)

    def password_changed(self, password: str, user: User) -> None:
        """Django says so wherever a PIN or password is changed: ours, allauth's and Wagtail's pages, and commands.

        It is changed because somebody else may know the old one, who may also have let a program act for her,
        or have a talk open.
        """
        revoke_tokens_of(user)
        announce_account_changed(user)

    def get_help_text(self) -> str:
        return _("Choose six digits that nobody would guess, such as not your birth year and not 123456.")

    def _validate_pin(self, pin: str, user: User | None) -> None:
        if not is_pin(pin):
            raise ValidationError(_("A PIN is six digits."), code="not_a_pin")
        known = f"{user.username} {user.phone}" if user else ""
        if is_easy(pin, known):
            raise ValidationError(_("This PIN is too easy to guess. Mix the digits."), code="easy_pin")


def _uses_a_pin(user: User) -> bool:
    return MEMBER_CODE.fullmatch(user.username) is not None and not edits_the_portal(user)
