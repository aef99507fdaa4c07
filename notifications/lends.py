"""What notifications lend: how a notice is written and mailed, and what is kept of it."""

from django.utils.translation import gettext_lazy as _

from jobs.enums import Lane
from jobs.services import register_job
from notifications.models import Notice
from notifications.services import send_mail_of_notice, write_notice
from people.queries import KEPT, Kept

register_job("notice", write_notice)
register_job("mail", send_mail_of_notice, lane=Lane.MAIL)
KEPT.register("notices", Kept(_("News you were sent"), Notice))
