"""What staff look after in the admin: organisations and who may do what where."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.admin_rules import PolicyWithout
from core.choosers import searched_chooser
from core.models import Place
from core.named_rows import LocallyNamedForm, LocallyNamedViewSet
from core.searching import holds
from people.access import announce_account_changed
from people.enums import Role
from people.kinds import against_roles
from people.models import Organisation, Person, RoleGrant, User
from people.pickers import told_apart
from people.scopes import all_held_over, scope_of
from people.services import end_role, grant_role


class OrganisationViewSet(LocallyNamedViewSet):
    """Organisations of the field."""

    model = Organisation
    icon = "group"
    list_display = ["name", "kind", "place"]
    list_filter = ["kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("local_names"),
            FieldPanel("kind"),
            FieldPanel("parent"),
            FieldPanel("place"),
            FieldPanel("website"),
            FieldPanel("lokos_code"),
        ],
        base_form_class=LocallyNamedForm,
    )


def over_what(grant: RoleGrant) -> str:
    """What a role is held over, by its name and what tells it from others of that name."""
    row = all_held_over([grant])[grant.pk]
    if isinstance(row, Place):
        return f"{row} ({row.lies()})"
    return str(row or "–")


class RoleGrantForm(WagtailAdminModelForm):
    """A role is given once and later ended; what it is and over what does not change."""

    over = forms.CharField(label=_("Over what"), required=False, disabled=True)
    ends_now = forms.BooleanField(label=_("End this role today"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["ends_now"], self.fields["over"]
            return
        del self.fields["place"], self.fields["organisation"]
        self.fields["over"].initial = over_what(self.instance)
        for name in ("person", "role"):
            self.fields[name].disabled = True
        self.fields["ends_now"].disabled = self.instance.ended_at is not None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.instance.pk is None:
            self._check_scope(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> RoleGrant:
        """Through the services, which say who did it; nothing is written here."""
        if self.instance.pk is None:
            over = self.cleaned_data["place"] or self.cleaned_data["organisation"]
            return grant_role(self.cleaned_data["person"], role=self.cleaned_data["role"], over=over, by=self.for_user)
        grant: RoleGrant = self.instance
        if self.cleaned_data["ends_now"] and grant.ended_at is None:
            end_role(grant, by=self.for_user)
        return grant

    def _check_scope(self, cleaned: dict[str, Any]) -> None:
        place, organisation = cleaned.get("place"), cleaned.get("organisation")
        over = place or organisation
        if over is None or (place and organisation):
            self.add_error("place", _("A role is held over a place or an organisation: choose one of the two."))
            return
        person, role = cleaned.get("person"), cleaned.get("role")
        if role == Role.PARTNER and place:
            self.add_error("organisation", _("A partner runs what its organisation runs: choose the organisation."))
            return
        if person and RoleGrant.objects.current().filter(person=person, role=role, **scope_of(over)):
            self.add_error("role", _("She holds this role there already."))
        elif person and role:
            thought_of = RoleGrant(person=person, role=role, **scope_of(over))
            for said in filter(None, (against(thought_of) for against in against_roles)):
                self.add_error("place" if place else "organisation", said)


class RoleGrantViewSet(SnippetViewSet):
    """Roles over a place or an organisation; roles over a cohort are given where the cohort is made."""

    model = RoleGrant
    icon = "lock-open"
    copy_view_enabled = False
    list_display = ["person", "role", Column("over", label=_("Over what"), accessor=over_what), "ended_at"]
    list_filter = ["role"]
    permission_policy = PolicyWithout(RoleGrant, "delete")
    edit_handler = ObjectList(
        [
            FieldPanel("person"),
            FieldPanel("role"),
            FieldPanel("place"),
            FieldPanel("organisation"),
            FieldPanel("over"),
            FieldPanel("ends_now"),
        ],
        base_form_class=RoleGrantForm,
    )


class PeopleGroup(SnippetViewSetGroup):
    """One entry of the menu."""

    menu_label = _("People")
    menu_icon = "user"
    items = (OrganisationViewSet, RoleGrantViewSet)


register_snippet(PeopleGroup)


@hooks.register("after_edit_user")
def tell_what_holds_her_sockets(request: HttpRequest, user: User) -> None:
    """An account that was shut here is out at once, not at its next step."""
    announce_account_changed(user)


@hooks.register("after_bulk_action")
def tell_what_holds_their_sockets(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """As above, for many at once."""
    for changed in objects:
        if isinstance(changed, User):
            announce_account_changed(changed)


@hooks.register("before_delete_snippet", order=-1)
def roles_are_ended(request: HttpRequest, rows: Sequence[Model]) -> HttpResponse | None:
    """The list's own "delete selected" asks for no more than the right to the model."""
    if not any(isinstance(row, RoleGrant) for row in rows):
        return None
    messages.error(request, gettext("A role is ended, not deleted: open it and tick “End this role today”."))
    return redirect(RoleGrant.snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]  # a snippet


@hooks.register("register_admin_viewset")
def choose_a_person() -> ChooserViewSet:
    """People are chosen by name or member code, and only by who may give roles."""
    return searched_chooser(
        "choose_person",
        model=Person,
        search=_people_found,
        detail=told_apart,
        fetched=["user", "organisation", "place"],
        needs="people.add_rolegrant",
    )


def _people_found(people: "QuerySet[Person]", words: str) -> "QuerySet[Person]":
    return people.filter(holds(words) | Q(user__username__iexact=words.strip()))
