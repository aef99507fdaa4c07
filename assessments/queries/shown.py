"""Questions as a reader sees them: those of an attempt, and one of the bank alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db.models import UUIDField

from assessments import grading
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.illustrated import pictures_in
from assessments.models import Answer, Attempt, AttemptQuestion, Question
from assessments.permissions import attempts_visible_to
from assessments.queries.answers_worded import given_in, in_words, right_parts
from assessments.queries.illustrations import Picture, Sound, library_of
from assessments.regions import Region, read_region
from assessments.sittings import mark_of
from core.local_text import choose
from core.prepared import Given, Prepared
from people.models import Person

# Their options are shown in the order in which the author wrote them.
AS_WRITTEN = ONE_IS_CHOSEN - {QuestionKind.CHOICE, QuestionKind.PICTURE}


@dataclass(frozen=True)
class Choice:
    """One option as shown."""

    key: str
    text: str


class OptionLine(NamedTuple):
    """One option of a choice, and whether it was chosen."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class ShownQuestion:
    """A question of an attempt in one language, with what was answered so far.

    ``targets`` are the right-hand side of a match; ``parts`` the place of each step of an order, the partner of each
    option of a match, the words in each blank of ``passage``. ``answer_id`` and ``answered_at`` name the answer that
    counts, for the page to tell whether it keeps a newer one. What was right is empty until handed in, and so are
    ``replies``, what is said to the wrong answers chosen; from then on the ``mark`` is, which an answer bears.
    ``pictures`` and ``sounds`` are numbers in the library as :mod:`assessments.illustrated` names them, ``seen`` and
    ``heard`` what is found there. ``regions`` are the places of a picture by the keys of their options.
    """

    position: int
    kind: str
    language: str
    prompt: str
    unit: str
    passage: str
    options: list[Choice]
    targets: list[Choice]
    given: Any
    given_text: list[str]
    parts: dict[str, str]
    answer_id: UUID | None
    answered_at: datetime | None
    is_whole: bool
    is_right: bool
    is_partly_right: bool
    right_answer: list[str]
    right_parts: dict[str, str]
    replies: list[str]
    explanation: str
    mark: str
    is_marked_anew: bool
    pictures: Mapping[str, int]
    sounds: Mapping[str, int]
    regions: Mapping[str, Region]
    right_regions: frozenset[str]
    seen: Mapping[str, Picture] = field(default_factory=dict)
    heard: Mapping[str, Sound] = field(default_factory=dict)

    @property
    def field(self) -> str:
        """The name of its field (assessments.answer_fields)."""
        return f"q{self.position}"

    @property
    def lines(self) -> list[OptionLine]:
        """The options of a choice."""
        chosen = self.given if isinstance(self.given, list) else [self.given]
        return [OptionLine(option.key, option.text, option.key in chosen) for option in self.options]

    @property
    def places(self) -> tuple[str, ...]:
        """The places of an order, from 1 on."""
        return tuple(str(place) for place in range(1, len(self.options) + 1))

    def as_typed(self, text: str, parts: dict[str, str]) -> Self:
        """With what was typed in place of the answer kept, to be mended."""
        return replace(self, given=text or self.given, parts=parts or self.parts)


ASKED: Prepared[AttemptQuestion] = Prepared(
    lambda: AttemptQuestion.objects.filter(attempt=Given("attempt", UUIDField())).order_by("position")
)


ANSWERED: Prepared[Answer] = Prepared(
    lambda: (
        Answer.objects.filter(attempt=Given("attempt", UUIDField()))
        .select_related("question")
        .only("given", "received_at", "question__position")
        .order_by("number")
    )
)


OWN: Prepared[Attempt] = Prepared(
    lambda: (
        attempts_visible_to(Given("person", UUIDField()))
        .select_related("quiz")
        .filter(pk=Given("attempt", UUIDField()))
    )
)


def attempt_seen_by(person: Person, attempt_id: UUID) -> Attempt:
    """The attempt with its quiz. Raises Attempt.DoesNotExist where it is not hers to see."""
    attempt = OWN.first(person=person.pk, attempt=attempt_id)
    if attempt is None:
        raise Attempt.DoesNotExist
    return attempt


def questions_of(attempt: Attempt) -> list[AttemptQuestion]:
    """What it asks, in order."""
    return ASKED.all(attempt=attempt.pk)


def answers_of(attempt: Attempt) -> list[Answer]:
    """All that was given in it, with the place of its question, the newest last."""
    return ANSWERED.all(attempt=attempt.pk)


def shown_questions(attempt: Attempt, language: str) -> list[ShownQuestion]:
    """The questions of ``attempt`` as a reader of ``language`` sees them, in two queries, and what is illustrated."""
    answers = _answers_that_count(attempt)
    return illustrated(
        shown_question(
            question,
            answers.get(question.position),
            language,
            reveal=not attempt.is_open,
            right=attempt.shows_right_answers,
        )
        for question in questions_of(attempt)
    )


