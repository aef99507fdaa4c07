"""What submissions lend to the floors below."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from desk.cards import desk_cards
from jobs.schedules import Daily
from jobs.services import register_schedule
from people.queries import KEPT, Kept
from submissions.desk_cards import cards
from submissions.models import Submission
from submissions.services import purge_settled

KEPT.register("submissions", Kept(_("What your phone handed in"), Submission, hidden=("about", "code", "sentences")))
register_schedule("submissions.purge", purge_settled, Daily(time(3, 10)))
desk_cards.register("submissions", cards)
