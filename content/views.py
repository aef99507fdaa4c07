"""For translators, in the admin: what the source of a page says otherwise since it was translated."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from content.permissions import pages_editable_by
from content.queries import source_of, text_made_from
from content.services import says_the_same
from content.translating import around_changes, side_by_side
from core.enums import Language
from core.http import page_or_404


@require_http_methods(["GET", "POST"])
def changed_since(request: HttpRequest, page_id: int) -> HttpResponse:
    """Old and new text of the source side by side; the press says that the translation says the same now.

    Where the source was changed once more since it was shown, that is shown first.
    """
    page = page_or_404(pages_editable_by(request.user).get, pk=page_id)
    source, made_from = source_of(page), text_made_from(page)
    if source is None or made_from is None:
        raise Http404
    edit_address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if request.method == "POST" and request.POST.get("seen") == source.digest:
        says_the_same(page)
        messages.success(request, _("“%(title)s” says what its source says.") % {"title": page.title})
        return redirect(edit_address)
    context = {
        "page": page,
        "source": source.page,
        "language": Language(page.locale.language_code).label,
        "lines": around_changes(side_by_side(made_from.lines, source.lines)),
        "made_from": made_from,
        "seen": source.digest,
        "page_title": _("Changed since it was translated"),
        "page_subtitle": page.title,
        "edit_address": edit_address,
    }
    return render(request, "content/admin/changed_since.html", context)
