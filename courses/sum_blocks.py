"""A sum whose numbers a reader may change, with a drawing of what comes out."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.live_sums import SumIsWrong, SumRow, as_said, bars, for_script, parts_of, read_rows, results

NAME = _("Small letters, such as price: formulas call it so.")


class SignsBlock(blocks.CharBlock):
    """What formulas are made of: the same in every language, so that no translator is given it. In migrations it is but
    a line."""

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """For wagtail-localize."""
        return []

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        _path, args, given = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, given


class SumNumberBlock(blocks.StructBlock):
    """A number that may be changed, within bounds."""

    name = SignsBlock(label=_("Name"), max_length=30, help_text=NAME)
    label = blocks.CharBlock(label=_("What"), max_length=400)
    value = blocks.DecimalBlock(label=_("At the beginning"))
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20, help_text=_("A word, ₹ or %"))
    least = blocks.DecimalBlock(label=_("At least"), default=Decimal(0))
    most = blocks.DecimalBlock(label=_("At most"), default=Decimal(100000))


class SumResultBlock(blocks.StructBlock):
    """A row that is worked out from the numbers, and from rows above it."""

    name = SignsBlock(label=_("Name"), max_length=30, help_text=NAME)
    label = blocks.CharBlock(label=_("What"), max_length=400)
    working = blocks.CharBlock(label=_("How it is worked out"), required=False, max_length=400)
    formula = SignsBlock(label=_("Formula"), max_length=200, help_text=_("Such as (price - cost) * packets"))
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=20, help_text=_("A word, ₹ or %"))
    decimals = blocks.IntegerBlock(label=_("Digits after the point"), default=0, min_value=0, max_value=2)
    drawn = blocks.BooleanBlock(label=_("Drawn as a bar"), required=False)


class LiveSumBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=400)
    story = blocks.TextBlock(label=_("Story"), required=False)
    numbers = blocks.ListBlock(SumNumberBlock(), label=_("Numbers to change"), min_num=1, max_num=6)
    rows = blocks.ListBlock(SumResultBlock(), label=_("Rows"), min_num=1, max_num=10)
    answer = blocks.CharBlock(
        label=_("What comes out"), max_length=400, help_text=_("A name in braces is replaced by its number: {packets}")
    )

    class Meta:
        icon = "order"
        label = _("Sum to try")
        template = "courses/blocks/live_sum.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        try:
            read_rows(cleaned["numbers"], cleaned["rows"], cleaned["answer"])
        except SumIsWrong as error:
            raise blocks.StructBlockValidationError(
                block_errors={error.field: ValidationError(str(error.sentence))}
            ) from error
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return context | worked(value)


def worked(value: Any) -> dict[str, Any]:
    """The sum as it stands before anything is changed: ``lines``, ``drawn``, ``parts`` of the answer, ``script``."""
    rows: list[SumRow] = read_rows(value["numbers"], value["rows"], "")
    numbers = {number["name"]: number["value"] for number in value["numbers"]}
    found = results(rows, numbers)
    words = {row.name: as_said(found[row.name], row.unit) for row in rows}
    units = {number["name"]: number["unit"] for number in value["numbers"]}
    typed = {name: as_said(number, units[name]) for name, number in numbers.items()}
    lines = [(row, each, words[row.name]) for row, each in zip(rows, value["rows"], strict=True)]
    shown = [line for line in lines if line[0].is_drawn]
    drawn = list(zip(shown, bars([found[row.name] for row, _each, _words in shown]), strict=True))
    return {
        "lines": lines,
        "drawn": drawn,
        "typed": typed,
        "parts": parts_of(value["answer"], typed | words),
        "script": for_script(value["numbers"], rows),
    }
