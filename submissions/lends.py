"""What submissions lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from people.queries import KEPT, Kept
from submissions.models import Submission

KEPT.register("submissions", Kept(_("What your phone handed in"), Submission))
