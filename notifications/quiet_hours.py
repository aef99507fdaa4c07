"""When a message may leave. Plain facts in, a moment out."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

# What comes within an hour goes out together.
BETWEEN_MESSAGES = timedelta(hours=1)


@dataclass(frozen=True)
class QuietHours:
    """From ``begins`` to ``ends``, over midnight where that is later; none where both are the same."""

    begins: time
    ends: time

    def cover(self, moment: datetime) -> bool:
        """Whether ``moment``, in the time of the portal, lies in them; their last minute is quiet no more."""
        at = moment.time()
        if self.begins <= self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def over(self, moment: datetime) -> datetime:
        """``moment``, or where they cover it the next moment at which they end."""
        if not self.cover(moment):
            return moment
        end = datetime.combine(moment.date(), self.ends, moment.tzinfo)
        return end if end > moment else end + timedelta(days=1)


def leaves_at(now: datetime, quiet: QuietHours, last_left: datetime | None) -> datetime:
    """The first moment from ``now`` on at which the next message may leave, an hour after the one before it.

    ``now`` says in which time zone the quiet hours are meant.
    """
    earliest = max(now, last_left + BETWEEN_MESSAGES) if last_left else now
    return quiet.over(earliest.astimezone(now.tzinfo))
