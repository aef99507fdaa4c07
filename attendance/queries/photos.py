"""Photos of the signed lists of a session."""

from dataclasses import dataclass

from attendance.models import SheetPhoto
from attendance.permissions import sheet_photos_seen_by
from cohorts.models import Session
from people.models import Person


@dataclass(frozen=True)
class Photos:
    """Those that are evidence, and those that were ``taken_off``, in the order in which they came."""

    standing: list[SheetPhoto]
    taken_off: list[SheetPhoto]


def photos_of(session: Session, viewer: Person) -> Photos:
    """Of ``session``, where ``viewer`` sees them; one query."""
    seen = sheet_photos_seen_by(viewer).filter(session=session).select_related("recorded_by", "withdrawn_by")
    photos = list(seen)
    return Photos(
        [photo for photo in photos if photo.withdrawn_at is None],
        [photo for photo in photos if photo.withdrawn_at is not None],
    )
