"""What courses change in how Wagtail serves and edits pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from courses.models import CoursePage
from courses.views import course_detail

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


@hooks.register("on_serve_page", order=100)
def serve_course_with_its_lessons(serve_page: Serve) -> Serve:
    """A course is served by our view, which knows its outline. Last in the chain: Wagtail's own checks come first."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, CoursePage):
            return course_detail(request, page)
        return serve_page(page, request, args, kwargs)

    return serve
