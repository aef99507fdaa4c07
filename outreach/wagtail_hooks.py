"""Which view serves which page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.models import Page

from outreach import views
from outreach.forms import StoryForm
from outreach.models import HomePage, StoryIndexPage, StoryPage

# Here, for a form asks what a model may not.
StoryPage.base_form_class = StoryForm

Serve = Callable[[Page, HttpRequest, Any, Any], HttpResponse]


@hooks.register("on_serve_page", order=100)
def serve_public_page(serve_page: Serve) -> Serve:
    """The front page and the list of stories come from our views. Last in the chain: Wagtail's checks come first."""

    def serve(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, HomePage):
            return views.home(request, page)
        if isinstance(page, StoryIndexPage):
            return views.story_index(request, page)
        return serve_page(page, request, args, kwargs)

    return serve
