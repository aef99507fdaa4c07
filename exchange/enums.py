from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportStage(TextChoices):
    """Where a file that is brought in stands."""

    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked: nothing is written yet")
    WRITING = "writing", _("Being written")
    DONE = "done", _("Done")


class Verdict(TextChoices):
    """What a row of the file would do, and after writing what it did."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changes what is there")
    SAME = "same", _("Is there already")
    POSSIBLE_DUPLICATE = "possible_duplicate", _("May be there already")
    REFUSED = "refused", _("Not taken")


WRITTEN_WHEN_CONFIRMED = (Verdict.NEW, Verdict.CHANGED)
# A row below that says the same of the same is not taken; one that is in doubt stands in nobody's way.
CERTAIN = (*WRITTEN_WHEN_CONFIRMED, Verdict.SAME)
