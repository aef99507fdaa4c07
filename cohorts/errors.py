from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal


class CodeIsUnknown(Refusal):
    """No cohort has this code."""

    code = "code_unknown"
    message = _("No cohort has this code. Look at it again, or ask your trainer.")


class CohortIsFull(Refusal):
    """All its places are taken."""

    code = "cohort_full"
    message = _("This cohort is full. Ask your trainer for the code of another one.")


class CohortIsOver(Refusal):
    """Its last day has passed."""

    code = "cohort_over"
    message = _("This cohort is over. Ask your trainer for the code of the next one.")


class TrainingNotAgreed(Refusal):
    """She has taken back her agreement to be trained."""

    code = "training_not_agreed"
    message = _("You have not agreed that we keep a learning record. You can agree on the page about you, then join.")


class DidNotJoinHerself(Refusal):
    """Nobody comes into an account by enrolling whose it is."""

    code = "did_not_join_herself"
    message = _("You can give a PIN only to who joined a cohort of yours herself, or has no account of her own yet.")


class LearnerIsUnknown(Refusal):
    """Nobody has the member code, or nobody whom the trainer knows: which of the two is not said."""

    code = "learner_unknown"
    message = _("You know nobody with this member code. Let her join by typing the cohort code herself.")
    field = "member_code"


class BlocksEndLater(Refusal):
    """What is planned does not fit between the first day and the last."""

    code = "blocks_end_later"
    field = "ends_on"

    def __init__(self, day: date) -> None:
        sentence = _("The last block ends on %(day)s, after the last day of the cohort.")
        super().__init__(sentence % {"day": date_format(day)})


class SessionsRunLate(Refusal):
    """Nobody meets at night."""

    code = "sessions_run_late"
    message = _("Sessions would go on after 22:00. Begin earlier, or leave more days between the blocks.")
    field = "begins_at"


class CohortHasBegun(Refusal):
    """Days on which people met do not move."""

    code = "cohort_has_begun"
    message = _("Its first block has begun, so its first day stays. The days of later sessions are changed one by one.")
