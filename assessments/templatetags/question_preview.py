"""A question of the bank as learners see it, for its preview."""

from django import template

from assessments.enums import QuestionKind
from assessments.models import Question
from assessments.queries import ShownQuestion, previewed

SAMPLES = 4

register = template.Library()


@register.simple_tag
def as_asked(question: Question, language: str) -> ShownQuestion:
    """To be answered."""
    return previewed(question, language)


@register.simple_tag
def as_reviewed(question: Question, language: str) -> ShownQuestion:
    """After handing in."""
    return previewed(question, language, reveal=True)


@register.simple_tag
def as_drawn(question: Question, language: str) -> list[ShownQuestion]:
    """What others are asked, where its numbers are drawn anew for each."""
    if question.kind != QuestionKind.CALCULATED:
        return []
    return [previewed(question, language, reveal=True, seed=seed) for seed in range(1, SAMPLES + 1)]
