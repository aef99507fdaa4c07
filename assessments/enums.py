from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

# The kinds under which phones hand in: that questions were begun, each answer, and that all is handed in.
ATTEMPT_BEGIN, ANSWER, ATTEMPT_END = "attempt-begin", "answer", "attempt-end"

# The kind of notice to whose answers were marked while she was elsewhere.
RESULT = "result"

# The kind of notice to whose result changed since a question was marked anew.
MARKED_ANEW = "marked-anew"

# The kind of notice to who wrote a question that was reviewed.
REVIEWED = "question-reviewed"


class QuestionKind(TextChoices):
    CHOICE = "choice", _("One is right")
    PICTURE = "picture", _("One picture is right")
    HOTSPOT = "hotspot", _("A place in a picture")
    TRUTH = "truth", _("True or false")
    MISTAKE = "mistake", _("Find the mistake")
    MULTIPLE = "multiple", _("Several are right")
    NUMERIC = "numeric", _("A number")
    CALCULATED = "calculated", _("A number drawn anew each time")
    SHORT = "short", _("A word or two")
    BLANKS = "blanks", _("Fill in the blanks")
    ORDER = "order", _("Put in order")
    MATCH = "match", _("Match pairs")


# One of the options is right, and is chosen.
ONE_IS_CHOSEN = frozenset({QuestionKind.CHOICE, QuestionKind.PICTURE, QuestionKind.TRUTH, QuestionKind.MISTAKE})
# What is answered by typing.
IS_TYPED = frozenset({QuestionKind.NUMERIC, QuestionKind.SHORT, QuestionKind.BLANKS})


class Difficulty(IntegerChoices):
    EASY = 1, _("Easy")
    MIDDLE = 2, _("Middle")
    HARD = 3, _("Hard")


class QuestionState(TextChoices):
    """How far a question of the bank is; only one that is in use is asked in attempts that begin."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    IN_USE = "in_use", _("In use")
    RETIRED = "retired", _("Retired")


class Reveal(TextChoices):
    """When the right answers are shown of an attempt that was handed in."""

    ALWAYS = "always", _("After handing in")
    PASSED = "passed", _("After passing; before that, what is wrong and what mistake it is")


class Counting(TextChoices):
    """Which of several tries at a test counts."""

    BEST = "best", _("The best")
    LAST = "last", _("The last")
    FIRST = "first", _("The first")
    AVERAGE = "average", _("The average of all")


class AttemptStatus(TextChoices):
    OPEN = "open", _("Open")
    SUBMITTED = "submitted", _("Handed in")
