"""What holds for every request that shows published content."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from content.editions import one_edition


class OneEdition:
    """A request asks once which edition of the content is published."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_edition():
            return self.get_response(request)
