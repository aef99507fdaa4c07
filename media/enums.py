from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LightKind(TextChoices):
    """What a sound or a video is made into to weigh little on a phone; named as Wagtail names the original."""

    SOUND = "audio", _("Sound, Opus at 24 kbit/s")
    VIDEO = "video", _("Video, 240 lines")


class LightState(TextChoices):
    """How the light version stands. While it waits or is being made, its job says how far it is."""

    ASKED = "asked", _("Asked for")
    DONE = "done", _("Plays in place of the original")
    NOT_NEEDED = "not-needed", _("The original is light already")
    REFUSED = "refused", _("Could not be made")
