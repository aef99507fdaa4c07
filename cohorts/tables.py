"""The lists of cohorts."""

from django.utils.translation import gettext_lazy as _

from cohorts.queries import LearnerProgress
from core.tables import Column, Table

LEARNERS = Table[LearnerProgress](
    caption=_("Learners and their progress"),
    columns=[
        Column("name", _("Learner"), lambda row: row.person.name, ("person__name",), "cohorts/_learner_name.html"),
        Column("read", _("Lessons read"), lambda row: row.read, template="cohorts/_lessons_read.html"),
        Column("passed", _("Questions passed"), lambda row: "–" if row.passed is None else row.passed, is_number=True),
        Column("seen", _("Last seen"), lambda row: row.seen_at, template="cohorts/_last_seen.html"),
        Column("joined", _("Joined"), lambda row: row.joined_at, ("joined_at",), "cohorts/_day.html"),
    ],
    empty=_("Nobody has joined yet. Write the code of the cohort on the board."),
    search=("person__search_text",),
)
