"""Whoever opens what a notice leads to has read the notice."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from core.http import is_only_kept
from desk.queries import shown_count
from notifications.services import mark_opened
from people.permissions import person_of


class WhatIsOpenedIsRead:
    """Asks the database only after a page whose menu said that there is something new."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        was_shown = request.method == "GET" and response.status_code == HTTPStatus.OK
        if was_shown and shown_count(request, "news") and not is_only_kept(request):
            person = person_of(request.user)
            if person:
                mark_opened(person, request.path)
        return response
