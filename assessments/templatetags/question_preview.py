"""A question of the bank as learners see it, for its preview."""

from django import template

from assessments.models import Question
from assessments.queries import ShownQuestion, previewed

register = template.Library()


@register.simple_tag
def as_asked(question: Question, language: str) -> ShownQuestion:
    """To be answered."""
    return previewed(question, language)


@register.simple_tag
def as_reviewed(question: Question, language: str) -> ShownQuestion:
    """After handing in."""
    return previewed(question, language, reveal=True)
