"""What talks lend to lower apps: the job that follows a message."""

from jobs.services import register_job
from talks.services import tell_who_has_not_read

register_job("thread.tell", tell_who_has_not_read)
