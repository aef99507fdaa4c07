"""What a trainer needs for a lesson, beside what its learners see: read on "Teach this" alone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from courses.blocks import LineBlock
from courses.table_rows import cells_of

LONGEST_WORDS = 1200


class PlanRowBlock(blocks.StructBlock):
    """A stretch of the time plan."""

    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=480)
    what = blocks.CharBlock(label=_("What is done"), max_length=400)
    how = blocks.TextBlock(label=_("How"), required=False, max_length=LONGEST_WORDS)


class PlanBlock(blocks.ListBlock):
    """The time plan. Its page says from which minute each stretch goes, and how long all of it takes."""

    class Meta:
        icon = "time"
        label = _("Time plan")
        template = "courses/teaching/plan.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PlanRowBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        rows, begun = [], 0
        for row in value:
            rows.append({"begins": begun, "ends": begun + row["minutes"], "row": row})
            begun += row["minutes"]
        context["rows"], context["minutes"] = rows, begun
        return context


class SayBlock(blocks.StructBlock):
    """Words that a trainer may say as they stand."""

    when = blocks.CharBlock(label=_("When"), required=False, max_length=400)
    words = blocks.TextBlock(label=_("Words to say"), max_length=LONGEST_WORDS)


class ExpectedBlock(blocks.StructBlock):
    """Something that is asked or filled in, and what may come. Talking points have theirs beside them."""

    question = blocks.CharBlock(label=_("Question"), max_length=400)
    answers = blocks.ListBlock(LineBlock(of=_("Answers to expect"), max_length=400), label=_("Answers to expect"))


class MistakeBlock(blocks.StructBlock):
    """What learners often get wrong, and what helps."""

    mistake = blocks.CharBlock(label=_("Mistake"), max_length=400)
    help = blocks.TextBlock(label=_("What helps"), max_length=LONGEST_WORDS)


class CardBlock(blocks.StructBlock):
    front = blocks.TextBlock(label=_("On the card"), max_length=400)
    back = blocks.TextBlock(
        label=_("For the trainer"), required=False, max_length=400, help_text=_("Printed on a list of its own.")
    )


class CardsBlock(blocks.StructBlock):
    """Cards to print, cut out and hand round. ``copies`` is how many of each are printed."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    note = blocks.TextBlock(label=_("How they are used"), required=False, max_length=LONGEST_WORDS)
    copies = blocks.IntegerBlock(label=_("How many of each"), default=1, min_value=1, max_value=20)
    cards = blocks.ListBlock(CardBlock(), label=_("Cards"), min_num=1, max_num=60)

    class Meta:
        icon = "copy"
        label = _("Cards to print")
        template = "courses/teaching/cards.html"


class SheetBlock(blocks.StructBlock):
    """A sheet to print and fill by hand: its columns, rows that stand in it already, and empty ones."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    note = blocks.TextBlock(label=_("How it is used"), required=False, max_length=LONGEST_WORDS)
    columns = blocks.ListBlock(LineBlock(of=_("Columns"), max_length=80), label=_("Columns"), min_num=1, max_num=6)
    rows = blocks.TextBlock(
        label=_("Rows"), required=False, help_text=_("A row on each line, its cells parted by | as in: Rice | 2 kg")
    )
    empty_rows = blocks.IntegerBlock(label=_("Empty rows"), default=6, min_value=0, max_value=40)

    class Meta:
        icon = "table"
        label = _("Sheet to print")
        template = "courses/teaching/sheet.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if any(len(row) > len(cleaned["columns"]) for row in cells_of(cleaned["rows"] or "")):
            raise blocks.StructBlockValidationError(
                block_errors={"rows": ValidationError(_("A row has more cells than the sheet has columns."))}
            )
        return cleaned


class TeachingBlock(blocks.StreamBlock):
    """The trainer's side of a lesson, in the order in which she needs it."""

    plan = PlanBlock()
    materials = blocks.ListBlock(
        LineBlock(of=_("To bring"), max_length=400),
        label=_("To bring"),
        icon="list-ul",
        template="courses/teaching/materials.html",
    )
    say = blocks.ListBlock(SayBlock(), label=_("Words to say"), icon="openquote", template="courses/teaching/say.html")
    answers = blocks.ListBlock(
        ExpectedBlock(), label=_("Answers to expect"), icon="help", template="courses/teaching/answers.html"
    )
    mistakes = blocks.ListBlock(
        MistakeBlock(), label=_("Common mistakes"), icon="warning", template="courses/teaching/mistakes.html"
    )
    everybody = blocks.ListBlock(
        LineBlock(of=_("So that everybody takes part"), max_length=400),
        label=_("So that everybody takes part"),
        icon="group",
        template="courses/teaching/everybody.html",
    )
    cards = CardsBlock()
    sheet = SheetBlock()

    class Meta:
        block_counts = {"plan": {"max_num": 1}}
