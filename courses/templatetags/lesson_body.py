"""A lesson's page in pieces: what is published is drawn once for an edition and language, and hers is put in."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from content.addresses import address_above
from content.editions import kept
from core.local_text import language_now
from core.moulds import Mould, places
from core.templatetags.portal_format import drawn_once
from courses.contents import contents_of
from courses.merging import Standing
from courses.models import LessonPage
from courses.queries import Reading, words_in

register = template.Library()
OF_A_READER = "form"
OF_HER = ("her_step",)
NOTHING = Standing("")


@dataclass(frozen=True)
class _Drawn:
    """As every reader sees it; in ``pieces`` None stands for a block that is the reader's.

    ``tops`` is what stands above the steps, for who begins and for who goes on.
    """

    tops: tuple[Mould, Mould]
    pieces: list[SafeString | None]


@register.simple_tag(takes_context=True)
def lesson_top(context: Context) -> SafeString:
    """What the lesson is about, how far its reader is, and the steps of ``page`` as links."""
    reading: Reading | None = context.get("reading")
    step = reading.step if reading else 1
    goes_on = reading is not None and step > 1 and not reading.finished
    return _drawn(context).tops[goes_on].filled({"her_step": step})


@register.simple_tag(takes_context=True)
def lesson_body(context: Context) -> SafeString:
    """The blocks of ``page``, its steps."""
    page: LessonPage = context["page"]
    pieces = _drawn(context).pieces
    drawn = [_own(context, page, place) if piece is None else piece for place, piece in enumerate(pieces)]
    return mark_safe("".join(drawn))  # noqa: S308  (each piece is a template's own output)


@register.simple_tag(takes_context=True)
def lesson_end(context: Context) -> SafeString:
    """What to do after reading."""
    page, reading, person = context["page"], context["reading"], context["person"]
    waits = reading.has_questions and reading.after_state and reading.after_state.reason == "lesson_before"
    return drawn_once(
        "courses/_lesson_end.html",
        key=page.translation_key,
        paper=page.pk,
        title=page.title,
        kept=person is not None and reading.outline.takes_work,
        is_read=reading.finished,
        is_done=reading.state.done,
        before=reading.entry,
        after=reading.after,
        state=reading.after_state,
        waits_for_both=bool(waits),
        can_do=reading.after_can_do,
        actions=tuple(context["actions"]),
        her_key=person.pk if person else "",
        her_token=context.get("csrf_token", ""),
    )


def _drawn(context: Context) -> _Drawn:
    """A preview, which stands in no ``reading`` nor ``outline``, is drawn anew each time."""
    page: LessonPage = context["page"]
    reading = context.get("reading")
    if not reading and not context.get("outline"):
        return _draw_all(page, None)
    return kept("body", page.pk, language_now(), bool(reading), make=lambda: _draw_all(page, reading))


def _draw_all(page: LessonPage, reading: Reading | None) -> _Drawn:
    said = {
        "page": page,
        "reading": reading,
        "language": page.content_language,
        "total": len(page.body),
        "found": words_in(page, language_now()),
        "words_address": f"{address_above(page.address_above)}words/",
        "contents": render_to_string("courses/_contents.html", {"lines": list(contents_of(page))}),
    }
    begins, goes_on = (
        Mould(render_to_string("courses/_lesson_top.html", {**said, "goes_on": goes_on, **places(OF_HER)}), OF_HER)
        for goes_on in (False, True)
    )
    pieces = [
        None if block.block_type == OF_A_READER else _draw(page, place, {}) for place, block in enumerate(page.body)
    ]
    return _Drawn((begins, goes_on), pieces)


def _own(context: Context, page: LessonPage, place: int) -> SafeString:
    """A form, around what its reader wrote; drawn for her alone where something is wrong or stands against hers, or
    where nothing is taken any more."""
    form = page.body[place].value
    forms: dict[str, dict[str, Standing]] = context.get("forms") or {}
    standing = forms.get(form["key"], {})
    person, reading = context.get("person"), context.get("reading")
    is_shut = bool(reading and not reading.outline.takes_work)
    if person is None or is_shut or context.get("refused") or any(each.others for each in standing.values()):
        return _draw(page, place, context.flatten())
    fields = [field["key"] for field in form["fields"]]
    name = ("form", page.pk, place, language_now(), bool(standing))
    mould = kept(*name, make=lambda: _form_around(page, place, fields, is_written=bool(standing)))
    hers: dict[str, object] = {"her_key": person.pk, "csrf_token": context.get("csrf_token", "")}
    for number, field in enumerate(fields):
        of_field = standing.get(field, NOTHING)
        hers[f"text{number}"], hers[f"writings{number}"] = of_field.text, ",".join(map(str, of_field.writings))
    return mould.filled(hers)


def _form_around(page: LessonPage, place: int, fields: list[str], *, is_written: bool) -> Mould:
    of_her = places(("her_key", "csrf_token"))
    stands = {}
    for number, field in enumerate(fields):
        of_field = places((f"text{number}", f"writings{number}"))
        text, writings = of_field.values()
        stands[field] = SimpleNamespace(text=text, writings=[writings])
        of_her |= of_field
    said = {
        "page": page,
        "person": SimpleNamespace(pk=of_her["her_key"]),
        "csrf_token": of_her["csrf_token"],
        "forms": {page.body[place].value["key"]: stands} if is_written else {},
    }
    return Mould(_draw(page, place, said), of_her)


def _draw(page: LessonPage, place: int, context: dict[Any, Any]) -> SafeString:
    said = {"step": place + 1, "language": page.content_language}
    drawn: SafeString = page.body[place].render_as_block({**context, **said})
    return drawn
