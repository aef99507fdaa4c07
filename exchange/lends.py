"""What exchange lends: the jobs of an import, and the places as a table to bring in."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from exchange.kinds import IMPORT_KINDS
from exchange.models import Import
from exchange.places import PLACES
from exchange.services import CHECK, WRITE, check, purge_old_imports, write
from jobs.schedules import Daily
from jobs.services import register_long_job, register_schedule
from people.queries import KEPT, Kept

register_long_job(CHECK, check)
register_long_job(WRITE, write)
register_schedule("exchange.purge", purge_old_imports, Daily(time(3, 0)))
IMPORT_KINDS.register("places", PLACES)
KEPT.register(
    "imports", Kept(_("Files you brought in"), Import, "by", hidden=("about", "content", "job", "way", "with_doubtful"))
)
