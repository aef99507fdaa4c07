"""The request of somebody who has said who she is, and the door that lets only her through."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from people.models import Person, User
from people.permissions import person_of

View = Callable[..., HttpResponseBase]


class PersonRequest(HttpRequest):
    """The request of somebody signed in who has said who she is."""

    user: User
    person: Person


def person_required(view: View) -> View:
    """Only for somebody signed in who has said who she is; ``request.person`` is her.

    Who came in with a PIN that somebody gave her chooses one of her own first.
    """

    @wraps(view)
    @login_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person = person_of(request.user)
        if person is None:
            return redirect("people:introduce")
        if request.user.must_choose_pin and request.path != reverse("people:set-pin"):  # type: ignore[union-attr]
            return redirect("people:set-pin")
        request.person = person  # type: ignore[attr-defined]  # PersonRequest declares it
        return view(request, *args, **kwargs)

    return checked
