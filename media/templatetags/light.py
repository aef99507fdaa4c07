"""What the admin's pages of sound and video say about light versions."""

from typing import Any

from django import template

from media.ffmpeg import is_there
from media.models import LearningMedia, LightRendition
from media.queries import light_of, never_made_light

register = template.Library()


@register.simple_tag
def light_versions() -> dict[str, Any]:
    """``can_be_made`` on this machine, and how many are ``missing``."""
    return {"can_be_made": is_there(), "missing": never_made_light().count()}


@register.simple_tag
def light_version_of(media: LearningMedia) -> LightRendition | None:
    """As it stands, with its job."""
    return light_of(media)
