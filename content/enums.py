"""The language that texts are translated from, and what a translation may wait for."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.local_text import SOURCE

SOURCE_LANGUAGE = SOURCE.value


class Sign(TextChoices):
    """What is still to be done with a page in another language."""

    MISSING = "missing", _("Not translated")
    BEGUN = "begun", _("Begun, not whole")
    CHANGED = "changed", _("Changed since")
    WAITING = "waiting", _("Waits for review")
    UNPUBLISHED = "unpublished", _("Not published")
