"""Who may open the pages of attendance."""

from uuid import UUID

from attendance.models import SheetPhoto
from attendance.services import keep_sheet_photo
from core.pictures import Picture
from tests.access import NOBODY, OWN, TEACHERS, Row
from tests.attendance.meetings import mark, session_of

MINE = "login 200 404 200 404 404 404 intro"  # hers, also after she has left

# fmt: off
ROWS = [
    Row("attendance:add-sheet", "GET",  "/attendance/{session}/sheet/",        TEACHERS),
    Row("attendance:add-sheet", "GET",  "/attendance/{session_elsewhere}/sheet/", NOBODY),
    Row("attendance:add-sheet", "POST", "/attendance/{session}/sheet/",        "login 404 404 404 422 404 422 intro"),
    Row("attendance:sheet-photo", "GET", "/attendance/sheets/{sheet_photo}/",  TEACHERS),
    Row("attendance:take-off-sheet", "POST", "/attendance/sheets/{sheet_photo}/off/", "login 404 404 404 302 404 302 intro"),
    Row("attendance:here",    "GET",  "/attendance/here/",                   OWN),
    Row("attendance:here",    "POST", "/attendance/here/",                   "login 422 422 422 422 422 422 intro", {"code": "ACDEFG"}),
    Row("attendance:scanned", "GET",  "/attendance/here/1-2-3/",             "login 422 422 422 422 422 422 intro"),
    Row("attendance:show-code", "GET", "/attendance/{session}/code/",        TEACHERS),
    Row("attendance:show-code", "GET", "/attendance/{session_elsewhere}/code/", NOBODY),
    Row("attendance:today",   "GET",  "/attendance/",                        "login 404 404 404 200 404 200 intro"),
    Row("attendance:cohort",  "GET",  "/attendance/cohorts/{cohort}/",       TEACHERS),
    Row("attendance:cohort",  "GET",  "/attendance/cohorts/{elsewhere}/",    NOBODY),
    Row("attendance:mine",    "GET",  "/attendance/mine/{cohort}/",          MINE),
    Row("attendance:mine",    "GET",  "/attendance/mine/{elsewhere}/",       "login 404 200 404 404 404 404 intro"),
    Row("attendance:session", "GET",  "/attendance/{session}/",              TEACHERS),
    Row("attendance:session", "GET",  "/attendance/{session_elsewhere}/",    NOBODY),
    Row("attendance:mark",    "GET",  "/attendance/{session}/mark/",         TEACHERS),
    Row("attendance:mark",    "GET",  "/attendance/{session_elsewhere}/mark/", NOBODY),
    Row("attendance:mark",    "POST", "/attendance/{session}/mark/",         "login 404 404 404 422 404 422 intro"),
    Row("attendance:mark",    "POST", "/attendance/{session_elsewhere}/mark/", NOBODY),
]
# fmt: on


FILES = [f"attendance/{UUID(int=44)}"]


def gaps(world):
    """A session of the cohort in which the learner is marked, and one elsewhere."""
    session = session_of(world.cohort)
    mark(session, world.people["learner"], "present", by=world.people["trainer"])
    photo = SheetPhoto(id=UUID(int=44), session=session)
    keep_sheet_photo(photo, Picture(b"x", 1, 1), by=world.people["trainer"])
    return {"sheet_photo": photo.pk, "session": session.pk, "session_elsewhere": session_of(world.elsewhere).pk}
