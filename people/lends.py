"""What is kept about a person on this floor."""

from django.utils.translation import gettext_lazy as _

from core.models import AuditEntry
from people.models import AccessToken, Consent, Person, RoleGrant, User
from people.queries import KEPT, Kept

KEPT.register("person", Kept(_("About you"), Person, "user"))
KEPT.register("account", Kept(_("Your account"), User, secret=("password",)))
KEPT.register("consents", Kept(_("What you agreed to"), Consent))
KEPT.register("roles", Kept(_("Your tasks in the programme"), RoleGrant))
KEPT.register("tokens", Kept(_("Programs that may act for you"), AccessToken, secret=("digest",)))
KEPT.register("audit", Kept(_("What you did that is written down"), AuditEntry, "by"))
