"""The page beside a course in the admin that says in which state it is, who is under way, and moves it."""

from typing import Any, cast

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
from core.states import may_move
from courses.models import CoursePage
from courses.queries import learners_of_course, standing_of
from courses.services import move_course
from courses.states import COURSE, MEANS
from people.models import User


class StateView(WagtailAdminTemplateMixin, TemplateView):
    """The moves of a course, each with what it means, below how many people are under way in it."""

    template_name = "courses/admin/state.html"
    header_icon = "history"
    page_title = _("State of the course")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.course = get_object_or_404(CoursePage, pk=kwargs["pk"])
        self.standing = standing_of(self.course.translation_key)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not self.course.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.course.title

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        name = request.POST.get("move", "")
        try:
            if name in MEANS:
                move_course(self.course.translation_key, name, by=cast(User, request.user))
                messages.success(request, gettext("It is done, and holds from now on in every language."))
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_pages:edit", args=[self.course.pk]), "label": self.course.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast(User, self.request.user)
        learners = learners_of_course(self.course.translation_key, asked_by=user)
        cohorts = sorted({each.cohort for each in learners})
        moves = [each for each in COURSE.moves if may_move(self.standing, COURSE, each.name, by=user)]
        return {
            **super().get_context_data(**kwargs),
            "course": self.course,
            "standing": self.standing,
            "learners": len(learners),
            "cohorts": [(name, sum(each.cohort == name for each in learners)) for name in cohorts],
            "moves": [(each, MEANS[each.name]) for each in moves],
        }
