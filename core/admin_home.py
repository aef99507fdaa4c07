"""What waits for an editor, on the first page of the admin: numbers that lead to what they count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from wagtail.admin.ui.components import Component


@dataclass(frozen=True)
class Waiting:
    """So many of something, and the address of their list."""

    words: str | Promise
    number: int
    address: str


class WaitingPanel(Component):
    """A panel of the admin's first page."""

    template_name = "core/admin/waiting.html"

    def __init__(self, title: str | Promise, lines: Iterable[Waiting], order: int) -> None:
        self.title = title
        self.lines = list(lines)
        self.order = order

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"title": self.title, "lines": self.lines}
