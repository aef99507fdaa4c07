"""What jobs lend to themselves: the broom."""

from datetime import time

from jobs.schedules import Daily
from jobs.services import purge_done_jobs, register_schedule

register_schedule("jobs.purge", purge_done_jobs, Daily(time(2, 40)))
