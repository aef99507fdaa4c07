"""What people lend: what is kept about a person on this floor, and the broom for sessions."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from core.models import AuditEntry, SentForm
from jobs.models import LongJob
from jobs.schedules import Daily
from jobs.services import register_schedule
from people.models import AccessToken, Consent, Person, RoleGrant, User
from people.queries import KEPT, Kept
from people.services import purge_sessions

LINES_OF_A_JOB = ("done", "of", "link", "refused", "result")

KEPT.register("person", Kept(_("About you"), Person, "user", hidden=("search_text",)))
KEPT.register("account", Kept(_("Your account"), User, hidden=("password",)))
KEPT.register("consents", Kept(_("What you agreed to"), Consent))
KEPT.register("roles", Kept(_("Your tasks in the programme"), RoleGrant))
KEPT.register("tokens", Kept(_("Programs that may act for you"), AccessToken, hidden=("digest",)))
KEPT.register("audit", Kept(_("What you did that is written down"), AuditEntry, "by"))
KEPT.register("long_jobs", Kept(_("What takes its time"), LongJob, "by", hidden=LINES_OF_A_JOB))
KEPT.register(
    "sent_forms", Kept(_("Forms you sent, so that pressing twice makes one"), SentForm, "by", hidden=("form_id",))
)
register_schedule("people.purge_sessions", purge_sessions, Daily(time(3, 30)))
