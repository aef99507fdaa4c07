"""A question of the bank as learners see it, for its preview and for who reviews it."""

from typing import Any

from django import template

from assessments.enums import QuestionKind
from assessments.illustrated import PROMPT
from assessments.models import Question
from assessments.queries import ShownQuestion, previewed
from assessments.templatetags.hotspots import all_places
from assessments.templatetags.questions import filled_in

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


@register.inclusion_tag("assessments/admin/_written.html")
def written(question: ShownQuestion) -> dict[str, Any]:
    """All of it at a glance, its pictures, places and sounds too, and what is right."""
    return {
        "shown": question,
        "picture": question.seen.get(PROMPT),
        "sound": question.heard.get(PROMPT),
        "places": all_places(question),
        "passage": filled_in(question) if question.passage else "",
        "options": [(it.text, question.seen.get(it.key), question.heard.get(it.key)) for it in question.options],
    }
