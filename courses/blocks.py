"""The blocks an editor builds a lesson from, in the order of its template: why, try, talk, rule, use it, check."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock

from courses.enums import ActivityKind, FieldKind
from courses.media_blocks import AudioBlock, DownloadBlock, VideoBlock
from courses.sum_blocks import LiveSumBlock
from courses.table_blocks import TableBlock

RICH_TEXT_FEATURES = ["bold", "ul", "ol", "link", "document-link"]


class LineBlock(blocks.CharBlock):
    """A line of a list, which says ``of`` what to who does not see the heading. In migrations it is but a line."""

    def __init__(self, *, of: Promise, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget.attrs["aria-label"] = of

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        _path, args, given = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, {name: value for name, value in given.items() if name != "of"}


class WhyBlock(blocks.StructBlock):
    """Why the lesson matters, in one line that is also spoken."""

    text = blocks.CharBlock(label=_("The line"), max_length=400)
    audio = AudioChooserBlock(label=_("Spoken"), required=False)

    class Meta:
        icon = "media"
        label = _("Why")
        template = "courses/blocks/why.html"


class PictureBlock(blocks.StructBlock):
    """A picture with the words for who cannot see it."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(label=_("What it shows"), max_length=400)
    caption = blocks.CharBlock(label=_("Line below it"), required=False, max_length=400)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "courses/blocks/picture.html"


class ActivityBlock(blocks.StructBlock):
    """A game, visit or practice with its instructions."""

    title = blocks.CharBlock(label=_("Title"), max_length=400)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=ActivityKind.choices)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=5, max_value=480)
    people = blocks.CharBlock(label=_("Who plays"), max_length=400)
    materials = blocks.ListBlock(LineBlock(of=_("You need"), max_length=400), label=_("You need"), default=[])
    steps = blocks.ListBlock(LineBlock(of=_("Steps"), max_length=400), label=_("Steps"), min_num=1)

    class Meta:
        icon = "group"
        label = _("Activity or game")
        template = "courses/blocks/activity.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["kind_label"] = ActivityKind(value["kind"]).label
        return context


class TalkingPointBlock(blocks.StructBlock):
    """A question for the group; what a trainer may hear stands on her page of the lesson alone."""

    question = blocks.CharBlock(label=_("Question"), max_length=400)
    answers = blocks.ListBlock(
        LineBlock(of=_("Answers to expect"), max_length=400),
        label=_("Answers to expect"),
        help_text=_("Read by the trainer alone."),
        default=[],
    )


class WorkedSumRowBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("What"), max_length=400)
    working = blocks.CharBlock(label=_("How it is worked out"), required=False)
    result = blocks.CharBlock(label=_("Result"), max_length=400)


class WorkedSumBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=400)
    story = blocks.TextBlock(label=_("Story"), required=False)
    rows = blocks.ListBlock(WorkedSumRowBlock(), label=_("Rows"), min_num=1)
    answer = blocks.CharBlock(label=_("What comes out"), max_length=400)

    class Meta:
        icon = "table"
        label = _("Worked sum")
        template = "courses/blocks/worked_sum.html"


class FormFieldBlock(blocks.StructBlock):
    key = blocks.RegexBlock(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", label=_("Key"), help_text=_("The same in every language, such as monthly-amount.")
    )
    label = blocks.CharBlock(label=_("Label"), max_length=400)
    hint = blocks.CharBlock(label=_("Hint"), required=False)
    kind = blocks.ChoiceBlock(label=_("Kind"), choices=FieldKind.choices, default=FieldKind.TEXT)


class FormBlock(blocks.StructBlock):
    """A form the learner fills for her own idea; what she types is kept."""

    key = blocks.RegexBlock(
        r"^[a-z0-9]+(-[a-z0-9]+)*$", label=_("Key"), help_text=_("The same in every language, such as goal-card.")
    )
    title = blocks.CharBlock(label=_("Title"), max_length=400)
    intro = blocks.TextBlock(label=_("Introduction"), required=False)
    fields = blocks.ListBlock(FormFieldBlock(), label=_("Fields"), min_num=1)

    class Meta:
        icon = "form"
        label = _("Form to fill")
        template = "courses/blocks/form.html"

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """With ``kept``, what stands in this form, by field; empty in a preview. ``wrong`` is it as it was refused,
        ``is_shut`` whether its course takes no work any more."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        reading = context.get("reading")
        context["is_shut"] = bool(reading and not reading.outline.takes_work)
        context["kept"] = context.get("forms", {}).get(value["key"], {})
        refused = context.get("refused")
        context["wrong"] = refused if refused and refused.form_key == value["key"] else None
        return context


class SelfCheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Option"), max_length=400)
    correct = blocks.BooleanBlock(label=_("This one is right"), required=False)


class SelfCheckBlock(blocks.StructBlock):
    """A question inside the lesson; nothing is recorded."""

    question = blocks.CharBlock(label=_("Question"), max_length=400)
    options = blocks.ListBlock(SelfCheckOptionBlock(), label=_("Options"), min_num=2, max_num=5)
    explanation = blocks.CharBlock(label=_("Explanation"), max_length=400)

    class Meta:
        icon = "help"
        label = _("Self-check")
        template = "courses/blocks/self_check.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if sum(bool(option["correct"]) for option in cleaned["options"]) != 1:
            raise blocks.StructBlockValidationError(
                block_errors={"question": ValidationError(_("Mark exactly one option as right."))}
            )
        return cleaned


class LessonBodyBlock(blocks.StreamBlock):
    """The body of a lesson: why, try, talk, rule, use it, check."""

    why = WhyBlock()
    heading = LineBlock(of=_("Heading"), label=_("Heading"), icon="title", template="courses/blocks/heading.html")
    text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES, template="courses/blocks/text.html")
    picture = PictureBlock()
    audio = AudioBlock()
    video = VideoBlock()
    download = DownloadBlock()
    activity = ActivityBlock()
    talk = blocks.ListBlock(
        TalkingPointBlock(),
        label=_("Talking points"),
        icon="comment",
        template="courses/blocks/talk.html",
    )
    rule = LineBlock(
        of=_("Key rule"), label=_("Key rule"), icon="key", max_length=400, template="courses/blocks/rule.html"
    )
    worked_sum = WorkedSumBlock()
    live_sum = LiveSumBlock()
    table = TableBlock()
    form = FormBlock()
    self_check = SelfCheckBlock()
