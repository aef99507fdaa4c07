"""The request of somebody who has said who she is, and the door that lets only her through."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from people.models import Person, User
from people.permissions import person_of

View = Callable[..., HttpResponse]


class PersonRequest(HttpRequest):
    """The request of somebody signed in who has said who she is."""

    user: User
    person: Person


def person_required(view: View) -> View:
    """Only for somebody signed in who has said who she is; ``request.person`` is her."""

    @wraps(view)
    @login_required
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person = person_of(request.user)
        if person is None:
            return redirect("people:introduce")
        request.person = person  # type: ignore[attr-defined]  # PersonRequest declares it
        return view(request, *args, **kwargs)

    return checked
