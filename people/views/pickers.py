"""A picker drawn by itself, for the script that spares sending the whole form: one address for each kind."""

import re

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.enums import PlaceLevel
from people.http import PersonRequest, person_required
from people.permissions import person_of
from people.pickers import Picker, PlacePicker, SearchPicker, organisations_to_choose, people_to_choose

FIELD_NAME = re.compile(r"[a-z][a-z_]{0,39}")


@login_required
@require_safe
def pick_place(request: HttpRequest) -> HttpResponse:
    """Places are public; whoever is asked where she lives looks among all. With ``?levels=`` those are found."""
    levels = [level for level in request.GET.getlist("levels") if level in PlaceLevel.values]
    return _drawn(request, PlacePicker(person_of(request.user), levels))


@person_required
@require_safe
def pick_person(request: PersonRequest) -> HttpResponse:
    """Among the people she may see; with ``?roles=`` among those she reaches by one of them."""
    search = people_to_choose(request.person, request.GET.getlist("roles"))
    return _drawn(request, SearchPicker(search, "people:pick-person"))


@person_required
@require_safe
def pick_organisation(request: PersonRequest) -> HttpResponse:
    """Among the organisations she may work with; with ``?roles=`` among those she reaches by one of them."""
    search = organisations_to_choose(request.person, request.GET.getlist("roles"))
    return _drawn(request, SearchPicker(search, "people:pick-organisation"))


def _drawn(request: HttpRequest, picker: Picker) -> HttpResponse:
    name = request.GET.get("field", "")
    if not FIELD_NAME.fullmatch(name):
        raise Http404
    picker.is_required = "optional" not in request.GET
    context = picker.drawn(name, picker.value_from_datadict(request.GET, {}, name))
    return render(request, picker.inside, {**context, "id": f"id_{name}"})
