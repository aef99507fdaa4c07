"""What assessments lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from assessments.models import Attempt
from people.queries import KEPT, Kept

KEPT.register("attempts", Kept(_("Questions you answered"), Attempt))
