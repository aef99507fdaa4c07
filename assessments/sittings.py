"""What somebody is asked the next time she takes the questions of a lesson, known before she begins.

The name of her next attempt follows from her last one, and the draw from that name: it is the same however often a page
is made of it. So the questions can lie on a phone, be begun there without a line, and become the same attempt as if she
had begun at the portal. Which questions the page showed is sealed, for the bank may have changed when they come.
"""

import json
from random import Random
from uuid import UUID, uuid5

from django.core import signing
from django.db.models import BigIntegerField, Q, QuerySet, UUIDField
from django.utils.crypto import salted_hmac

from assessments.drawing import draw as draw_by_rule
from assessments.drawing import read_parts
from assessments.errors import SealIsBroken
from assessments.kinds import GROUPS_OF_LEARNERS
from assessments.models import Allowance, Attempt, AttemptQuestion, Question, Quiz
from assessments.policy import Terms, changed
from core.local_text import language_now
from core.prepared import Given, Prepared
from people.models import Person

SALT = "assessments.sitting"
MARK_LETTERS = 12


def _latest() -> "QuerySet[Attempt]":
    theirs = Attempt.objects.filter(person=Given("person", UUIDField()), quiz__lesson=Given("lesson", UUIDField()))
    return theirs.select_related("quiz").order_by("-started_at")[:1]


QUIZ: Prepared[Quiz] = Prepared(lambda: Quiz.objects.filter(lesson=Given("lesson", UUIDField())))
LATEST: Prepared[Attempt] = Prepared(_latest)
BANK: Prepared[Question] = Prepared(lambda: Question.objects.asked_about(Given("lesson", UUIDField())))


def _allowances() -> "QuerySet[Allowance]":
    person = Given("person", UUIDField())
    hers = Q(person=person)
    for groups in GROUPS_OF_LEARNERS:
        hers |= Q(group__in=groups(person))
    return Allowance.objects.in_force().filter(hers, quiz=Given("quiz", BigIntegerField())).nearest_first()


ALLOWANCES: Prepared[Allowance] = Prepared(_allowances, shape=GROUPS_OF_LEARNERS.items)


def latest_attempt(person: Person, lesson_key: UUID) -> Attempt | None:
    """The newest attempt of ``person`` at the lesson's questions, with its quiz."""
    return LATEST.first(person=person.pk, lesson=lesson_key)


def quiz_of(lesson_key: UUID) -> Quiz | None:
    """The quiz of the lesson, where it has one."""
    return QUIZ.first(lesson=lesson_key)


def bank_of(lesson_key: UUID) -> list[Question]:
    """What new attempts at the lesson are drawn from."""
    return BANK.all(lesson=lesson_key)


def next_attempt(person: Person, quiz: Quiz, latest: Attempt | None) -> Attempt:
    """Her next attempt after ``latest``, in the language she reads now; not begun yet."""
    return Attempt(
        pk=_following(latest, person, quiz.lesson_id),
        quiz=quiz,
        person=person,
        pass_percent=quiz.pass_percent,
        language=language_now(),
    )


def terms_for(person: Person, quiz: Quiz) -> Terms:
    """On which terms ``person`` takes ``quiz``."""
    changes = [each.change for each in ALLOWANCES.all(quiz=quiz.pk, person=person.pk)]
    return changed(quiz.terms, changes)


def begun_by(person: Person, quiz: Quiz, terms: Terms) -> int:
    """How many tries she has begun; 0 where the terms do not ask for it."""
    return Attempt.objects.filter(person=person, quiz=quiz).count() if terms.tries else 0


def drawn(attempt: Attempt, bank: list[Question]) -> list[Question]:
    """Those of the bank that ``attempt`` asks."""
    draw, rule = attempt.quiz.draw, read_parts(attempt.quiz.draw_rule)
    if rule:
        found = draw_by_rule(rule, [question.traits for question in bank], attempt.pk.int)
        return [bank[place] for places in found for place in places]
    return Random(attempt.pk.int).sample(bank, draw) if draw and draw < len(bank) else bank  # noqa: S311  (no secret)


def asked(attempt: Attempt, questions: list[Question]) -> list[AttemptQuestion]:
    """``questions`` frozen as they are now, in the order in which ``attempt`` asks them; not kept yet."""
    return [
        AttemptQuestion(
            attempt=attempt,
            question=question,
            version=question.version,
            position=position,
            frozen=question.frozen(_seed(attempt, question)),
            option_order=_shuffled(attempt, question),
        )
        for position, question in enumerate(questions, start=1)
    ]


def seal(attempt: Attempt, questions: list[Question]) -> str:
    """Which questions were shown under the name of ``attempt``."""
    return signing.dumps([str(attempt.pk), [question.pk for question in questions]], salt=SALT)


def unsealed(sealed: str, attempt_id: UUID) -> list[int]:
    """The questions that were shown under the name of ``attempt_id``. Raises SealIsBroken."""
    try:
        name, keys = signing.loads(sealed, salt=SALT)
    except signing.BadSignature:
        raise SealIsBroken from None
    if name != str(attempt_id):
        raise SealIsBroken
    return list(keys)


def mark_of(question: AttemptQuestion) -> str:
    """What an answer says it was given to: another question, or the same written anew, bears another mark.

    It is made with the portal's secret, for the right answer is part of what is frozen.
    """
    return salted_hmac(SALT, json.dumps(question.frozen, sort_keys=True)).hexdigest()[:MARK_LETTERS]


def _following(latest: Attempt | None, person: Person, lesson_key: UUID) -> UUID:
    return uuid5(latest.pk if latest else person.pk, f"attempt {lesson_key}")


def _seed(attempt: Attempt, question: Question) -> int:
    """The same for the same question of the same attempt."""
    return int(attempt.pk.int ^ question.pk)


def _shuffled(attempt: Attempt, question: Question) -> list[str]:
    """The order to show the options in; of a match the right-hand side's. Never the right order of an order."""
    text = question.texts["en"]
    keys = sorted(text.get("targets") or text.get("options") or {})
    Random(_seed(attempt, question)).shuffle(keys)  # noqa: S311  (no secret)
    if keys == question.answer:
        keys.reverse()
    return keys
