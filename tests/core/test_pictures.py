"""A photo as it is kept."""

from io import BytesIO

import pytest
from PIL import Image, ImageFile

from core import pictures
from core.pictures import LONGEST_SIDE, MOST_PASSES, PASS, TooManyPixels, kept_picture
from tests.talks.photos import photo

pytestmark = pytest.mark.anywhere


def test_a_photo_is_kept_upright_without_what_the_phone_noted_in_it():
    kept = kept_picture(photo(40, 30))
    shown = Image.open(BytesIO(kept.content))
    assert (shown.format, shown.size) == ("WEBP", (30, 40))
    assert (kept.width, kept.height) == (30, 40)
    assert not shown.getexif()
    assert not {"exif", "xmp", "icc_profile"} & shown.info.keys()


def test_a_large_photo_is_kept_as_large_as_it_is_looked_at():
    kept = kept_picture(photo(3000, 1500))
    assert (kept.width, kept.height) == (LONGEST_SIDE // 2, LONGEST_SIDE)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_what_other_programs_make_is_a_photo_too(kind):
    assert kept_picture(photo(kind=kind)).content


def test_the_photo_of_a_camera_of_50_megapixels_is_kept_as_large_as_it_is_looked_at():
    kept = kept_picture(_plain("JPEG", (8160, 6120)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_sheet_as_thin_as_a_hair_is_kept():
    assert kept_picture(_plain("JPEG", (4000, 1))).height == 1


def _plain(kind: str, size: tuple[int, int], **how: object) -> bytes:
    """A few KB, however many pixels they say they are."""
    packed = BytesIO()
    Image.new("L", size).save(packed, kind, **how)
    return packed.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", photo()[:200], b"GIF89a" + bytes(60)]
)
def test_what_cannot_be_opened_is_refused(content):
    with pytest.raises(ValueError, match="not a picture"):
        kept_picture(content)


@pytest.mark.parametrize(
    ("kind", "size", "how"),
    [
        ("WEBP", (5000, 5000), {"lossless": True}),  # all of these are less than what Pillow itself opens
        ("PNG", (6000, 6000), {}),
        ("JPEG", (6000, 6000), {"progressive": True}),
        ("JPEG", (9000, 9000), {}),
        ("PNG", (10_000, 10_000), {}),  # and this is more
        ("PNG", (20_000, 20_000), {}),
    ],
)
def test_what_is_small_to_send_and_large_to_open_is_refused_unopened(monkeypatch, kind, size, how):
    content = _plain(kind, size, **how)
    monkeypatch.setattr(Image.Image, "load", lambda _image: pytest.fail("it was opened"))
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _image: pytest.fail("it was opened"))
    with pytest.raises(TooManyPixels):
        kept_picture(content)


def test_what_is_drawn_in_more_passes_than_any_program_makes_is_refused():
    with pytest.raises(TooManyPixels):
        kept_picture(_plain("JPEG", (40, 30), progressive=True) + PASS * MOST_PASSES)


def test_two_photos_are_opened_one_after_the_other(monkeypatch):
    opened: list[int] = []

    def look(_content: bytes, _longest_side: int) -> Image.Image:
        assert pictures._one_at_a_time.locked()
        opened.append(1)
        return Image.new("RGB", (4, 3))

    monkeypatch.setattr(pictures, "_drawn", look)
    assert [kept_picture(b"").width for _ in range(2)] == [4, 4]
    assert len(opened) == 2
