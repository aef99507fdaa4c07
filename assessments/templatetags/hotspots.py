"""A picture in which a place is touched, and what is drawn over it."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.enums import QuestionKind
from assessments.illustrated import PROMPT
from assessments.queries import ShownQuestion
from assessments.regions import Point, Region, read_point
from core.templatetags.portal_format import drawn_once

Drawn = tuple[int, Region, bool]


def hotspot(question: ShownQuestion) -> SafeString:
    """The picture to touch a place in, and the list of its places, numbered alike."""
    numbered = list(enumerate(question.options, start=1))
    given = question.given if _point_of(question) else ""
    spots = [
        drawn_once(
            "assessments/_spot.html",
            name=question.field,
            number=number,
            point=question.regions[option.key].middle_written,
            text=option.text,
            language=question.language,
            is_chosen=question.regions[option.key].middle_written == given,
        )
        for number, option in numbered
    ]
    middles = {region.middle_written for region in question.regions.values()}
    return drawn_once(
        "assessments/_hotspot.html",
        name=question.field,
        picture=question.seen.get(PROMPT),
        is_elsewhere=bool(given) and given not in middles,
        her_marks=_marks(
            tuple((number, question.regions[option.key], False) for number, option in numbered), _point_of(question)
        ),
        her_spots=SafeString("".join(spots)),
        her_point=given,
    )


def all_places(question: ShownQuestion) -> SafeString:
    """Over the picture, for who reviews it: the places, numbered as its options, and which of them are right."""
    if question.kind != QuestionKind.HOTSPOT:
        return SafeString()
    numbered = enumerate(question.options, start=1)
    return _marks(
        tuple((number, question.regions[it.key], it.key in question.right_regions) for number, it in numbered), None
    )


def right_places(question: ShownQuestion) -> SafeString:
    """Over the picture, after handing in: where it was touched, and the places that are right, where they are told."""
    if question.kind != QuestionKind.HOTSPOT:
        return SafeString()
    right = tuple((0, question.regions[key], True) for key in sorted(question.right_regions))
    return _marks(right, _point_of(question))


def _marks(regions: tuple[Drawn, ...], point: Point | None) -> SafeString:
    where = format_html('cx="{}%" cy="{}%"', *map(str, point)) if point else SafeString("hidden")
    here = format_html('<circle class="hotspot__here" data-here r="12" {}></circle>', where)
    return drawn_once("assessments/_marks.html", regions=regions, her_here=here)


def _point_of(question: ShownQuestion) -> Point | None:
    """Where it was touched; nothing where what was sent is no point."""
    try:
        return read_point(question.given) if isinstance(question.given, str) else None
    except ValueError:
        return None
