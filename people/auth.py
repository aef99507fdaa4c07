"""Who a credential belongs to, and what makes a PIN or password good enough."""

import re
import time
from itertools import pairwise

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from people.models import User

PIN_LENGTH = 6
MEMBER_CODE = re.compile(r"M[0-9]{6}")
PIN = re.compile(rf"[0-9]{{{PIN_LENGTH}}}")
STAFF_PASSWORD_LENGTH = 12
PROOF = "proven_phone"
PROOF_SECONDS = 600


def users_with_phone(phone: str) -> list[User]:
    """The active users who have proved that ``phone`` (E.164) reaches them, the latest to sign in first."""
    users = User.objects.filter(phone=phone, phone_verified_at__isnull=False, is_active=True)
    return list(users.select_related("person").order_by("-last_login", "pk"))


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


def display_name(user: User) -> str:
    """The name to greet ``user`` by."""
    person = getattr(user, "person", None)
    return person.name if person else user.username


class SharedPhoneBackend(AuthenticationBackend):
    """allauth's backend, with a PIN looked for among all who share a phone, and the person fetched with the user."""

    def _authenticate_by_phone(self, phone: str, password: str) -> User | None:
        for user in users_with_phone(phone):
            if self._check_password(user, password):
                return user
        return None

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None


class PinOrPasswordValidator:
    """Six digits that are not a plain row for who has a member code; a long password for everybody else."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError with what is wrong."""
        if user is not None and not _uses_a_pin(user):
            if len(password) < STAFF_PASSWORD_LENGTH:
                raise ValidationError(_("Staff passwords have 12 characters or more."), code="too_short")
            CommonPasswordValidator().validate(password, user)
        elif len(password) < STAFF_PASSWORD_LENGTH:
            self._validate_pin(password)

    def get_help_text(self) -> str:
        return _("Choose six digits that nobody would guess, such as not your birth year and not 123456.")

    def _validate_pin(self, pin: str) -> None:
        if not PIN.fullmatch(pin):
            raise ValidationError(_("A PIN is six digits."), code="not_a_pin")
        steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
        if steps in ({0}, {1}, {9}):
            raise ValidationError(_("This PIN is too easy to guess. Mix the digits."), code="easy_pin")


def _uses_a_pin(user: User) -> bool:
    return not user.is_staff and MEMBER_CODE.fullmatch(user.username) is not None
