"""Questions on a page, put together of pieces drawn once: most of one is the same for all who are asked it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from urllib.parse import quote

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.enums import IS_TYPED, ONE_IS_CHOSEN, QuestionKind
from assessments.illustrated import PROMPT
from assessments.models import Attempt
from assessments.queries import Picture, ShownQuestion, Sound
from assessments.templatetags.hotspots import hotspot, right_places
from assessments.templatetags.passages import draw_passage
from core.templatetags.portal_format import drawn_once

register = template.Library()

TYPES = {**dict.fromkeys(ONE_IS_CHOSEN, "radio"), QuestionKind.MULTIPLE: "checkbox"}


@register.simple_tag(takes_context=True)
def questions_to_answer(
    context: Context,
    attempt: Attempt,
    questions: Sequence[ShownQuestion],
    errors: Mapping[int, str],
    title: str,
    sealed: str = "",
    minutes: int = 0,
) -> SafeString:
    """The questions of ``attempt`` to answer and hand in; where it is not begun yet, ``sealed`` says what it asks and
    ``minutes`` how long there is for it.
    """
    number = len(questions)
    return drawn_once(
        "assessments/_answers.html",
        all=number,
        answered=sum(question.is_whole for question in questions),
        is_begun=not sealed,
        her_address=reverse("assessments:submit", args=[attempt.pk]),
        her_attempt=attempt.pk,
        her_result=reverse("assessments:attempt", args=[attempt.pk]),
        her_key=attempt.person_id,
        her_lesson=attempt.quiz.lesson_id,
        her_title=title,
        her_seal=sealed,
        her_token=context.get("csrf_token", ""),
        her_page=quote(context["request"].path),
        her_dots=_together(_dot(question, errors) for question in questions),
        her_questions=_together(
            question_to_answer(question, number, errors.get(question.position, "")) for question in questions
        ),
        her_clock=_clock(attempt, 0 if attempt.ends_at else minutes),
        her_open=_together(_way_to(question) for question in questions),
    )


@register.simple_tag
def question_to_answer(question: ShownQuestion, total: int, error: str = "") -> SafeString:
    """One of ``total`` questions, with ``error``, what is wrong with what was typed."""
    moment = timezone.localtime(question.answered_at).isoformat() if question.answered_at else ""
    return drawn_once(
        "assessments/_question.html",
        number=question.position,
        all=total,
        kind=question.kind,
        language=question.language,
        her_prompt=question.prompt,
        unit=question.unit,
        picture=question.seen.get(PROMPT),
        sound=question.heard.get(PROMPT),
        is_answered=question.answer_id is not None,
        error=error,
        her_mark=question.mark,
        her_answer=question.answer_id,
        her_moment=moment,
        her_given="" if question.given is None else question.given,
        her_fields=_together(_fields(question)),
    )


@register.simple_tag
def reviewed_question(question: ShownQuestion) -> SafeString:
    """A question after handing in: her answer, the right one, and why."""
    return drawn_once(
        "assessments/_reviewed_question.html",
        kind=question.kind,
        language=question.language,
        number=question.position,
        picture=question.seen.get(PROMPT),
        her_marks=right_places(question),
        replies=tuple(question.replies),
        says_right=bool(question.right_answer),
        says_why=bool(question.explanation),
        is_right=question.is_right,
        is_partly_right=question.is_partly_right,
        is_answered=bool(question.given_text),
        her_prompt=question.prompt,
        her_explanation=question.explanation,
        her_answer=_in_lines(question, question.given_text),
        her_right=filled_in(question) if question.passage else _in_lines(question, question.right_answer),
    )


def _clock(attempt: Attempt, minutes: int) -> SafeString:
    """Nothing where there is no end; of what is begun, when it ends, with the day where that is another."""
    if attempt.ends_at is None:
        return drawn_once("assessments/_clock.html", is_begun=False, minutes=minutes) if minutes else SafeString("")
    now, end = timezone.localtime(), timezone.localtime(attempt.ends_at)
    return drawn_once(
        "assessments/_clock.html",
        is_begun=True,
        minutes=0,
        her_left=max(0, int((end - now).total_seconds())),
        her_end=date_format(end, "TIME_FORMAT" if end.date() == now.date() else "SHORT_DATETIME_FORMAT"),
    )


def _in_lines(question: ShownQuestion, words: Sequence[str]) -> SafeString:
    """An answer in words; what is typed, and may be anything, is put in each time."""
    is_typed = question.kind in IS_TYPED
    pictures = {option.text: question.seen.get(option.key) for option in question.options}
    return drawn_once(
        "assessments/_answer_lines.html",
        kind=question.kind,
        language=question.language,
        lines=() if is_typed else tuple((line, pictures.get(line)) for line in words),
        is_typed=is_typed,
        her_line=", ".join(words) if is_typed else "",
    )


def _fields(question: ShownQuestion) -> list[SafeString]:
    """What can be chosen, each drawn once for how it stands, whoever chose it."""
    name, language = question.field, question.language
    if question.kind in TYPES:
        type_of_all = TYPES[QuestionKind(question.kind)]
        return [
            drawn_once(
                "assessments/_choice.html",
                type=type_of_all,
                name=name,
                key=option.key,
                text=option.text,
                language=language,
                is_chosen=option.is_chosen,
                is_seen=question.kind == QuestionKind.PICTURE and option.key in question.seen,
                **_illustrations(question, option.key),
            )
            for option in question.lines
        ]
    if question.kind == QuestionKind.ORDER:
        return [
            drawn_once(
                "assessments/_step.html",
                name=name,
                key=step.key,
                text=step.text,
                language=language,
                places=question.places,
                **_illustrations(question, step.key),
                chosen=_place_of(question, step.key),
            )
            for step in question.options
        ]
    if question.kind == QuestionKind.HOTSPOT:
        return [hotspot(question)]
    if question.passage:
        return [draw_passage(question.passage, language, partial(_blank, question))]
    return [
        drawn_once(
            "assessments/_pair.html",
            text=option.text,
            language=language,
            **_illustrations(question, option.key),
            her_partners=_together(_partners(question, option.key)),
        )
        for option in (question.options if question.kind == QuestionKind.MATCH else ())
    ]


def _illustrations(question: ShownQuestion, key: str) -> dict[str, Picture | Sound | None]:
    return {"picture": question.seen.get(key), "sound": question.heard.get(key)}


def _blank(question: ShownQuestion, key: str, number: int) -> SafeString:
    words = question.parts.get(key, "")
    return drawn_once("assessments/_blank.html", name=question.field, key=key, number=number, her_words=words)


def filled_in(question: ShownQuestion) -> str:
    """The passage with what is right in its blanks, where it has one."""
    if not question.right_parts:
        return ""
    return draw_passage(question.passage, question.language, partial(_right_blank, question))


def _right_blank(question: ShownQuestion, key: str, number: int) -> SafeString:
    return format_html("<b>{}</b>", question.right_parts.get(key, ""))


def _partners(question: ShownQuestion, of: str) -> list[SafeString]:
    chosen = question.parts.get(of)
    return [
        drawn_once(
            "assessments/_partner.html",
            name=question.field,
            of=of,
            key=target.key,
            text=target.text,
            language=question.language,
            is_chosen=target.key == chosen,
        )
        for target in question.targets
    ]


def _place_of(question: ShownQuestion, step: str) -> str:
    """Whatever was typed, one of the places or none."""
    place = question.parts.get(step, "")
    return place if place in question.places else ""


def _dot(question: ShownQuestion, errors: Mapping[int, str]) -> SafeString:
    stands = "wrong" if question.position in errors else "answered" if question.is_whole else "open"
    return drawn_once("assessments/_dot.html", number=question.position, stands=stands)


def _way_to(question: ShownQuestion) -> SafeString:
    return drawn_once("assessments/_still_open.html", number=question.position, is_answered=question.is_whole)


def _together(pieces: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(pieces))
