"""How allauth finds, writes and reaches our users."""

import logging
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PhoneField
from core.phones import takes_our_sms
from people import sms_budget
from people.auth import proven_phone, remember_proof, users_meant, users_with_phone
from people.devices import device_of, remember_device
from people.models import User
from people.sms import send_sms

logger = logging.getLogger(__name__)


class SmsPhoneField(PhoneField):
    """A phone that a code can be sent to: abroad an SMS is not ours to pay for, and a land line gets none."""

    default_error_messages = {
        "invalid": gettext_lazy("This is not a phone number we can reach. Type the ten digits, such as 98765 43210."),
    }

    def to_python(self, value: Any) -> str:
        phone = super().to_python(value)
        if phone and not takes_our_sms(phone):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return phone


class PortalAccountAdapter(DefaultAccountAdapter):
    """Phones in one spelling, codes by SMS, member codes for user names."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": gettext_lazy("The member code or PIN is not right. Check both and try again."),
        "phone_password_mismatch": gettext_lazy("The phone number or PIN is not right. Check both and try again."),
        "email_password_mismatch": gettext_lazy("The e-mail or password is not right. Check both and try again."),
        "too_many_login_attempts": gettext_lazy(
            "Too many wrong tries. Get a code by SMS instead, or wait: five minutes, and longer after more wrong tries."
        ),
        "incorrect_code": gettext_lazy("This is not the code we sent. Look at the SMS again."),
    }

    def get_login_stages(self) -> list[str]:
        """allauth's, but an account is opened only once the code was typed."""
        ours = {"allauth.account.stages.PhoneVerificationStage": "people.signing_up.NewPhoneStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def phone_form_field(self, **kwargs: Any) -> SmsPhoneField:
        return SmsPhoneField(**{**kwargs, "label": gettext_lazy("Phone number")})

    def set_phone(self, user: User, phone: str, verified: bool) -> None:
        user.phone = phone
        user.phone_verified_at = timezone.now() if verified else None
        user.save(update_fields=["phone", "phone_verified_at"])

    def get_phone(self, user: User) -> tuple[str, bool] | None:
        return (str(user.phone), user.phone_verified_at is not None) if user.phone else None

    def set_phone_verified(self, user: User, phone: str) -> None:
        self.set_phone(user, phone, True)
        # What was just proved lets her choose among those who share this phone (people.views.choose_person).
        if self.request:
            remember_proof(self.request.session, phone)
            sms_budget.was_proved(ratelimit.get_ip(self.request), phone)

    def get_user_by_phone(self, phone: str) -> User | None:
        users = users_with_phone(phone)
        return users[0] if users else None

    def send_verification_code_sms(self, user: User | None, phone: str, code: str, **kwargs: Any) -> None:
        self._send(phone, _text_with(code))

    def send_code_to_new_phone(self, phone: str, code: str) -> bool:
        """Whether the code went out; who is signed in is told beside the number, and needs no other way in."""
        return not self._trouble_sending(phone, _text_with(code))

    def tell_old_phone(self, phone: str) -> None:
        """Who holds it may not have changed it herself; where it cannot be reached, the change stands all the same."""
        self._trouble_sending(
            phone,
            _(
                "Another number was put in place of this one for signing in to the CoE portal."
                " Was it not you? Ask your trainer."
            ),
        )

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        self._send(phone, _("Somebody asked to sign in with this number, which is not known here. You can sign up."))

    def send_account_already_exists_sms(self, phone: str) -> None:
        self._send(phone, _("This number is already known here. You can sign in with it."))

    def _send(self, phone: str, text: str) -> None:
        """Hand the SMS over; where that may not be or the gateway is away, say so and offer the other way in."""
        if trouble := self._trouble_sending(phone, text):
            self._offer_the_other_way_in(trouble)

    def _trouble_sending(self, phone: str, text: str) -> str:
        """Hand the SMS over; why it did not go out, empty where it did."""
        if not sms_budget.may_send(ratelimit.get_ip(self.request), phone):
            return _("No more codes can be sent from here just now. Type those that came, or use member code and PIN.")
        try:
            send_sms(phone, text)
        except OSError:
            logger.exception("The SMS gateway did not take an SMS")
            return _("The SMS could not be sent. Try again in a few minutes, or use member code and PIN.")
        return ""

    def _offer_the_other_way_in(self, sentence: str) -> NoReturn:
        messages.error(self.request, sentence)
        raise ImmediateHttpResponse(redirect("account_login")) from None

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        logger.warning("Signing in refused: wrong code, PIN or password")
        super().authentication_failed(request, **credentials)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong tries of others, at her name or behind her address, do not shut out a browser she has signed in on."""
        device = device_of(request)
        if device is None or not any(user.pk in device.accounts for user in users_meant(**credentials)):
            super().pre_authenticate(request, **credentials)
            return
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed_here", key=device.name
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong tries are counted by the account that is meant, whatever it is called by; by the name where it means
        nobody, or several who share a phone: none of them is shut out by what was tried at the others.

        The host and port of a request are its sender's to choose, and count for nothing.
        """
        meant = users_meant(**credentials)
        if len(meant) == 1:
            return f"account:{meant[0].pk}"
        return str(credentials.get("email") or credentials.get("username") or "").lower()

    def post_login(self, request: HttpRequest, user: Any, *, redirect_url: str | None, **kwargs: Any) -> HttpResponse:
        """As allauth does, but a page that was asked for (``next``) and signing up do not lead past the choice."""
        target = redirect_url or super().get_login_redirect_url(request)
        response = super().post_login(request, user, redirect_url=self._way_to(request, target), **kwargs)
        remember_device(request, response, user.pk)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return self._way_to(request, super().get_login_redirect_url(request))

    def _way_to(self, request: HttpRequest, target: str) -> str:
        """On to where she wanted to go, by way of her own language and the choice of who is using the phone."""
        person = getattr(request.user, "person", None)
        if len(users_with_phone(proven_phone(request.session))) > 1:
            return reverse("people:choose-person", query={"next": target})
        if person is None:
            return target
        return reverse("people:set-language", args=[person.language], query={"next": target})


def _text_with(code: str) -> str:
    return _("%(code)s is your code for the CoE portal. It works for 10 minutes.") % {"code": code}
