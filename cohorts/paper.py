"""The list of a cohort on paper: who takes part, with room to sign."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from cohorts.models import Cohort, Enrolment
from core.print import Sheet


def learners_on_paper(cohort: Cohort, learners: Iterable[Enrolment], *, language: str) -> bytes:
    """The learners by name as a PDF in ``language``."""
    place = _("%(place)s · code for the board: %(code)s") % {"place": cohort.place, "code": cohort.code}
    sheet = Sheet(cohort.name, language=language, below=place)
    rows = [[str(number), learner.person.name, ""] for number, learner in enumerate(learners, start=1)]
    sheet.table(["", _("Learner"), _("Signature")], rows, widths=[1, 8, 7])
    return sheet.as_bytes()
