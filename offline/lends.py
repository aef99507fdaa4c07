"""What this app lends: the bundle of the day."""

from offline.kinds import bundles
from offline.queries import day_of

bundles.register("day", day_of)
