"""Changing the phone one signs in with: the number, then the code that was sent to it."""

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.http import form_page
from core.phones import readable_phone
from people import services, sms_budget
from people.auth import AwaitedPhone, asks_for_pin, await_no_phone, await_phone, awaited_phone
from people.forms import TOO_MANY_CODES, ChangePhoneForm, ConfirmCodeForm
from people.http import PersonRequest, person_required


@person_required
@require_http_methods(["GET", "POST"])
def change_phone(request: PersonRequest) -> HttpResponse:
    """Say the new number. Who found the phone open does not know the PIN."""
    awaited = awaited_phone(request.session)
    initial = {"phone": readable_phone(awaited.phone)} if awaited else {}
    form = ChangePhoneForm(request.POST or None, initial=initial, user=request.user, asks_for_old=asks_for_pin(request))
    if request.method == "POST" and form.is_valid():
        if trouble := _send_code(request, form.cleaned_data["phone"]):
            form.add_error("phone", trouble)
        else:
            return redirect("people:confirm-phone")
    return form_page(request, "people/change_phone.html", form)


@person_required
@require_http_methods(["GET", "POST"])
def confirm_phone(request: PersonRequest) -> HttpResponse:
    """Type the code that came to the new number; until then she signs in with the old one."""
    awaited = awaited_phone(request.session)
    action = request.POST.get("action")
    if awaited is None or action == "start-again":
        return redirect("people:change-phone")
    if action == "resend":
        return _send_again(request, awaited)
    form = ConfirmCodeForm(request.POST or None, code=awaited.code)
    if request.method == "POST" and form.is_valid():
        _put_in_place(request, awaited.phone)
        return redirect("people:profile")
    context = {"verify_form": form, "phone": awaited.phone, "can_resend": True}
    return form_page(request, "people/confirm_phone.html", form, **context)


def _send_code(request: HttpRequest, phone: str) -> str:
    """Send a code to ``phone`` and wait for it; why that cannot be, empty where it was done."""
    hers = ratelimit.consume(request, action="change_phone", user=request.user)
    if not hers or not ratelimit.consume(request, action="verify_phone", key=phone):
        return str(TOO_MANY_CODES)
    adapter = get_adapter(request)
    code = adapter.generate_phone_verification_code(user=request.user, phone=phone)
    if not adapter.send_code_to_new_phone(phone, code):
        return _("No code could be sent to this number just now. Your number stays as it is; try again later.")
    await_phone(request.session, phone, code)
    return ""


def _send_again(request: HttpRequest, awaited: AwaitedPhone) -> HttpResponse:
    if trouble := _send_code(request, awaited.phone):
        messages.error(request, trouble)
    else:
        said = {"phone": readable_phone(awaited.phone)}
        messages.success(request, _("Sent again to %(phone)s. It may take a minute.") % said)
    return redirect("people:confirm-phone")


def _put_in_place(request: PersonRequest, phone: str) -> None:
    before = services.change_phone(request.user, phone, by=request.user)
    await_no_phone(request.session)
    sms_budget.was_proved(get_ip(request), phone)
    if before and before != phone:
        get_adapter(request).tell_old_phone(before)
    messages.success(request, _("From now on you sign in with %(phone)s.") % {"phone": readable_phone(phone)})
