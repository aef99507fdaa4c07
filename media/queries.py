"""What is in the library of pictures and sound."""

from django.db.models import QuerySet

from media.models import LearningImage, LearningMedia


def pictures() -> QuerySet[LearningImage]:
    """All pictures."""
    return LearningImage.objects.all()


def sounds() -> QuerySet[LearningMedia]:
    """All that is heard and not seen."""
    return LearningMedia.objects.filter(type="audio")


def pictures_in_sizes(numbers: set[int], sizes: list[str]) -> dict[int, LearningImage]:
    """{number: picture} of those that are there still, with their renditions of ``sizes``; two queries."""
    return LearningImage.objects.prefetch_renditions(*sizes).in_bulk(numbers)
