"""Cohorts in the admin: names and days; they are made on the portal's own page."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cohorts.errors import BlocksEndLater, CohortHasBegun
from cohorts.forms import CohortForm, check_order
from cohorts.models import Cohort
from cohorts.permissions import can_be_moved
from cohorts.services import move_blocks
from core.admin_rules import PolicyWithout


class CohortAdminForm(WagtailAdminModelForm):
    """A change of the first day moves the blocks and sessions with it, while none of them has begun."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        for name in {"starts_on", "ends_on"} & set(self.changed_data) & set(cleaned):
            try:
                CohortForm.base_fields[name].validate(cleaned[name])
            except ValidationError as error:
                self.add_error(name, error)
        if "starts_on" in self.changed_data and not can_be_moved(self.instance):
            self.add_error("starts_on", str(CohortHasBegun.message))
        check_order(self, cleaned)
        self._check_blocks(cleaned)
        return cleaned

    def _check_blocks(self, cleaned: dict[str, Any]) -> None:
        last = self.instance.blocks.aggregate(day=Max("ends_on"))["day"]
        if last and {"starts_on", "ends_on"} & set(self.changed_data) and not self.errors:
            last += cleaned["starts_on"] - self.initial["starts_on"]
            if last > cleaned["ends_on"]:
                self.add_error("ends_on", str(BlocksEndLater(last)))

    def save(self, commit: bool = True) -> Cohort:
        cohort: Cohort = super().save(commit)
        if commit and "starts_on" in self.changed_data:
            days = (cohort.starts_on - self.initial["starts_on"]).days
            move_blocks(cohort, days=days, by=self.for_user)
        return cohort


class CohortViewSet(SnippetViewSet):
    """Changing a cohort that exists."""

    model = Cohort
    icon = "group"
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["name", "code", "organisation", "starts_on", "ends_on", "capacity"]
    search_fields = ["name", "code"]
    permission_policy = PolicyWithout(Cohort, "add")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("language"),
            FieldPanel("starts_on", help_text=_("Its blocks and sessions move with it, while none has begun.")),
            FieldPanel("ends_on"),
            FieldPanel("capacity"),
        ],
        base_form_class=CohortAdminForm,
    )


register_snippet(CohortViewSet)
