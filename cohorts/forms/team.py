"""What is typed to hand a cohort over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cohorts.forms.cohorts import BY_NAME_OR_CODE, DAY_HINT, YEAR
from core.forms import CreatingForm, DateField
from people.enums import Role
from people.models import Person, RoleGrant
from people.pickers import PersonField, Picks


class HandOverForm(Picks, CreatingForm):
    """Who hands over, who takes over, and when."""

    given = forms.ChoiceField(label=_("Who hands over"))
    from_day = DateField(label=_("From this day on"), help_text=DAY_HINT, days_back=0, days_ahead=2 * YEAR)

    def __init__(self, *args: Any, grants: Sequence[RoleGrant], viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grants = {str(grant.pk): grant for grant in grants}
        self.initial.setdefault("from_day", timezone.localdate())
        given: Any = self.fields["given"]
        given.choices = [
            *((key, f"{grant.person} · {grant.get_role_display()}") for key, grant in self.grants.items()),
            (Role.TRAINER, _("Nobody: she trains with the others")),
            (Role.MENTOR, _("Nobody: she mentors with the others")),
        ]
        self.fields["taken_by"] = PersonField(label=_("Who takes over"), help_text=BY_NAME_OR_CODE, viewer=viewer)
        self.order_fields(["form_id", "given", "taken_by", "from_day"])

    def clean(self) -> dict[str, Any]:
        """With ``role`` and ``given_by``: nobody where the other takes part beside those who do."""
        cleaned = super().clean() or {}
        grant, taken_by = self.grants.get(cleaned.get("given", "")), cleaned.get("taken_by")
        cleaned["role"] = grant.role if grant else cleaned.get("given")
        cleaned["given_by"] = grant.person if grant else None
        if taken_by and grant and taken_by == grant.person:
            self.add_error("taken_by", _("She does it already."))
        if taken_by and (taken_by.user is None or not taken_by.user.is_active):
            self.add_error("taken_by", _("She has no account, so she could do nothing here. Choose somebody else."))
        return cleaned
