"""A photo as it is kept: upright, no larger than it is looked at, without what the phone noted in it."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LONGEST_SIDE = 1600  # pixels
# What is opened whole, four bytes a pixel: a few KB may say that they are as many as anybody likes.
MOST_PIXELS = 12_500_000
# The camera of a phone; a JPEG of one pass is drawn smaller as it is read.
MOST_PIXELS_OF_A_CAMERA = 64_000_000
# A JPEG may be drawn in passes, ten of them at most where a program makes it; each is work for all its pixels.
MOST_PASSES = 40
PASS = b"\xff\xda"
QUALITY = 75
FORMATS = ("JPEG", "PNG", "WEBP")

# What is said of a photo that is not kept, wherever it is handed in.
NOT_A_PICTURE = _("This is not a picture that can be opened. Choose a photo.")
TOO_LARGE = _("This photo is too large to send. Take it again with a lower quality.")

# A process opens one at a time: each takes up to 200 MB for as long as that lasts.
_one_at_a_time = Lock()


class TooManyPixels(ValueError):
    """It may be a picture, and is more than is opened here."""


@dataclass(frozen=True)
class Picture:
    """A WebP of so many pixels."""

    content: bytes
    width: int
    height: int


def kept_picture(content: bytes, *, longest_side: int = LONGEST_SIDE) -> Picture:
    """``content`` drawn anew, at most ``longest_side`` pixels long, with nothing of the file but what is seen.

    It takes up to a second: never within a transaction. Raises ValueError where it is no picture that can be opened,
    and of these TooManyPixels where it is too large to open.
    """
    with _one_at_a_time:
        try:
            drawn = _drawn(content, longest_side)
        except (TooManyPixels, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise TooManyPixels("too many pixels") from error
        except Exception as error:  # whatever Pillow finds in it: there are many kinds, and not all are its own
            raise ValueError("not a picture") from error
        kept = BytesIO()
        drawn.save(kept, "WEBP", quality=QUALITY)
    return Picture(kept.getvalue(), drawn.width, drawn.height)


def _drawn(content: bytes, longest_side: int) -> Image.Image:
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        is_of_one_pass = opened.format == "JPEG" and not opened.info.get("progressive")
        most = MOST_PIXELS_OF_A_CAMERA if is_of_one_pass else MOST_PIXELS
        if opened.width * opened.height > most or (opened.format == "JPEG" and content.count(PASS) > MOST_PASSES):
            raise TooManyPixels
        share = longest_side / max(opened.size)
        opened.draft("RGB", (max(1, int(opened.width * share)), max(1, int(opened.height * share))))
        opened.load()
        small = opened if opened.mode in ("L", "RGB", "RGBA") else opened.convert("RGBA")
        small.thumbnail((longest_side, longest_side))
        seen = ImageOps.exif_transpose(small).convert("RGBA")
    drawn = Image.new("RGB", seen.size, "white")
    drawn.paste(seen, mask=seen)
    return drawn
