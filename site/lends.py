"""What the wiring lends to the apps below."""

from jobs.enums import Lane
from jobs.services import register_job
from portal.front_cache import FORGET, forget

register_job(FORGET, forget, lane=Lane.MAIL)  # it waits for a stranger
