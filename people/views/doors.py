"""allauth's pages of signing in and up, where ours do otherwise."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account import views
from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage, PhoneVerificationStage
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from core.phones import readable_phone
from people.kinds import behind_the_door
from people.signing_up import NewPhoneProcess

TYPED_PHONE, MISTAKE = "typed_phone", "mistake_at_the_door"


class Door:
    """A page with a form that answers a mistake by leading back to itself: the browser's Back never meets a post.

    What was typed and what is wrong with it wait in the session for the one look that follows.
    """

    request: HttpRequest

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]
        if response.has_header("Location"):
            return response
        typed = {name: self.request.POST.get(name, "") for name in form.fields}
        self.request.session[MISTAKE] = {"page": self.request.path, "typed": typed, "errors": form.errors}
        return redirect(self.passthrough_next_url(self.request.path))  # type: ignore[attr-defined]

    def get_form(self, form_class: Any = None) -> Any:
        mistake = self.request.session.get(MISTAKE, {})
        if self.request.method != "GET" or mistake.get("page") != self.request.path:
            return super().get_form(form_class)  # type: ignore[misc]
        kwargs = {**self.get_form_kwargs(), "data": mistake["typed"]}  # type: ignore[attr-defined]
        form = (form_class or self.get_form_class())(**kwargs)  # type: ignore[attr-defined]
        # Not looked at again: a try is counted once.
        form._errors, form.cleaned_data = ErrorDict(), {}
        for field, sentences in mistake["errors"].items():
            form.add_error(None if field == NON_FIELD_ERRORS else field, list(sentences))
        return form

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        self.request.session.pop(MISTAKE, None)
        return super().render_to_response(context, **kwargs)  # type: ignore[misc]


class PhoneDoor(Door):
    """A page that asks for a phone; who comes back for a wrong number finds it there to be mended."""

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = super().get_initial()  # type: ignore[misc]
        if phone := self.request.session.pop(TYPED_PHONE, ""):
            initial["phone"] = readable_phone(phone)
        return initial


class SignUp(PhoneDoor, views.SignupView):
    """Sign up with a phone number."""


class AskCode(PhoneDoor, views.RequestLoginCodeView):
    """Ask for a code to sign in with."""


class SignIn(views.LoginView):
    """Member code, phone or e-mail. A code that is still on its way does not stop who would rather type her PIN."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: LoginStage) -> None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what she came for, where that may be named."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        wanted = urlsplit(context.get("redirect_field_value") or "").path
        context["behind"] = next(filter(None, (look(wanted) for look in behind_the_door if wanted)), None)
        return context


class CodePage(Door):
    """The page for a code just sent: to which number, sent again, and back where the number is wrong."""

    asked_at: str  # the name of the page on which the number was typed

    @property
    def phone(self) -> str:
        """To which number the code went."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") == "start-again":
            clear_login(request)
            request.session[TYPED_PHONE] = self.phone
            return redirect(self.asked_at)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def _resend_form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = self._send_again(form)
        sentence = _("Sent again to %(phone)s. It may take a minute.") % {"phone": readable_phone(self.phone)}
        messages.success(self.request, sentence)
        return response

    def _send_again(self, form: Any) -> HttpResponse:
        return super()._resend_form_valid(form)  # type: ignore[misc]


class ConfirmCode(CodePage, views.ConfirmLoginCodeView):
    """The code to sign in with."""

    asked_at = "account_request_login_code"

    @property
    def phone(self) -> str:
        return str(self._process.state["phone"])

    def _send_again(self, form: Any) -> HttpResponse:
        """allauth breaks when it should send again to a number nobody here has: the same answer, and no SMS."""
        if self._process.user:
            return super()._send_again(form)
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


@method_decorator(
    login_stage_required(stage=PhoneVerificationStage.key, redirect_urlname="account_login"), name="dispatch"
)
class _NewPhone(views._BaseVerifyPhoneView):
    """allauth's page of the same kind, for who has no account yet."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        process = NewPhoneProcess.resume(self.stage)
        if process is None:
            return self.stage.abort()
        self.process = process
        return super().dispatch(request, *args, **kwargs)

    def respond_process_succeeded(self, form: Any) -> HttpResponse:
        return self.stage.exit()

    def respond_process_failed(self, form: Any) -> HttpResponse:
        messages.error(self.request, get_adapter().error_messages["too_many_login_attempts"])
        return self.stage.abort()


class ConfirmPhone(CodePage, _NewPhone):
    """The code to sign up with; who is in already goes on."""

    asked_at = "account_signup"

    @property
    def phone(self) -> str:
        return str(self.process.phone)
