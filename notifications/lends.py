"""What notifications lend: how a notice is written and mailed, their place in the menu, and what is kept of it."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from desk.menu import MenuEntry, menu_entries
from jobs.enums import Lane
from jobs.schedules import Daily
from jobs.services import register_job, register_schedule
from notifications.models import Notice
from notifications.queries import unread_count
from notifications.services import purge_old_notices, send_mail_of_notice, write_notice
from people.queries import KEPT, Kept

menu_entries.register(
    "news", MenuEntry("bell", _("News for me"), "notifications:list", 30, short=_("News"), count=unread_count)
)
register_job("notice", write_notice)
register_job("mail", send_mail_of_notice, lane=Lane.MAIL)
register_schedule("notifications.purge", purge_old_notices, Daily(time(3, 20)))
KEPT.register("notices", Kept(_("News you were sent"), Notice, hidden=("event", "link")))
