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


class CourseState(TextChoices):
    """How far a course is in its life, for all its languages. One that nobody ever moved is live."""

    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Live")
    CLOSED = "closed", _("Closed to new learners")
    READ_ONLY = "read-only", _("To read only")
    ARCHIVED = "archived", _("Archived")


# What a state means: who finds the course in lists, whether people join it, whether what learners do is taken.
LISTED = (CourseState.LIVE, CourseState.CLOSED, CourseState.READ_ONLY)
JOINED = (CourseState.LIVE,)
TAKES_WORK = (CourseState.LIVE, CourseState.CLOSED)
