"""Panels of the form of a question, whose fields the form makes itself."""

from typing import Any

from django.utils.safestring import SafeString
from wagtail.admin.panels import FieldPanel, TabbedInterface


class PartPanel(FieldPanel):
    """A part of a question; ``kinds`` are those it belongs to, all where it is empty."""

    def __init__(self, field_name: str, *, kinds: str = "", **kwargs: Any) -> None:
        super().__init__(field_name, **{"attrs": {"data-kinds": kinds} if kinds else None, **kwargs})

    def get_form_options(self) -> dict[str, Any]:
        """The form makes the field itself."""
        return {}


class QuestionTabs(TabbedInterface):
    """Every field of the form stands in one of the panels."""

    class BoundPanel(TabbedInterface.BoundPanel):
        def render_missing_fields(self) -> SafeString:
            """None: Wagtail would draw again, below and unchanged, the fields that the form makes itself."""
            return SafeString()
