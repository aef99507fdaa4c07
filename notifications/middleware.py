"""Whoever opens what a notice leads to has read the notice."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from core.http import is_only_kept
from desk.queries import shown_count
from notifications.services import mark_opened
from people.permissions import person_of

logger = logging.getLogger(__name__)


class WhatIsOpenedIsRead:
    """Asks the database only after a page whose menu said that there is something new."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        was_shown = request.method == "GET" and response.status_code == HTTPStatus.OK
        if was_shown and shown_count(request, "news") and not is_only_kept(request):
            _mark_opened(request)
        return response


def _mark_opened(request: HttpRequest) -> None:
    """The page is made by now: that the database is away or busy must not turn it into an error."""
    try:
        person = person_of(request.user)
        if person:
            mark_opened(person, request.path)
    except DatabaseError:
        logger.exception("What was opened at %s stays unread", request.path)
