"""Bringing the product's own pictures and sound into the library, and making what is heard and seen light."""

from media.services.captions import keep_captions, remove_captions
from media.services.library import load_picture, load_sound
from media.services.light import LIGHTEN, ask_for_light, ask_for_light_of_all, make_light

__all__ = [
    "LIGHTEN",
    "ask_for_light",
    "ask_for_light_of_all",
    "keep_captions",
    "load_picture",
    "load_sound",
    "make_light",
    "remove_captions",
]
