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

    sessions: Sequence[NamedSession] = ()

    def __init__(self) -> None:
        super().__init__(
            label=_("Which session does it belong to?"), required=False, coerce=int, empty_value=None, choices=[]
        )

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """To choose from when it is drawn, as what was not taken is filled in late; asked only where there are several.

        The day decides only where none was chosen.
        """
        chosen = str(form.get_initial_for_field(self, field_name) or "")
        offered = [each for each in self.sessions if each.is_offered or str(each.key) == chosen]
        is_chosen = any(str(each.key) == chosen for each in offered)
        self.choices = [*([] if is_chosen else [BY_THE_DAY]), *((str(each.key), each.name) for each in offered)]
        if len(offered) < 2:
            self.widget = forms.HiddenInput(self.widget.attrs)
        return super().get_bound_field(form, field_name)

    def valid_value(self, value: Any) -> bool:
        return any(str(value) == str(each.key) for each in self.sessions)


class OfASession(Form):
    """What belongs to a session of the group's cohort: the last thing that is asked."""

    session = SessionField()

    def __init__(self, *args: Any, sessions: Sequence[NamedSession], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        session: Any = self.fields["session"]
        session.sessions = sessions
        # A page that the phone kept may not know the session yet from which somebody comes.
        session.widget.attrs["data-came-from"] = _("The session you came from")
        self.order_fields([*(name for name in self.fields if name != "session"), "session"])
