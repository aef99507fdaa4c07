"""What notifications lend: how a notice is written and mailed, that a long job is over, the menu, what is kept."""

from datetime import time
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from desk.menu import MenuEntry, menu_entries
from jobs.enums import Lane
from jobs.schedules import Daily
from jobs.services import register_job, register_schedule, subscribe
from jobs.signals import LONG_JOB_OVER
from notifications.kinds import Data, notice_kinds, said_where_it_leads
from notifications.models import Delivery, Notice, NoticeChoice, PushDevice
from notifications.queries import reader_of, unread_count
from notifications.services import (
    deliver,
    notify,
    purge_old_notices,
    write_notice,
)
from people.models import Person
from people.queries import KEPT, Kept


def tell_of_long_job(payload: dict[str, Any]) -> None:
    """She may have left its page: it is among her news, in one line for all that was done on one page."""
    person = reader_of(payload["by"])
    if person:
        job, link = str(payload["job"]), payload["link"]
        data = {name: payload[name] for name in ("title", "refused")}
        notify(person, kind="long_job", event=f"long_job:{link or job}", data=data, link=link, occasion=job, anew=True)


def say_long_job(reader: Person, notices: list[Data]) -> list[str]:
    """Whether it was done."""
    done, refused = gettext("“%(title)s” is done."), gettext("“%(title)s” could not be done. See why.")
    return [(refused if data["refused"] else done) % data for data in notices]


menu_entries.register(
    "news", MenuEntry("bell", _("News for me"), "notifications:list", 30, short=_("News"), count=unread_count)
)
register_job("notice", write_notice)
notice_kinds.register("long_job", say_long_job)
said_where_it_leads.register("long_job", "what came of it stands there")
subscribe(LONG_JOB_OVER, "notifications.long_job", tell_of_long_job)
register_job("deliver", deliver, lane=Lane.MAIL)
register_schedule("notifications.purge", purge_old_notices, Daily(time(3, 20)))
KEPT.register("notices", Kept(_("News you were sent"), Notice, hidden=("event", "link")))
KEPT.register("notice_choice", Kept(_("How you are told"), NoticeChoice))
KEPT.register("deliveries", Kept(_("What left the portal for you"), Delivery))
KEPT.register("push_devices", Kept(_("Phones that show you messages"), PushDevice, shown=("made_at",)))
