"""What is in the library of pictures, sound and video."""

from django.db.models import QuerySet

from core.enums import Language
from media.enums import LightState
from media.models import Captions, LearningImage, LearningMedia, LightRendition


def pictures() -> QuerySet[LearningImage]:
    """All pictures."""
    return LearningImage.objects.all()


def sounds() -> QuerySet[LearningMedia]:
    """All that is heard and not seen."""
    return LearningMedia.objects.filter(type="audio")


def pictures_in_sizes(numbers: set[int], sizes: list[str]) -> dict[int, LearningImage]:
    """{number: picture} of those that are there still, with their renditions of ``sizes``; two queries."""
    return LearningImage.objects.prefetch_renditions(*sizes).in_bulk(numbers)


def never_made_light() -> QuerySet[LearningMedia]:
    """Sound and video whose light version was never asked for, or could not be made."""
    known = LightRendition.objects.exclude(state=LightState.REFUSED).values("media")
    return LearningMedia.objects.exclude(pk__in=known)


def light_of(media: LearningMedia) -> LightRendition | None:
    """The light version of ``media`` as it stands, with its job; None where none was asked for."""
    return LightRendition.objects.select_related("job__job", "media").filter(media=media, kind=media.type).first()


def captions_for(media: LearningMedia, language: str) -> list[Captions]:
    """The captions of ``media``, those in ``language`` first, then those in English."""
    return sorted(media.captions.all(), key=lambda each: (each.language != language, each.language != Language.ENGLISH))
