"""A lesson on paper, in three sheets or fewer, with room to write; a module as a booklet of its lessons."""

from collections.abc import Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from core.print import Sheet
from courses.enums import ActivityKind
from courses.models import LessonPage
from courses.sum_blocks import worked
from courses.table_blocks import table_of

ON_A_PHONE = ("video", "download")


def lesson_on_paper(lesson: LessonPage, *, below: str) -> bytes:
    """The lesson as a PDF in the language it is written in; ``below`` says of which course and module it is."""
    sheet = Sheet(lesson.title, language=lesson.content_language, below=below)
    _write_lesson(sheet, lesson)
    if any(block.block_type in ON_A_PHONE for block in lesson.body):
        sheet.paragraph(_("What is played or fetched in this lesson is opened on a phone:"))
        sheet.code(f"{settings.BASE_URL}{lesson.address}")
    return sheet.as_bytes()


def booklet(title: str, lessons: Sequence[tuple[LessonPage, str]], *, below: str, language: str) -> bytes:
    """The lessons of a module, each from a new sheet on; with each the address that its square opens on a phone."""
    sheet = Sheet(title, language=language, below=below)
    sheet.items([lesson.title for lesson, _address in lessons], numbered=True)
    sheet.paragraph(_("The square beside a lesson opens it: hold the camera of a phone over it."), small=True)
    for lesson, address in lessons:
        sheet.part(lesson.title, leads_to=address)
        with translation.override(lesson.content_language):
            _write_lesson(sheet, lesson)
    return sheet.as_bytes()


def _write_lesson(sheet: Sheet, lesson: LessonPage) -> None:
    sheet.paragraph(lesson.outcome)
    for block in lesson.body:
        _BLOCKS[block.block_type](sheet, block.value)


def _why(sheet: Sheet, value: Any) -> None:
    sheet.box(value["text"])


def _text(sheet: Sheet, value: Any) -> None:
    """Rich text: paragraphs and lists."""
    for part in BeautifulSoup(str(value), "html.parser").find_all(["p", "ul", "ol", "h2"], recursive=False):
        if part.name in ("ul", "ol"):
            items = (item.get_text(" ", strip=True) for item in part.find_all("li", recursive=False))
            sheet.items(items, numbered=part.name == "ol")
        else:
            sheet.paragraph(part.get_text(" ", strip=True))


def _picture(sheet: Sheet, value: Any) -> None:
    """What it shows, in words: a drawing would take the room of a step."""
    if value["caption"]:
        sheet.paragraph(value["caption"], small=True)


def _audio(sheet: Sheet, value: Any) -> None:
    """What is said in it."""
    sheet.heading(value["title"])
    words = value["audio"].transcript if value["audio"] else ""
    for part in filter(None, map(str.strip, words.splitlines())):
        sheet.paragraph(part)


def _video(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    sheet.paragraph(_("A video, to be looked at on a phone."), small=True)


def _download(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    if value["about"]:
        sheet.paragraph(value["about"])
    sheet.paragraph(_("A file, to be fetched with a phone."), small=True)


def _activity(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    kind = ActivityKind(value["kind"]).label
    minutes = _("%(kind)s, %(minutes)s minutes. Who plays: %(people)s") % {**value, "kind": kind}
    sheet.paragraph(minutes, small=True)
    if value["materials"]:
        sheet.paragraph(_("You need: %(things)s") % {"things": ", ".join(value["materials"])}, small=True)
    sheet.items(value["steps"], numbered=True)


def _talk(sheet: Sheet, value: Any) -> None:
    sheet.heading(_("Talk about it"))
    sheet.items(point["question"] for point in value)


def _worked_sum(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    if value["story"]:
        sheet.paragraph(value["story"])
    sheet.table([], [[row["label"], row["working"], row["result"]] for row in value["rows"]], widths=[5, 4, 3])
    sheet.paragraph(value["answer"])


def _live_sum(sheet: Sheet, value: Any) -> None:
    """As it stands before anything is changed, with room for numbers of one's own."""
    sum_now = worked(value)
    sheet.heading(value["title"])
    if value["story"]:
        sheet.paragraph(value["story"])
    given = [[number["label"], "", sum_now["typed"][number["name"]], ""] for number in value["numbers"]]
    found = [[row["label"], row["working"], words, ""] for _row, row, words in sum_now["lines"]]
    sheet.table(["", "", _("Here"), _("With your numbers")], given + found, widths=[5, 4, 2, 3])
    sheet.paragraph("".join(text for text, _name in sum_now["parts"]))


def _table(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    head, *body = table_of(value)
    sheet.table(head, body)
    if value["note"]:
        sheet.paragraph(value["note"], small=True)


def _form(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["title"])
    sheet.fields(field["label"] for field in value["fields"])


def _self_check(sheet: Sheet, value: Any) -> None:
    sheet.heading(value["question"])
    sheet.items(option["text"] for option in value["options"])
    right = next(option["text"] for option in value["options"] if option["correct"])
    words = {"answer": right.rstrip(".।"), "why": value["explanation"]}
    sheet.paragraph(_("Right: %(answer)s. %(why)s") % words, small=True)


_BLOCKS = {
    "why": _why,
    "heading": Sheet.heading,
    "text": _text,
    "picture": _picture,
    "audio": _audio,
    "video": _video,
    "download": _download,
    "activity": _activity,
    "talk": _talk,
    "rule": Sheet.box,
    "worked_sum": _worked_sum,
    "live_sum": _live_sum,
    "table": _table,
    "form": _form,
    "self_check": _self_check,
}
