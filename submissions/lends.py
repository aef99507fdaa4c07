"""What submissions lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from desk.cards import desk_cards
from people.queries import KEPT, Kept
from submissions.desk_cards import cards
from submissions.models import Submission

KEPT.register("submissions", Kept(_("What your phone handed in"), Submission, hidden=("about", "code")))
desk_cards.register("submissions", cards)
