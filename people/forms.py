"""What people type about themselves and to sign in."""

import hashlib
import logging
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import BaseConfirmCodeForm, LoginForm, RequestLoginCodeForm, SignupForm
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import context, ratelimit
from allauth.core.internal.cryptokit import compare_user_code
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from core.codes import plain_code
from core.enums import Language
from core.forms import Form, NameField, NamesWhatIsMissing, PlainTextField
from core.phones import normalise_phone
from core.widgets import SecretInput
from people.auth import MEMBER_CODE
from people.enums import Gender, Purpose, TokenScope
from people.models import User
from people.pickers import Picks, PlaceField
from people.pins import is_pin
from people.tokens import MOST_DAYS

TOO_MANY_CODES = _("Too many codes were asked for. Wait ten minutes and try again.")

logger = logging.getLogger(__name__)


class PhoneSignupForm(NamesWhatIsMissing, SignupForm):
    """Sign up with a phone number alone; a number that somebody else in the house uses too is welcome."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = True

    def _clean_phone(self) -> None:
        """Not refused when known: after the code, those who share the phone choose who is using it."""
        phone = self.cleaned_data.get("phone")
        if phone and not ratelimit.consume(context.request, action="verify_phone", key=phone, dry_run=True):
            self.add_error("phone", TOO_MANY_CODES)

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Nothing is written down before the code was typed (people.signing_up)."""
        return None, perform_login(request, Login(phone=self.cleaned_data["phone"], signup=True))


class SmsCodeField(forms.CharField):
    """A code from an SMS, in one spelling however it was typed or copied."""

    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def to_python(self, value: Any) -> str:
        return plain_code(super().to_python(value) or "")


class OneTimeCode(NamesWhatIsMissing, BaseConfirmCodeForm):
    """A code from an SMS: looked at five times at most, also when all come at once, and good for one sign-in."""

    code = SmsCodeField(label=_("Code from the SMS"))

    def clean_code(self) -> str:
        request = context.request
        name = hashlib.sha256(f"{request.session.session_key}{self.expected_code}".encode()).hexdigest()
        if not ratelimit.consume(request, action="type_code", key=name):
            raise get_adapter().validation_error("too_many_login_attempts")
        typed: str = self.cleaned_data["code"]
        if not compare_user_code(actual=typed, expected=self.expected_code):
            logger.warning("Signing in refused: wrong one-time code")
            raise get_adapter().validation_error("incorrect_code")
        if not cache.add(f"code-is-used:{name}", True, settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT):
            raise get_adapter().validation_error("incorrect_code")
        return typed


class ConfirmCodeForm(OneTimeCode):
    """The code for signing in."""


