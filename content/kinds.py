"""Pages that need more than what their editor wrote: their app answers for them by a view of its own."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from core.registry import Registry

PageView = Callable[[HttpRequest, Any], HttpResponse]

# By the label of the model: "courses.CoursePage".
page_views: Registry[PageView] = Registry("view of a page")
