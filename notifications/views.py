"""The page of one's own notices."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from notifications import services
from notifications.models import Notice
from notifications.queries import said
from people.http import PersonRequest, person_required

NOTICES_A_PAGE = 30


@person_required
@require_safe
def notice_list(request: PersonRequest) -> HttpResponse:
    """Her notices, the newest first; looking at them marks them read."""
    notices = Paginator(Notice.objects.filter(person=request.person), NOTICES_A_PAGE)
    page = notices.get_page(request.GET.get("page"))
    shown = said(request.person, page)
    services.mark_read(request.person, page)
    return render(request, "notifications/notice_list.html", {"page": page, "lines": shown})
