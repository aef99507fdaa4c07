"""What exchange lends: the long jobs of an import, and the places as a table to bring in."""

from exchange.kinds import IMPORT_KINDS
from exchange.places import PLACES
from exchange.services import CHECK, WRITE, check, write
from jobs.services import register_long_job

register_long_job(CHECK, check)
register_long_job(WRITE, write)
IMPORT_KINDS.register("places", PLACES)
