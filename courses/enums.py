from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The kinds under which phones hand in what is done with a lesson.
LESSON_FORM = "lesson-form"
LESSON_PLACE = "lesson-place"
LESSON_END = "lesson-end"


class ActivityKind(TextChoices):
    GAME = "game", _("Game")
    VISIT = "visit", _("Market or field visit")
    PRACTICE = "practice", _("Practice")


class FieldKind(TextChoices):
    """What is typed into a field of a lesson's form."""

    TEXT = "text", _("One line")
    LONG = "long", _("Several lines")
    NUMBER = "number", _("Number")
    MONEY = "money", _("Rupees")
    DATE = "date", _("Date")


class LockReason(TextChoices):
    LESSON_BEFORE = "lesson_before", _("Finish the lesson before it")
    TEST_BEFORE = "test_before", _("Pass the questions of the lesson before it")
    BLOCK_NOT_BEGUN = "block_not_begun", _("Its block has not begun")
    RULE = "rule", _("It has a rule of its own")
