"""A group's way as it is printed."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groupwork.paper import Part
from groupwork.queries.appraisals import Tallied
from groupwork.queries.path import GroupPath, IdeaLine, SheetLine


def parts_of(path: GroupPath) -> Iterator[Part]:
    """What was chosen, what is on the list, what was dropped and why; then what was found out."""
    for title, ideas in (
        (_("What we chose"), path.chosen),
        (_("On the short list"), path.on_the_list),
        (_("What we dropped, and why"), path.dropped),
    ):
        for idea in ideas:
            yield Part(f"{title}: {idea.idea.name}", _of_idea(idea), [])
            yield from _found_out(idea.surveys, idea.sheets)
    yield from _found_out(path.surveys, [*path.visits, *path.sheets])


def _of_idea(line: IdeaLine) -> list[str]:
    said = [_("Why it came up: %(reason)s") % {"reason": line.idea.reason}]
    for each in (decided.decision for decided in line.decisions):
        day = date_format(timezone.localtime(each.device_at or each.received_at))
        said.append(f"{day} {each.get_verdict_display()}: {each.reason}")
    return said


def _found_out(surveys: list[Tallied], sheets: list[SheetLine]) -> Iterator[Part]:
    for tallied in surveys:
        asked = _("Asked about %(product)s, %(area)s") % {
            "product": tallied.survey.product,
            "area": tallied.survey.area,
        }
        number = _("Households asked: %(asked)s, of these buy: %(buys)s")
        said = [number % {"asked": tallied.asked, "buys": tallied.buys}]
        yield Part(asked, said, [(line.label, line.text) for line in tallied.figures])
    for line in sheets:
        answers = [*line.lines, *(cell for row in line.rows for cell in row), *line.sums]
        yield Part(line.title, [], [(each.label, each.text) for each in answers])
