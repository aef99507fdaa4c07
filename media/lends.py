"""What media lend to jobs: how a light version is made."""

from jobs.services import register_long_job
from media.services import LIGHTEN, make_light

register_long_job(LIGHTEN, make_light)
