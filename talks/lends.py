"""What talks lend to lower apps: the job that follows a message."""

from django.utils.translation import gettext_lazy as _

from jobs.services import register_job
from people.queries import KEPT, Kept
from talks.models import Message, ThreadMember
from talks.services import tell_who_has_not_read

register_job("thread.tell", tell_who_has_not_read)
KEPT.register("talks", Kept(_("Your talks"), ThreadMember))
KEPT.register("messages", Kept(_("Messages you wrote"), Message, "author"))
