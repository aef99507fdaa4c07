"""The forms a group fills in: by the outbox of the phone, or by their button where there are no scripts."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form, model_to_dict
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from groupwork import queries
from groupwork.enums import COUNT, DECISION, IDEA, SHEET, SURVEY
from groupwork.forms import CountForm, DecisionForm, IdeaForm, SheetForm, SurveyForm, typed_again
from groupwork.models import Group, Idea, Sheet, Survey
from groupwork.permissions import can_write, groups_visible_to, groups_written_by
from groupwork.sheets import SHEETS
from people.http import PersonRequest, person_required
from submissions.http import hand_in_page


@person_required
@require_http_methods(["GET", "POST"])
def sheet(request: PersonRequest, group_id: UUID, kind: str, sheet_id: UUID | None = None) -> HttpResponse:
    """A sheet to fill in, or one to correct."""
    group = _written(request, group_id)
    asked = SHEETS.get(kind)
    if asked is None:
        raise Http404
    # Also one that was corrected since: after the first press it stands no more.
    known = get_object_or_404(Sheet, group=group, kind=kind, pk=sheet_id) if sheet_id else None
    stood = {**typed_again(asked, known.entries), "idea": known.idea_id, "session": known.session_id} if known else {}
    sessions = queries.sessions_named(group)
    initial = _begun(request, sessions, stood)
    form = SheetForm(_typed(request), initial=initial, kind=asked, ideas=queries.ideas_of(group), sessions=sessions)
    about = f"{group.pk}/{kind}" + (f"/{known.pk}" if known else "")
    return _page(request, "groupwork/sheet.html", form, group, kind=SHEET, about=about, asked=asked, corrects=known)


@person_required
@require_http_methods(["GET", "POST"])
def idea(request: PersonRequest, group_id: UUID, idea_id: UUID | None = None) -> HttpResponse:
    """An idea for the short list, or one to correct."""
    group = _written(request, group_id)
    known = get_object_or_404(Idea, group=group, pk=idea_id) if idea_id else None
    sessions = queries.sessions_named(group)
    initial = _begun(request, sessions, model_to_dict(known) if known else {})
    form = IdeaForm(_typed(request), initial=initial, corrects=known is not None, sessions=sessions)
    return _page(request, "groupwork/idea.html", form, group, kind=IDEA, about=_about(group, known), corrects=known)


@person_required
@require_http_methods(["GET", "POST"])
def decision(request: PersonRequest, group_id: UUID, idea_id: UUID) -> HttpResponse:
    """What is decided about an idea."""
    group = _written(request, group_id)
    chain = queries.chain_with(queries.ideas_of(group), idea_id)
    if chain is None:
        raise Http404
    sessions = queries.sessions_named(group)
    form = DecisionForm(_typed(request), initial=_begun(request, sessions), sessions=sessions)
    about = f"{group.pk}/{idea_id}"
    return _page(request, "groupwork/decision.html", form, group, kind=DECISION, about=about, idea=chain.now)


@person_required
@require_http_methods(["GET", "POST"])
def survey(request: PersonRequest, group_id: UUID, survey_id: UUID | None = None) -> HttpResponse:
    """What is asked at the households, or what corrects it."""
    group = _written(request, group_id)
    known = get_object_or_404(Survey, group=group, pk=survey_id) if survey_id else None
    sessions = queries.sessions_named(group)
    initial = _begun(request, sessions, model_to_dict(known) if known else {})
    form = SurveyForm(_typed(request), initial=initial, ideas=queries.ideas_of(group), sessions=sessions)
    return _page(request, "groupwork/survey.html", form, group, kind=SURVEY, about=_about(group, known), corrects=known)


@person_required
@require_http_methods(["GET", "POST"])
def count(request: PersonRequest, group_id: UUID, survey_id: UUID) -> HttpResponse:
    """The counters, and what they say of the market. Who mentors the cohort reads."""
    group = get_object_or_404(groups_visible_to(request.person).select_related("cohort"), pk=group_id)
    writes = can_write(request.person, group)
    if request.method == "POST" and not writes:
        raise Http404
    chain = queries.chain_with(queries.surveys_of(group), survey_id)
    if chain is None:
        raise Http404
    form = CountForm(_typed(request), initial={"counter": uuid4(), "presses": 1})
    (tallied,) = queries.tallied([chain])
    about = f"{group.pk}/{tallied.key}"
    return _page(request, "groupwork/count.html", form, group, kind=COUNT, about=about, tallied=tallied, writes=writes)


def _written(request: PersonRequest, group_id: UUID) -> Group:
    return get_object_or_404(groups_written_by(request.person).select_related("cohort"), pk=group_id)


def _about(group: Group, corrected: Idea | Survey | None) -> str:
    """What is handed in new for the group, or in the place of what is ``corrected``."""
    return f"{group.pk}/{corrected.pk}" if corrected else str(group.pk)


def _begun(
    request: PersonRequest, sessions: Iterable[queries.NamedSession], stood: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a form begins with: as it ``stood``, and otherwise in the session from whose page somebody comes."""
    came_from = queries.session_offered(sessions, request.GET.get("session", ""))
    return {"session": came_from and came_from.key, **(stood or {})}


def _typed(request: PersonRequest) -> QueryDict | None:
    """What the button sent, also where nothing was filled in."""
    return request.POST if request.method == "POST" else None


def _page(
    request: PersonRequest, template: str, form: Form, group: Group, *, kind: str, about: str, **context: Any
) -> HttpResponse:
    is_new = "session" in form.fields and not context.get("corrects")
    # Not of the bound field, which would remember it: what was not taken is filled in later.
    came_from = form.get_initial_for_field(form.fields["session"], "session") if is_new else None
    home = reverse("groupwork:group", args=[group.pk], query={"session": came_from} if came_from else None)
    shown = {"group": group, "whose": group.name, "home": home, "handed_kind": kind, "handed_about": about, **context}
    return hand_in_page(request, template, form, kind=kind, about=about, said=_("It is written down."), **shown)
