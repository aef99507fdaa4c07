"""Cohorts in the admin: names and days, for they are made on the portal's own page; and pictures of work to judge."""

from typing import Any, cast

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cohorts.enums import WorkStatus
from cohorts.errors import BlocksEndLater, CohortHasBegun, MoreTakePart
from cohorts.forms import CohortForm, check_order
from cohorts.models import Cohort, Enrolment, WorkPicture
from cohorts.permissions import can_be_moved, manages_programmes, works_that_stand
from cohorts.services import change_capacity, move_blocks
from cohorts.works import refuse_work, show_work
from core.admin_rules import PolicyWithout
from core.errors import Refusal
from people.models import User
from people.permissions import person_of

LONGEST_REASON = 300


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
        if "capacity" in self.changed_data and Enrolment.objects.active().filter(
            cohort=self.instance
        ).count() > cleaned.get("capacity", 0):
            self.add_error("capacity", str(MoreTakePart.message))
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
        if commit and "capacity" in self.changed_data:
            change_capacity(cohort, capacity=cohort.capacity, by=self.for_user)
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


class ProgrammesMenuItem(MenuItem):
    """To the portal's own pages, where who manages programmes does all there is to do with them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return manages_programmes(person_of(request.user))


@hooks.register("register_admin_menu_item")
def programmes_in_menu() -> MenuItem:
    """Below the cohorts that are planned by them."""
    return ProgrammesMenuItem(_("Programmes"), reverse_lazy("cohorts:programmes"), icon_name="list-ul", order=200)


class WorkFilters(WagtailFilterSet):
    """What the list may be narrowed to."""

    status = django_filters.ChoiceFilter(label=_("Status"), choices=WorkStatus.choices)

    class Meta:
        model = WorkPicture
        fields: list[str] = []


class JudgeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A picture as it would be shown; an editor shows it to everybody, or says why not."""

    permission_required = "change"
    template_name = "cohorts/admin/judge_work.html"
    header_icon = "image"
    page_title = _("Picture of work")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = works_that_stand().select_related("cohort", "learner", "recorded_by")
        self.work = get_object_or_404(found, pk=kwargs["pk"])

    def post(self, request: HttpRequest, pk: str) -> HttpResponse:
        editor = cast(User, request.user)
        try:
            if "show" in request.POST:
                show_work(self.work, by=editor)
            else:
                refuse_work(self.work, reason=request.POST.get("reason", "")[:LONGEST_REASON], by=editor)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        messages.success(request, gettext("It is done, and who offered the picture is told."))
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse("wagtailsnippets_cohorts_workpicture:list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "work": self.work}


class WorkViewSet(SnippetViewSet):
    """Pictures of what learners made, those that wait first. They come from the field, and go by whose they are."""

    model = WorkPicture
    icon = "image"
    add_to_admin_menu = True
    menu_label = _("Pictures of work")
    copy_view_enabled = False
    edit_view_class = JudgeView
    edit_template_name = JudgeView.template_name
    list_display = [
        "seen",
        "cohort",
        Column("get_status_display", label=_("Status"), sort_key="status"),
        Column("recorded_by", label=_("Offered by")),
        "received_at",
    ]
    filterset_class = WorkFilters
    search_fields = ["seen", "named"]
    permission_policy = PolicyWithout(WorkPicture, "add", "delete")

    def get_queryset(self, request: HttpRequest) -> QuerySet[WorkPicture]:
        return works_that_stand().select_related("cohort", "recorded_by").order_by("status", "-received_at")


register_snippet(CohortViewSet)
register_snippet(WorkViewSet)