class ConfirmPhoneForm(OneTimeCode):
    """The code for signing up; a number that somebody else has proved too is welcome."""

    def __init__(self, *args: Any, user: Any = None, phone: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class SignInForm(NamesWhatIsMissing, LoginForm):
    """Member code, phone or e-mail in one field, PIN or password in the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Member code, phone number or e-mail")
        self.fields["login"].widget.attrs.update({"placeholder": "", "autocapitalize": "characters"})
        self.fields["password"].label = _("PIN or password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget = SecretInput({"autocomplete": "current-password"})

    def _setup_password_field(self) -> None:
        """Kept, although nobody chooses a password when signing up: allauth would take the one for the other."""

    def clean_login(self) -> str:
        """One spelling of a member code or a phone, however it is typed: wrong tries are counted by it."""
        login: str = super().clean_login()
        code = plain_code(login)
        if MEMBER_CODE.fullmatch(code):
            return code
        try:
            return normalise_phone(login)
        except ValueError:
            return login

    def clean_password(self) -> str:
        """A PIN may be typed in the digits of any script, a password is taken as it is."""
        return _plain_pin(self.cleaned_data["password"])


class RequestCodeForm(NamesWhatIsMissing, RequestLoginCodeForm):
    """A one-time code goes to a phone; staff sign in with e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"]
        self.fields["phone"].required = True

    def clean_phone(self) -> str:
        try:
            return str(super().clean_phone())
        except ValidationError as error:
            raise ValidationError(TOO_MANY_CODES) from error


class NameForm(Form):
    """What she is called."""

    name = NameField(label=_("Your name"), max_length=120, error_messages={"required": _("Enter your name.")})


class IntroductionForm(Picks, NameForm):
    """Who she is: name, gender, place, language, that she is of age, and what she agrees to."""

    gender = forms.ChoiceField(
        label=_("Your gender"),
        choices=Gender.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you are, or that you would rather not say.")},
    )
    place = PlaceField(
        label=_("Where do you live?"),
        help_text=_("Choose from the top. The last one you know is enough."),
        error_messages={"required": _("Choose the place where you live.")},
    )
    language = forms.ChoiceField(label=_("Language you read best"), choices=Language.choices, widget=forms.RadioSelect)
    of_age = forms.BooleanField(
        label=_("I am 18 years old or older"),
        error_messages={"required": _("The portal is for people of 18 years and older.")},
    )
    purposes = forms.MultipleChoiceField(
        label=_("I agree to this"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least the first line: without it you cannot be trained here.")},
    )

    def clean_purposes(self) -> list[str]:
        purposes: list[str] = self.cleaned_data["purposes"]
        if Purpose.TRAINING not in purposes:
            raise ValidationError(self.fields["purposes"].error_messages["required"])
        return purposes


class AsksForPin(Form):
    """What needs the PIN she has, where ``asks_for_old``: who found the phone open does not know it."""

    old = forms.CharField(
        label=_("PIN until now"),
        widget=SecretInput(attrs={"inputmode": "numeric", "autocomplete": "current-password"}),
        error_messages={"wrong": _("This is not your PIN until now.")},
    )

    def __init__(self, *args: Any, user: User, asks_for_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not asks_for_old:
            del self.fields["old"]

    def name_it_as_at_the_door(self) -> None:
        """Where it stays as it is: "until now" is said only where another one is chosen."""
        if "old" in self.fields:
            self.fields["old"].label = _("Your PIN or password")
            self.fields["old"].error_messages["wrong"] = _("This is not your PIN or password.")

    def clean_old(self) -> str:
        """Looked at as at the door, wrong tries counted together with those."""
        typed = _plain_pin(self.cleaned_data["old"])
        if not get_adapter().reauthenticate(self.user, typed):
            raise ValidationError(self.fields["old"].error_messages["wrong"], "wrong")
        return typed


class PinForm(AsksForPin):
    """A new PIN, typed twice because it is not shown; behind the old one, where that is asked for."""

    pin = forms.CharField(
        label=_("New PIN"),
        help_text=_("Six digits that nobody would guess."),
        widget=SecretInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same PIN again"),
        widget=SecretInput(attrs={"inputmode": "numeric", "autocomplete": "new-password"}),
    )

    def clean_pin(self) -> str:
        pin = _plain_pin(self.cleaned_data["pin"])
        validate_password(pin, self.user)
        if self.user.must_choose_pin and self.user.check_password(pin):
            raise ValidationError(_("Others have seen this PIN. Choose another one."))
        return pin

    def clean_again(self) -> str:
        return _plain_pin(self.cleaned_data["again"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("pin") and cleaned.get("again") and cleaned["pin"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same. Type the PIN again."))
        return cleaned


class ChangePhoneForm(AsksForPin):
    """The phone she wants to sign in with from now on; others in the house may use it too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = get_adapter().phone_form_field(
            required=True,
            help_text=_("The ten digits, such as 98765 43210. A code comes to it by SMS."),
            error_messages={"required": _("Enter the new phone number.")},
        )
        self.fields["phone"].label = _("New phone number")
        self.order_fields(["phone", "old"])
        self.name_it_as_at_the_door()

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone == str(self.user.phone) and self.user.phone_verified_at:
            raise ValidationError(_("With this number you sign in already."))
        if not ratelimit.consume(context.request, action="verify_phone", key=phone, dry_run=True):
            raise ValidationError(TOO_MANY_CODES)
        return phone


class TokenForm(AsksForPin):
    """A program that may act for her: what it is called, what it may do, and how long."""

    name = PlainTextField(
        label=_("Name of the program"),
        help_text=_("So that you know it again, such as “Our MIS”."),
        max_length=60,
    )
    scopes = forms.MultipleChoiceField(
        label=_("It may do this for me"),
        choices=TokenScope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what the program may do for you.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long"),
        choices=[(30, _("30 days")), (90, _("90 days")), (MOST_DAYS, _("One year"))],
        initial=90,
        coerce=int,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "scopes", "days", "old"])
        self.name_it_as_at_the_door()


def _plain_pin(typed: str) -> str:
    code = plain_code(typed)
    return code if is_pin(code) else typed
