"""The question bank in the admin."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from assessments.models import Question


class QuestionViewSet(SnippetViewSet):
    """Questions with their texts in every language; what is written is checked like a content file."""

    model = Question
    icon = "help"
    add_to_admin_menu = True
    list_display = ["__str__", "kind", "difficulty", "retired_at"]
    list_filter = ["kind", "difficulty"]
    panels = [
        FieldPanel("lesson"),
        FieldPanel("kind"),
        FieldPanel("difficulty"),
        FieldPanel("texts"),
        FieldPanel("answer"),
        FieldPanel("retired_at"),
    ]


register_snippet(QuestionViewSet)
