"""What translators see in the admin: what is to be done in each course and language, and the words to use."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from content.enums import Sign
from content.permissions import pages_editable_by, works_on_pages
from core.http import page_or_404
from core.local_text import OTHER_LANGUAGES
from courses.queries import CourseBoard, translation_boards, words_to_write


class BoardFilters(forms.Form):
    """What the list is narrowed to."""

    course = forms.ChoiceField(label=gettext_lazy("Course"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, choices=[("", gettext_lazy("All")), *OTHER_LANGUAGES]
    )
    sign = forms.ChoiceField(
        label=gettext_lazy("To do"), required=False, choices=[("", gettext_lazy("All")), *Sign.choices]
    )

    def __init__(self, data: Any, boards: list[CourseBoard]) -> None:
        super().__init__(data)
        courses = [(str(board.key), board.title) for board in boards]
        self.fields["course"].choices = courses  # type: ignore[attr-defined]  # a choice

    def chosen(self, name: str) -> str:
        """What was chosen of ``name``; empty where that is not one of the choices."""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))


@require_safe
def translation_board(request: HttpRequest) -> HttpResponse:
    """How many pages of each course wait for what, and the pages of one course."""
    if not works_on_pages(request.user):
        raise PermissionDenied
    boards = translation_boards()
    filters = BoardFilters(request.GET, boards)
    key, language, sign = (filters.chosen(name) for name in ("course", "language", "sign"))
    board = next((each for each in boards if str(each.key) == key), boards[0] if boards else None)
    context = {
        "boards": boards,
        "board": board,
        "filters": filters,
        "lines": board.narrowed(language=language, sign=sign) if board else [],
        "all_languages": OTHER_LANGUAGES,
        "languages": [each for each in OTHER_LANGUAGES if language in ("", each[0])],
        "language": language,
        "page_title": _("Translations"),
    }
    return render(request, "courses/admin/translation_board.html", context)


@require_safe
def words_beside_editor(request: HttpRequest, page_id: int) -> HttpResponse:
    """The words of the course that the source of a page says, to stand beside its editor."""
    page = page_or_404(pages_editable_by(request.user).get, pk=page_id).specific
    context = {"words": words_to_write(page), "language": page.locale.language_code}
    return render(request, "courses/admin/words_beside_editor.html", context)
