"""The life of a course: which moves there are between its states, and who may do them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.states import Move, Path
from courses.enums import CourseState
from courses.models import CoursePage, CourseStanding

DRAFT, LIVE, CLOSED, READ_ONLY, ARCHIVED = CourseState


def may_publish_course(user: Any, standing: CourseStanding) -> bool:
    """Who may publish a page of the course."""
    pages = CoursePage.objects.filter(translation_key=standing.course_key)
    return any(page.permissions_for_user(user).can_publish() for page in pages)


COURSE = Path(
    states=CourseState,
    field="state",
    moves=[
        Move("open", _("Make it live"), {DRAFT, CLOSED}, LIVE, may_publish_course, "course.opened"),
        Move("withdraw", _("Make it a draft again"), {LIVE}, DRAFT, may_publish_course, "course.withdrawn"),
        Move("close", _("Close it to new learners"), {LIVE}, CLOSED, may_publish_course, "course.closed"),
        Move("stop", _("Let it only be read"), {LIVE, CLOSED}, READ_ONLY, may_publish_course, "course.stopped"),
        Move("resume", _("Take work again"), {READ_ONLY}, CLOSED, may_publish_course, "course.resumed"),
        Move("archive", _("Archive it"), {CLOSED, READ_ONLY}, ARCHIVED, may_publish_course, "course.archived"),
        Move("restore", _("Bring it back to be read"), {ARCHIVED}, READ_ONLY, may_publish_course, "course.restored"),
    ],
)

# What each move means for people, as the page says it before it is done.
MEANS = {
    "open": _("It stands in the lists, people join its cohorts, and learn in it."),
    "withdraw": _("Nobody finds it but editors. Only a course in which nobody learns can be a draft again."),
    "close": _("Nobody new joins a cohort of it. Who takes part goes on to the end: lessons, questions, certificate."),
    "stop": _("All lessons are open to read to who takes part. Nothing is taken any more: what phones send is kept."),
    "resume": _("Who takes part goes on and finishes. Nobody new joins."),
    "archive": _("It leaves all lists. Who learned in it still opens its pages and reads; nothing is taken."),
    "restore": _("It stands in the lists again, to be read only."),
}
