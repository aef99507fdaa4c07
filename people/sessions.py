"""Sessions as Django keeps them in the database, found by a query that is written once: every request asks it."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from core.prepared import Given, Prepared

OPEN: Prepared[Session] = Prepared(
    lambda: Session.objects.filter(session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField()))
)


class SessionStore(DatabaseStore):
    """Never from a cache: who signs out is out at once, in every process."""

    def _get_session_from_db(self) -> Any:
        found = OPEN.first(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found