def illustrated(questions: Iterable[ShownQuestion]) -> list[ShownQuestion]:
    """``questions`` with their pictures and sounds: three queries at most where any has some, none where not."""
    asked = list(questions)
    library = library_of(
        {number for question in asked for number in question.pictures.values()},
        {number for question in asked for number in question.sounds.values()},
    )
    return [
        replace(question, seen=library.seen(question.pictures), heard=library.heard(question.sounds))
        if question.pictures or question.sounds
        else question
        for question in asked
    ]


def previewed(question: Question, language: str, *, reveal: bool = False, seed: int = 0) -> ShownQuestion:
    """A question of the bank as a learner would see it alone; with ``reveal`` as after handing in.

    Another ``seed`` draws other numbers, where it is calculated.
    """
    return illustrated([_alone(question, language, reveal=reveal, seed=seed)])[0]


def reviewed(written: Iterable[tuple[Question, str]]) -> list[ShownQuestion]:
    """Questions of the bank, each in a language, as after handing in: three queries at most, however many there are."""
    return illustrated(_alone(question, language, reveal=True) for question, language in written)


def _alone(question: Question, language: str, *, reveal: bool, seed: int = 0) -> ShownQuestion:
    text = question.texts["en"]
    order = sorted(text.get("targets") or text.get("options") or {})
    if order == question.answer:
        order.reverse()
    alone = AttemptQuestion(question=question, position=1, frozen=question.frozen(seed), option_order=order)
    return shown_question(alone, None, language, reveal=reveal)


def answers_that_count(attempt: Attempt) -> dict[int, Any]:
    """{position: the newest answer} of the attempt."""
    return {position: answer.given for position, answer in _answers_that_count(attempt).items()}


def open_positions(attempt: Attempt) -> list[int]:
    """The questions of the attempt without an answer, or with half of one."""
    given = answers_that_count(attempt)
    return [each.position for each in questions_of(attempt) if not grading.is_whole(each.key, given.get(each.position))]


def _answers_that_count(attempt: Attempt) -> dict[int, Answer]:
    return {answer.question.position: answer for answer in answers_of(attempt)}


def shown_question(
    question: AttemptQuestion, answer: Answer | None, language: str, *, reveal: bool, right: bool | None = None
) -> ShownQuestion:
    """``question`` as a reader of ``language`` sees it with ``answer``; with ``reveal`` how it was marked.

    What is right, and why, is there with it, unless ``right`` says otherwise.
    """
    tell = reveal if right is None else right
    frozen, given = question.frozen, answer.given if answer else None
    chosen = choose(question.texts, language)
    text = chosen.value
    options, targets = text.get("options", {}), text.get("targets", {})
    order = question.option_order
    shown = order if options and not targets and frozen["kind"] not in AS_WRITTEN else sorted(options)
    if frozen["kind"] == QuestionKind.ORDER and isinstance(given, list):
        shown = given
    marks = grading.mark(question.key, given) if reveal else grading.NONE
    return ShownQuestion(
        position=question.position,
        kind=frozen["kind"],
        language=chosen.language,
        prompt=text["prompt"],
        unit=text.get("unit", ""),
        passage=text.get("passage", ""),
        options=[Choice(key, options[key]) for key in shown],
        targets=[Choice(key, targets[key]) for key in order] if targets else [],
        given=given,
        given_text=given_in(question, given, chosen),
        parts=_parts(frozen["kind"], given),
        answer_id=answer.pk if answer else None,
        answered_at=answer.received_at if answer else None,
        is_whole=grading.is_whole(question.key, given),
        is_right=marks == grading.FULL,
        is_partly_right=grading.NONE < marks < grading.FULL,
        right_answer=in_words(frozen["kind"], question.right_answer, chosen) if tell else [],
        right_parts=right_parts(frozen["kind"], question.right_answer, chosen.language) if tell else {},
        replies=_replies(given, text) if reveal else [],
        explanation=text["explanation"] if tell or marks == grading.FULL else "",
        mark="" if reveal else mark_of(question),
        is_marked_anew=question.anew is not None,
        pictures=pictures_in(question.texts, chosen.language),
        sounds=text.get("sounds", {}),
        regions=_regions(question),
        right_regions=frozenset(question.right_answer["right"]) if tell and _regions(question) else frozenset(),
    )


def _regions(question: AttemptQuestion) -> dict[str, Region]:
    if question.frozen["kind"] != QuestionKind.HOTSPOT:
        return {}
    return {key: read_region(region) for key, region in question.right_answer["regions"].items()}


def _parts(kind: str, given: Any) -> dict[str, str]:
    if kind == QuestionKind.ORDER and given:
        return {key: str(place) for place, key in enumerate(given, start=1)}
    return dict(given) if kind in (QuestionKind.MATCH, QuestionKind.BLANKS) and given else {}


def _replies(given: Any, text: dict[str, Any]) -> list[str]:
    chosen = given if isinstance(given, list) else [given] if isinstance(given, str) else []
    return [text["replies"][key] for key in chosen if key in text.get("replies", {})]
