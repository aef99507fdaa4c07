"""What an editor puts on the front page, piece by piece."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock


class WorkBlock(blocks.StructBlock):
    """Something a learner made. Of whom the portal knows, it is shown only while she agrees to that."""

    picture = ImageChooserBlock(label=_("Picture"))
    seen = blocks.CharBlock(label=_("What is on the picture, for who cannot see it"), max_length=250)
    caption = blocks.CharBlock(label=_("Line below it"), max_length=250)
    maker = blocks.CharBlock(
        label=_("Who made it"),
        help_text=_("As she wants to be named, or that it is an invented example."),
        max_length=200,
        required=False,
    )
    code = blocks.CharBlock(
        label=_("Her member code"),
        help_text=_("Of somebody who learns here. It is shown only while she agrees to stories under “About me”."),
        max_length=40,
        required=False,
    )

    class Meta:
        icon = "image"
        label = _("Work of a learner")
