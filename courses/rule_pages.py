"""The page beside a lesson in the admin that says when it opens; what it would change is shown before it is saved."""

import json
from functools import cached_property
from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.errors import Refusal
from courses.conditions import Rule, kept_rule
from courses.models import Lesson, LessonPage
from courses.queries import Effect, effect_of, rule_of
from courses.rule_form import RuleForm
from courses.services import check_rule, save_rule
from people.models import User


class RuleView(WagtailAdminTemplateMixin, TemplateView):
    """When a lesson opens, for who may publish it: a rule holds at once, in all languages."""

    template_name = "courses/admin/rule.html"
    header_icon = "lock-open"
    page_title = _("When it opens")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.page = get_object_or_404(LessonPage, pk=kwargs["pk"])
        self.effect: Effect | None = None
        self.refusal = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.page.title

    @cached_property
    def lesson(self) -> Lesson:
        return get_object_or_404(Lesson, pk=self.page.translation_key)

    @cached_property
    def form(self) -> RuleForm:
        data = self.request.POST if self.request.method == "POST" else None
        return RuleForm(data, course_key=self.lesson.course_key, rule=rule_of(self.lesson.pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        editor = cast(User, request.user)
        if not self.form.is_valid():
            return self.get(request, pk=pk)
        rule: Rule | None = self.form.cleaned_data["rule"]
        try:
            check_rule(self.lesson, rule)
        except Refusal as refusal:
            self.refusal = str(refusal)
            return self.get(request, pk=pk)
        self.effect = effect_of(self.lesson, rule, asked_by=editor)
        if request.POST.get("seen") != self.mark:
            return self.get(request, pk=pk)
        save_rule(self.lesson, rule, by=editor)
        messages.success(request, gettext("It is saved, and holds from now on in every language."))
        return redirect("wagtailadmin_pages:edit", pk)

    @property
    def mark(self) -> str:
        """Of the rule and whom it shuts out: what the editor has seen when she saves."""
        rule, effect = self.form.cleaned_data["rule"], self.effect
        shut: list[UUID] = [each.person for each in effect.shut] if effect else []
        said = json.dumps([kept_rule(rule) if rule else None, sorted(map(str, shut))])
        return sha256(said.encode()).hexdigest()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "media": self.form.media,
            "effect": self.effect,
            "mark": self.mark if self.effect else "",
            "refusal": self.refusal,
        }
