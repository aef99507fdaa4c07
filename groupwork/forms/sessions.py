"""Saying which session something belongs to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import Form
from groupwork.queries.sessions import NamedSession

BY_THE_DAY = ("", _("The one of the day"))


class SessionField(forms.TypedChoiceField):
    """One of the sessions of a cohort; none is by when it is noted (:func:`groupwork.meeting.session_at`)."""

    known: frozenset[str] = frozenset()

    def __init__(self) -> None:
        super().__init__(
            label=_("Which session does it belong to?"), required=False, coerce=int, empty_value=None, choices=[]
        )

    def offer(self, sessions: Sequence[NamedSession], chosen: Any) -> None:
        """To choose from; asked only where there are several."""
        self.known = frozenset(str(each.key) for each in sessions)
        offered = [each for each in sessions if each.is_offered or each.key == chosen]
        self.choices = [BY_THE_DAY, *((str(each.key), each.name) for each in offered)]
        if len(offered) < 2:
            self.widget = forms.HiddenInput()

    def valid_value(self, value: Any) -> bool:
        return str(value) in self.known


class OfASession(Form):
    """What belongs to a session of the group's cohort: the last thing that is asked."""

    session = SessionField()

    def __init__(self, *args: Any, sessions: Sequence[NamedSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.fields["session"]
        session.offer(sessions, self.get_initial_for_field(session, "session"))
        # A page that the phone kept may not know the session yet from which somebody comes.
        session.widget.attrs["data-came-from"] = _("The session you came from")
        self.order_fields([*(name for name in self.fields if name != "session"), "session"])
