"""Accounts: the code, the phone and the PIN by which somebody signs in."""

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from core.services import record_audit
from people.errors import PersonHasNoAccount, PersonHasRole
from people.models import Person, User
from people.permissions import edits_the_portal
from people.pins import PIN_LENGTH

MEMBER_CODE_DIGITS = 6


def new_member_code() -> str:
    """A member code nobody has: the letter M and six digits, easy to say on the phone and to type."""
    while True:
        code = f"M{secrets.randbelow(10**MEMBER_CODE_DIGITS):0{MEMBER_CODE_DIGITS}d}"
        if not User.objects.filter(username=code).exists():
            return code


def open_account(phone: str) -> User:
    """An account without a PIN for somebody who has just proved that ``phone`` (E.164) reaches her."""
    user = User(username=new_member_code(), phone=phone, phone_verified_at=timezone.now())
    user.set_unusable_password()
    user.save()
    return user


@transaction.atomic
def change_phone(user: User, phone: str, *, by: User) -> str:
    """Let ``user`` sign in with ``phone`` (E.164), which she has just proved, and no more with the one until now.

    The one until now; empty where there was none.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    before = str(user.phone or "")
    user.phone, user.phone_verified_at = phone, timezone.now()
    user.save(update_fields=["phone", "phone_verified_at"])
    record_audit("user.phone_changed", user, by=by)
    return before


@transaction.atomic
def set_pin(user: User, pin: str) -> None:
    """Give ``user`` the PIN she chose; it was validated where she typed it."""
    user.set_password(pin)
    user.must_choose_pin = False
    user.save(update_fields=["password", "must_choose_pin"])
    record_audit("user.pin_set", user, by=user)


@transaction.atomic
def give_new_pin(person: Person, *, by: User) -> str:
    """A new PIN for who has forgotten hers, to be told to her by ``by`` and shown nowhere else; the old one ends.

    Who was registered on paper gets an account with it. ``by`` has seen the PIN: it opens only the page on which she
    chooses one of her own.

    Raises PersonHasNoAccount, and PersonHasRole for who may do more than learn: nobody comes into a colleague's account
    by enrolling her.
    """
    _open_account_awaited(person, by=by)
    if person.user is None:
        raise PersonHasNoAccount
    if edits_the_portal(person.user) or person.role_grants.current().exists():
        raise PersonHasRole
    pin = _new_pin(person.user)
    person.user.set_password(pin)
    person.user.must_choose_pin = True
    person.user.save(update_fields=["password", "must_choose_pin"])
    record_audit("user.pin_given", person.user, by=by)
    return pin


def purge_sessions(payload: dict[str, Any]) -> None:
    """The daily job that clears sessions that have ended."""
    call_command("clearsessions")


def _open_account_awaited(person: Person, *, by: User) -> None:
    """Her first account, where she was registered on paper; without a phone, as her contact may be a neighbour's."""
    locked = Person.objects.select_for_update().get(pk=person.pk)
    if locked.awaits_account:
        user = User(username=new_member_code())
        user.set_unusable_password()
        user.save()
        locked.user, locked.awaits_account = user, False
        locked.save(update_fields=["user", "awaits_account"])
        record_audit("user.opened_for_her", user, by=by)
    person.user, person.awaits_account = locked.user, locked.awaits_account


def _new_pin(user: User) -> str:
    """Six digits that the rules for PINs accept."""
    while True:
        pin = f"{secrets.randbelow(10**PIN_LENGTH):0{PIN_LENGTH}d}"
        try:
            validate_password(pin, user)
        except ValidationError:
            continue
        return pin
