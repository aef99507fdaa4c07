"""The private address of somebody's calendar."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cohorts.models import CalendarFeed
from cohorts.models.feeds import new_feed_token
from core.services import record_audit
from people.models import Person, User

FETCHING_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(person: Person, *, by: User) -> CalendarFeed:
    """The feed of ``person`` with an address nobody knows yet; the one she had before leads nowhere from now on."""
    feed, _is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={"token": new_feed_token(), "made_at": timezone.now(), "fetched_at": None}
    )
    record_audit("calendar_feed.made", feed, by=by)
    return feed


def note_fetching(feed: CalendarFeed) -> None:
    """Write down that a phone fetched it now, at most once an hour."""
    now = timezone.now()
    unseen = Q(fetched_at=None) | Q(fetched_at__lte=now - FETCHING_IS_NOTED_EVERY)
    if feed.fetched_at is None or feed.fetched_at <= now - FETCHING_IS_NOTED_EVERY:
        CalendarFeed.objects.filter(unseen, pk=feed.pk).update(fetched_at=now)
