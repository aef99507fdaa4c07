"""What of a cohort is printed: who takes part, with room to sign, and its code to hang up."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment
from core.print import Sheet

ROW_TO_SIGN = 14
"""Millimetres: a signature and a thumb have room in it."""
TIMES_ON_THE_WALL = (1.8, 1.6, 1.4, 1.2, 1)
"""How much larger than in the hand: the first with which all is on one sheet, else the last."""


def learners_on_paper(
    cohort: Cohort, learners: Iterable[Enrolment], days: Sequence[date] = (), *, language: str
) -> bytes:
    """The learners by name as a PDF in ``language``: with a box to sign for each of ``days``, else with one."""
    place = _("%(place)s · code for the board: %(code)s") % {"place": cohort.place, "code": cohort.code}
    sheet = Sheet(cohort.name, language=language, below=place)
    boxes = [f"{day:%d-%m}" for day in days] or [_("Signature")]
    empty = [""] * len(boxes)
    rows = [[str(number), learner.person.name, *empty] for number, learner in enumerate(learners, start=1)]
    widths = [7, 49, *(70 // len(boxes) for _box in boxes)]
    sheet.table(["", _("Learner"), *boxes], rows, widths=widths, height=ROW_TO_SIGN)
    return sheet.as_bytes()


def code_on_paper(cohort: Cohort, joining: str, first: tuple[datetime, str] | None, *, language: str) -> bytes:
    """One sheet for the wall, as a PDF in ``language``: the code in large letters, and how one joins with it.

    ``joining`` is the address at which it is typed, ``first`` when and where they meet first. Where the words of a
    language take more room, they are smaller: half of a notice hangs on no wall.
    """
    for times in TIMES_ON_THE_WALL:
        sheet = _board(cohort, joining, first, language, times)
        if sheet.pages == 1:
            break
    return sheet.as_bytes()


def _board(cohort: Cohort, joining: str, first: tuple[datetime, str] | None, language: str, times: float) -> Sheet:
    sheet = Sheet(cohort.name, language=language, below=str(cohort.place), times=times)
    if first:
        begins, venue = timezone.localtime(first[0]), first[1]
        said = {"day": date_format(begins), "time": date_format(begins, "TIME_FORMAT"), "venue": venue}
        sheet.paragraph(_("We meet first on %(day)s at %(time)s, %(venue)s.") % said)
    sheet.heading(_("Code of this cohort"))
    sheet.large(cohort.code)
    sheet.heading(_("How to join"))
    sheet.items(
        [
            _("Open the address below on a phone, or hold its camera over the square."),
            _("Sign in, or sign up with a phone number."),
            _("Type the code. Small letters and blanks do no harm."),
        ],
        numbered=True,
    )
    sheet.code(joining, width=75)
    return sheet
