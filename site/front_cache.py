"""The proxies in front that keep public pages (deploy/nginx.conf): told to forget them when the content changes.

Told at once after the commit, which may not arrive; and again by a job some seconds later, which is tried until it
does, and which forgets what a page begun before the change has left there. What neither reaches is kept for a minute.
"""

import http.client
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection, transaction

from jobs.services import enqueue

FORGET = "portal.forget_public_pages"
KEPT_SECONDS = 60
PATIENCE_SECONDS = 1
# Of all the changes within so many seconds one job is made, and it runs when these are over and pages begun are made.
TOGETHER, BEGUN_PAGES = 10, 5
NOTHING_KEPT = http.client.NOT_FOUND


def content_has_changed() -> None:
    """In the transaction of the change; does nothing where no proxy keeps pages."""
    if not settings.PUBLIC_PAGES_KEPT_AT:
        return
    now = time.time()
    left = TOGETHER - now % TOGETHER
    delay = timedelta(seconds=left + BEGUN_PAGES)
    enqueue(FORGET, key=f"{FORGET}:{now // TOGETHER:.0f}", payload={}, delay=delay)
    if not any(told is tell_after_commit for _, told, _ in connection.run_on_commit):
        transaction.on_commit(tell_after_commit, robust=True)


def tell_after_commit() -> None:
    """Once for a transaction, so that the next reader sees what an editor has just done."""
    with suppress(OSError, http.client.HTTPException):  # the job asks again, and says so where it cannot
        forget({})


def forget(payload: dict[str, Any]) -> None:
    """Ask each proxy to throw away all it keeps; raises OSError where one does not."""
    for address in settings.PUBLIC_PAGES_KEPT_AT:
        place = urlsplit(address)
        asking = http.client.HTTPConnection(place.netloc, timeout=PATIENCE_SECONDS)
        try:
            asking.request("DELETE", place.path)
            status = asking.getresponse().status
        finally:
            asking.close()
        if not 200 <= status < 300 and status != NOTHING_KEPT:
            raise OSError(f"{status} of {place.netloc}")
