"""Sessions as Django keeps them in the database, found by a query that is written once: every request asks it."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from core.prepared import Given, Prepared
from people.access import announce_account_changed

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

    def delete(self, session_key: str | None = None) -> None:
        """By any way a session ends: she signs out, or somebody else signs in on her phone. Her sockets are told."""
        ended = Session.objects.filter(session_key=session_key or self.session_key).first()
        if ended is None:
            return
        user = ended.get_decoded().get(SESSION_KEY)
        ended.delete()
        if user is not None:
            announce_account_changed(int(user))
