"""Photos of the paper that was signed: the form, and the photo itself."""

from base64 import b64encode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendance import queries
from attendance.enums import SHEET
from attendance.forms import SheetPhotoForm
from attendance.permissions import sessions_marked_by, sheet_photos_seen_by
from attendance.services import take_off_sheet_photo
from core.private_files import private_picture
from people.http import PersonRequest, person_required
from submissions.http import hand_in_page


@person_required
@require_http_methods(["GET", "POST"])
def add(request: PersonRequest, session_id: int) -> HttpResponse:
    """The form of a photo."""
    session = get_object_or_404(sessions_marked_by(request.person), pk=session_id)
    form = SheetPhotoForm(_as_handed_in(request) if request.method == "POST" else None)
    return hand_in_page(
        request,
        "attendance/add_sheet.html",
        form,
        kind=SHEET,
        about=str(session.pk),
        said=_("The photo is kept with the session."),
        line=queries.line_of(session),
    )


@person_required
@require_safe
def photo(request: PersonRequest, photo_id: UUID) -> HttpResponseBase:
    """The file, for who takes attendance there now. Opened by itself it can do nothing."""
    found = get_object_or_404(sheet_photos_seen_by(request.person), pk=photo_id)
    return private_picture(request, found.file_name)


@person_required
@require_POST
def take_off(request: PersonRequest, photo_id: UUID) -> HttpResponse:
    """It was the wrong one: who takes attendance there says so."""
    found = get_object_or_404(sheet_photos_seen_by(request.person), pk=photo_id)
    take_off_sheet_photo(found, by=request.person)
    messages.success(request, _("The photo is taken off. That it was there stays written down."))
    return redirect("attendance:session", found.session_id)


def _as_handed_in(request: HttpRequest) -> QueryDict:
    """What the form posts, with its photo as a phone would hand it in."""
    fields = request.POST.copy()
    file = request.FILES.get("photo")
    if file is not None:
        fields["photo"] = b64encode(file.read()).decode()
    return fields
