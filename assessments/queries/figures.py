"""How the questions themselves went: in the bank, and among the people of a cohort."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Answer, Attempt, AttemptQuestion, Question
from core.local_text import choose
from core.numbers import percent_of
from courses.models import Lesson
from courses.queries import course_title_of
from people.models import RoleGrant

TESTS_LOOKED_AT = 150

# What one or two people answered says nothing about a question.
LEAST_ANSWERS = 3


@dataclass(frozen=True)
class HardQuestion:
    """A question, its prompt in ``language``, and how many of the people who answered it did not get it right."""

    prompt: str
    language: str
    lesson_key: UUID
    answered: int
    wrong: int

    @property
    def percent_wrong(self) -> int:
        """Whole percent."""
        return percent_of(self.wrong, self.answered)


@dataclass(frozen=True)
class RightByDifficulty:
    """Of the questions of one difficulty (1 easy to 3 hard) that were handed in: the whole percent that was right."""

    difficulty: int
    percent_right: int
    people: int


def of_learners() -> QuerySet[AttemptQuestion]:
    """What was handed in, but for what somebody tried out who had a role by then: it says nothing about a question."""
    roles = RoleGrant.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=OuterRef("attempt__submitted_at")),
        person=OuterRef("attempt__person"),
        granted_at__lte=OuterRef("attempt__submitted_at"),
    )
    return AttemptQuestion.objects.handed_in().filter(~Exists(roles))


def questions_of_bank() -> QuerySet[Question]:
    """The bank with the course's title, and how often a question was handed in and was right; one query."""
    asked = of_learners().filter(question=OuterRef("pk"))
    count = asked.order_by().values("question").annotate(number=Count("pk")).values("number")
    right = asked.filter(marks=1).order_by().values("question").annotate(number=Count("pk")).values("number")
    return Question.objects.select_related("lesson", "objective").annotate(
        course_title=course_title_of(OuterRef("lesson__course_key")),
        times_asked=Coalesce(Subquery(count), 0),
        times_right=Coalesce(Subquery(right), 0),
    )


def prompts_in_bank(keys: Iterable[int]) -> dict[int, str]:
    """{key: what it asks, in English} of those that are there; one query."""
    return {question.pk: str(question) for question in Question.objects.filter(pk__in=list(keys))}


def questions_worded(lesson: Lesson, prompt: str) -> QuerySet[Question]:
    """Those of ``lesson`` that ask the same in English, for who fills the bank."""
    same = Question.objects.filter(lesson=lesson, texts__en__prompt__iexact=prompt)
    return same.select_related("lesson", "objective")


def hardest_questions(
    people: Iterable[UUID], lesson_keys: Iterable[UUID], language: str, *, most: int = 5
) -> list[HardQuestion]:
    """The questions with the largest share of wrong answers among ``people`` in the newest tests, the worst first; of
    those that enough people answered to say so.

    Of each who answered the last try counts, once; what she left blank there counts nowhere.

    A trainer wants to know what to go over again, and this does not grow with all that was ever handed in.
    """
    theirs = Attempt.objects.handed_in().filter(person__in=people, quiz__lesson__in=list(lesson_keys))
    later = Attempt.objects.handed_in().filter(
        person=OuterRef("person"), quiz=OuterRef("quiz"), submitted_at__gt=OuterRef("submitted_at")
    )
    newest = theirs.filter(~Exists(later)).order_by("-submitted_at")
    was_answered = Exists(Answer.objects.filter(question=OuterRef("pk")))
    rows = (
        AttemptQuestion.objects.filter(attempt__in=newest.values("pk")[:TESTS_LOOKED_AT], question__isnull=False)
        .filter(was_answered)
        .order_by()
        .values("question")
        .annotate(
            answered=Count("attempt__person", distinct=True),
            wrong=Count("attempt__person", distinct=True, filter=Q(marks__lt=1)),
        )
        .filter(wrong__gt=0, answered__gte=LEAST_ANSWERS)
    )
    worst = sorted(rows, key=lambda row: (-row["wrong"] / row["answered"], -row["wrong"]))[:most]
    questions = Question.objects.in_bulk([row["question"] for row in worst])
    texts = {key: choose(question.frozen()["texts"], language) for key, question in questions.items()}
    return [
        HardQuestion(
            prompt=texts[row["question"]].value["prompt"],
            language=texts[row["question"]].language,
            lesson_key=questions[row["question"]].lesson_id,
            answered=row["answered"],
            wrong=row["wrong"],
        )
        for row in worst
    ]


def right_by_difficulty(people: Iterable[UUID], lesson_keys: Iterable[UUID]) -> list[RightByDifficulty]:
    """How the questions of the lessons went with ``people``, the easy ones first; one query."""
    rows = (
        AttemptQuestion.objects.handed_in()
        .filter(
            attempt__person__in=list(people),
            attempt__quiz__lesson__in=list(lesson_keys),
            question__isnull=False,
        )
        .order_by("question__difficulty")
        .values("question__difficulty")
        .annotate(
            answered=Count("pk"), right=Count("pk", filter=Q(marks=1)), people=Count("attempt__person", distinct=True)
        )
    )
    return [
        RightByDifficulty(row["question__difficulty"], percent_of(row["right"], row["answered"]), row["people"])
        for row in rows
    ]
