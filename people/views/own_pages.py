"""Saying who one is, and what one agrees to."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.enums import Language
from core.http import form_page
from core.local_text import language_now
from people import services
from people.auth import asks_for_pin, forget_proof, proven_phone, users_with_phone
from people.enums import Purpose
from people.forms import IntroductionForm, NameForm, PinForm
from people.http import PersonRequest, person_required
from people.kinds import on_phone
from people.permissions import has_agreed, person_of
from people.queries import consent_states, current_notice, kept_about

OUR_OWN_PAGES = ("same-origin", "none")  # "none": typed by herself
MOST_ROWS_OF_A_KIND = 50
LANGUAGE_COOKIE_SECONDS = 60 * 60 * 24 * 365


@require_safe
def set_language(request: HttpRequest, language: str) -> HttpResponse:
    """Read on in ``language``: kept in a cookie, and with the person where she is known.

    A link on somebody else's page leads on as well, and chooses nothing for her.
    """
    target = request.GET.get("next", "/")
    if language not in Language.values:
        raise Http404
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    if not _chosen_by_her(request):
        return response
    person = person_of(request.user)
    if person:
        services.set_language(person, language)
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=LANGUAGE_COOKIE_SECONDS, samesite="Lax")
    return response


def _chosen_by_her(request: HttpRequest) -> bool:
    """Whether the press was on a page of ours. Older browsers, and any without TLS, say only which page it was."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in OUR_OWN_PAGES
    page = request.headers.get("Referer", "")
    return url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())


@require_safe
def notice_page(request: HttpRequest) -> HttpResponse:
    """The privacy notice, for anybody."""
    return render(request, "people/notice.html", {"notice": current_notice(language_now())})


@login_required
@require_http_methods(["GET", "POST"])
def introduce(request: HttpRequest) -> HttpResponse:
    """Who she is, with the notice; a press in the place picker draws it anew and keeps what was typed."""
    if person_of(request.user):
        return redirect(settings.LOGIN_REDIRECT_URL)
    language = language_now()
    notice = current_notice(language)
    form = IntroductionForm(request.POST if request.method == "POST" else None, initial={"language": language})
    if request.method == "POST" and form.is_valid():
        services.register_person(
            user=request.user,  # type: ignore[arg-type]  # signed in
            by=request.user,  # type: ignore[arg-type]
            notice_language=notice.language,
            **{key: form.cleaned_data[key] for key in ("name", "gender", "place", "language", "purposes")},
        )
        target = reverse("people:set-language", args=[form.cleaned_data["language"]])
        return redirect(f"{target}?next={resolve_url(settings.LOGIN_REDIRECT_URL)}")
    return form_page(request, "people/introduce.html", form, notice=notice)


@login_required
@require_http_methods(["GET", "POST"])
def choose_person(request: HttpRequest) -> HttpResponse:
    """Who of those who share the phone is using it now; only right after its code was proved."""
    phone = proven_phone(request.session)
    users = users_with_phone(phone) if phone else []
    if request.method == "GET":
        return render(request, "people/choose_person.html", {"users": users})
    chosen = next((user for user in users if str(user.pk) == request.POST.get("user")), None)
    if chosen is None:
        raise Http404
    # The proof is used up; the sign-in goes through allauth, which asks for a second factor where she has one.
    forget_proof(request.session)
    logout(request)
    record_authentication(request, chosen, method="code", phone=phone)
    target = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return perform_login(request, Login(user=chosen, redirect_url=target if is_ours else None))


@person_required
@require_safe
def profile(request: PersonRequest) -> HttpResponse:
    """What is kept about her, her member code, and what she agreed to."""
    context = {
        "consents": consent_states(request.person),
        "notice": current_notice(request.person.language),
        "on_phone": list(on_phone),
    }
    return render(request, "people/profile.html", context)


@person_required
@require_http_methods(["GET", "POST"])
def change_name(request: PersonRequest) -> HttpResponse:
    """Put right her name, by the rules of the page on which she first said it."""
    form = NameForm(request.POST or None, initial={"name": request.person.name})
    if request.method == "POST" and form.is_valid():
        services.change_name(request.person, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("Your name is put right."))
        return redirect("people:profile")
    return form_page(request, "people/change_name.html", form)


@person_required
@require_safe
def kept(request: PersonRequest) -> HttpResponse:
    """What any app keeps about her, as much as a page holds."""
    return render(request, "people/kept.html", {"kinds": kept_about(request.person, most=MOST_ROWS_OF_A_KIND)})


@person_required
@require_safe
def kept_file(request: PersonRequest) -> HttpResponse:
    """All of it, to take away."""
    kinds = [{"kind": kept.label, "rows": kept.rows} for kept in kept_about(request.person)]
    response = JsonResponse(kinds, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="kept-about-me.json"'
    return response


@person_required
@require_http_methods(["GET", "POST"])
def change_consent(request: PersonRequest, purpose: str) -> HttpResponse:
    """Give or take back one consent: one press either way. Before training ends by it, she reads what ends."""
    if purpose not in Purpose.values:
        raise Http404
    if request.method == "GET":  # what ends is read in another language, or again
        is_to_end = purpose == Purpose.TRAINING and has_agreed(request.person, Purpose.TRAINING)
        return render(request, "people/training_end.html") if is_to_end else redirect("people:profile")
    if "withdraw" in request.POST:
        if purpose == Purpose.TRAINING and request.POST["withdraw"] != "sure":
            return render(request, "people/training_end.html")
        services.withdraw_consent(request.person, purpose=purpose, by=request.user)
        messages.success(request, _("Taken back. We stop from now on."))
    else:
        shown_in = current_notice(language_now()).language
        services.give_consent(request.person, purpose=purpose, language=shown_in, by=request.user)
        messages.success(request, _("Thank you. You can take it back here at any time."))
    return redirect("people:profile")


@person_required
@require_http_methods(["GET", "POST"])
def set_pin(request: PersonRequest) -> HttpResponse:
    """Choose the PIN that goes with the member code. Who may have found the phone open does not know the old one."""
    user = request.user
    given = user.must_choose_pin
    asks_for_old = not given and asks_for_pin(request)
    form = PinForm(request.POST or None, user=user, asks_for_old=asks_for_old)
    if request.method == "POST" and form.is_valid():
        services.set_pin(user, form.cleaned_data["pin"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your new PIN works from now on, with your member code or your phone number."))
        return redirect(settings.LOGIN_REDIRECT_URL if given else "people:profile")
    return form_page(request, "people/set_pin.html", form, given=given, asks_for_old=asks_for_old)
