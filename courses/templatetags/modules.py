"""The modules of a course and their lessons, each drawn once for how it stands: most stand so for many readers."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import template
from django.utils.safestring import SafeString

from core.templatetags.portal_format import drawn_once
from courses.queries import ModuleLines
from courses.unlocking import LessonState

register = template.Library()


@register.simple_tag
def module(
    lines: ModuleLines,
    *,
    learns: bool = False,
    to_try: bool = False,
    meets: Mapping[UUID, Sequence[Any]] | None = None,
    venue: str = "",
    level: int = 3,
) -> SafeString:
    """A module with its lessons, which folds; ``learns`` where the reader takes part.

    ``to_try`` where the first lesson is offered to a stranger; ``meets`` is {lesson: what the cohort meets for}, with
    ``venue`` where that is said once for all.
    """
    drawn = "".join(
        drawn_once(
            "courses/_lesson_line.html",
            line=line,
            learns=learns,
            to_try=to_try,
            meets=tuple(meets.get(line.entry.key, ())) if meets else (),
            venue=venue,
        )
        for line in lines.lessons
    )
    return drawn_once(
        "courses/_module.html",
        slug=lines.module.slug,
        title=lines.module.title,
        summary=lines.module.summary,
        language=lines.module.language,
        level=level,
        is_unfolded=lines.is_unfolded,
        done=lines.done,
        total=len(lines.lessons),
        learns=learns,
        her_lessons=SafeString(drawn),
    )


@register.simple_tag
def cloth(states: Sequence[LessonState], here: UUID | None = None) -> SafeString:
    """The cloth of all lessons; ``here`` is the one just printed."""
    place = next((place for place, state in enumerate(states) if state.key == here), None)
    return drawn_once("courses/_cloth.html", lessons=tuple(state.done for state in states), here=place)
