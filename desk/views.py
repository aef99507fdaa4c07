"""The page a person lands on."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from desk.enums import Section
from desk.queries import cards_of
from people.http import PersonRequest, person_required
from people.permissions import person_of

TO_DO = (Section.NOW, Section.LATE, Section.NEW)


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """What there is to do, what is late, new, and went well. Editors go on to the Wagtail admin."""
    if request.user.is_authenticated and request.user.is_staff and person_of(request.user) is None:
        return redirect("wagtailadmin_home")
    return _desk(request)


@person_required
def _desk(request: PersonRequest) -> HttpResponse:
    sections = cards_of(request.person)
    is_free = bool(request.person.current_grants) and not any(section in TO_DO for section, _cards in sections)
    return render(request, "desk/home.html", {"sections": sections, "is_free": is_free})
