"""What jobs lend to themselves: the broom, for core as well, which does not know them."""

from datetime import time

from core.services import purge_sent_forms
from jobs.schedules import Daily
from jobs.services import purge_done_jobs, register_schedule

register_schedule("jobs.purge", purge_done_jobs, Daily(time(2, 40)))
register_schedule("core.purge_sent_forms", purge_sent_forms, Daily(time(2, 50)))
