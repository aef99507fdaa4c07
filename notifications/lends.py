"""What notifications lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from notifications.models import Notice
from people.queries import KEPT, Kept

KEPT.register("notices", Kept(_("News you were sent"), Notice))
