"""What somebody goes to, over all her cohorts: on a page, and in the calendar of her phone."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cohorts import queries, services
from cohorts.calendar_file import calendar_file
from cohorts.months import month_to_show, months_between, weeks_of_month
from cohorts.permissions import own_feeds
from core.http import page_or_404
from core.local_text import language_now
from people.http import PersonRequest, person_required

# A page that a phone shows in a few screens, and still all that one person can go to in a quarter.
MOST_ON_A_PAGE = 60
AHEAD = timedelta(days=120)
# A phone keeps what it had; a year and a little more is what a cohort runs at the longest.
IN_THE_FEED = (timedelta(days=90), timedelta(days=400))
MOST_IN_THE_FEED = 600


@person_required
@require_safe
def timetable(request: PersonRequest) -> HttpResponse:
    """The list of what comes, or with ``?month=2026-12`` that month."""
    today = timezone.localdate()
    if "month" in request.GET:
        return _month(request)
    coming = queries.meetings_between(
        request.person, today, today + AHEAD, language=language_now(), most=MOST_ON_A_PAGE
    )
    return render(request, "cohorts/timetable.html", {"days": queries.by_day(coming)})


def _month(request: PersonRequest) -> HttpResponse:
    today = timezone.localdate()
    months = months_between(queries.days_of_meetings(request.person))
    month = month_to_show(request.GET["month"], months, today)
    held = queries.meetings_between(
        request.person, month.first_day, month.last_day, language=language_now(), most=MOST_IN_THE_FEED
    )
    context: dict[str, Any] = {
        "month": month,
        "before": month.plus(-1) if months and month > months[0] else None,
        "after": month.plus(1) if months and month < months[-1] else None,
        "weeks": weeks_of_month(month, [(each.day, each) for each in held], blocks={}, today=today),
        "is_empty": not held,
    }
    return render(request, "cohorts/timetable_month.html", context)


@person_required
@require_safe
def subscribe(request: PersonRequest) -> HttpResponse:
    """How her phone's calendar shows her sessions by itself."""
    feed = own_feeds(request.person).first()
    address = request.build_absolute_uri(reverse("cohorts:feed", args=[feed.token])) if feed else ""
    context = {"feed": feed, "address": address, "in_calendar": urlsplit(address)._replace(scheme="webcal").geturl()}
    return render(request, "cohorts/timetable_subscribe.html", context)


@person_required
@require_POST
def renew(request: PersonRequest) -> HttpResponse:
    """Make the address, or another one in its place."""
    services.make_feed(request.person, by=request.user)
    return redirect("cohorts:subscribe")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar itself: who has the address reads it without signing in, in the language of whose it is."""
    found = page_or_404(queries.feed_with, token)
    today = timezone.localdate()
    before, after = IN_THE_FEED
    with translation.override(found.person.language):
        meetings = queries.meetings_between(
            found.person, today - before, today + after, language=found.person.language, most=MOST_IN_THE_FEED
        )
        written = calendar_file(
            meetings,
            name=_("My sessions"),
            host=urlsplit(settings.BASE_URL).hostname or "portal",
            address_of=lambda cohort: _address_of(request, cohort),
            cancelled=_("Cancelled"),
            make_up=_("Make-up session"),
        )
    services.note_fetching(found)
    headers = {
        "Cache-Control": "private, max-age=0, must-revalidate",
        "Content-Disposition": 'inline; filename="sessions.ics"',
    }
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)
    edition = f'"{salted_hmac("cohorts.feed", written).hexdigest()[:32]}"'
    response["ETag"] = edition
    return get_conditional_response(request, etag=edition, response=response) or response


def _address_of(request: HttpRequest, cohort: UUID) -> str:
    return request.build_absolute_uri(reverse("cohorts:cohort", args=[cohort]))
