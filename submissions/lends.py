"""What submissions lend to the floors below."""

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from desk.cards import desk_cards
from jobs.schedules import Daily
from jobs.services import register_schedule
from people.kinds import OnPhone, on_phone
from people.queries import KEPT, Kept
from submissions.desk_cards import cards
from submissions.models import Submission
from submissions.queries import label_of, typed_in
from submissions.services import purge_settled


def kinds_in_words(rows: Sequence[Submission]) -> dict[UUID, str]:
    """What each is."""
    return {row.pk: str(label_of(row)) for row in rows}


def typed_in_words(rows: Sequence[Submission]) -> dict[UUID, str]:
    """What was typed, one after the other."""
    return {pk: " · ".join(lines) for pk, lines in typed_in(rows).items()}


KEPT.register(
    "submissions",
    Kept(
        _("What your phone handed in"),
        Submission,
        hidden=("about", "code", "sentences", "field"),
        in_words={"kind": kinds_in_words, "payload": typed_in_words},
    ),
)
on_phone.register("submissions", OnPhone(_("Waiting to be sent, and what was not taken"), "send", "submissions:mine"))
register_schedule("submissions.purge", purge_settled, Daily(time(3, 10)))
desk_cards.register("submissions", cards)
