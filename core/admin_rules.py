"""What the Wagtail admin may do with rows, where that is less than the right to a model allows."""

from collections.abc import Sequence

from django.db import models
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.permission_policies import ModelPermissionPolicy


class PolicyWithout(ModelPermissionPolicy):
    """The usual rights to a model, without some actions that nobody has in the admin."""

    def __init__(self, model: type[models.Model], *actions: str) -> None:
        super().__init__(model)
        self.actions = frozenset(actions)

    def user_has_permission(self, user: object, action: str) -> bool:
        return action not in self.actions and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: object, actions: Sequence[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


def why_kept(row: models.Model) -> str:
    """Why ``row`` cannot be deleted: a sentence that names what holds on to it; empty where nothing does."""
    try:
        Collector(using="default", origin=row).collect([row])
    except (ProtectedError, RestrictedError) as error:
        held = getattr(error, "protected_objects", None) or getattr(error, "restricted_objects", None) or ()
        kinds = sorted({str(each._meta.verbose_name_plural) for each in held})
        sentence = _("“%(name)s” cannot be deleted: there are %(kinds)s that belong to it.")
        return sentence % {"name": capfirst(str(row)), "kinds": ", ".join(kinds)}
    return ""
