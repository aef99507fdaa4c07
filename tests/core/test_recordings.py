"""A spoken message as it is kept."""

from contextlib import suppress

import pytest

from core.recordings import LARGEST_BYTES, LONGEST_SECONDS, MOST_PIECES, kept_recording
from tests.talks.recordings import PICTURE, SOUND, mp4, ogg, webm


@pytest.mark.parametrize(("made", "media_type"), [(webm, "audio/webm"), (ogg, "audio/ogg"), (mp4, "audio/mp4")])
@pytest.mark.parametrize("seconds", [1, 23, 119])
def test_what_browsers_record_is_kept_as_it_came_with_its_own_length(made, media_type, seconds):
    content = made(seconds)
    kept = kept_recording(content, 7)
    assert (kept.content, kept.media_type, kept.seconds) == (content, media_type, seconds)


@pytest.mark.parametrize(("said", "kept"), [(-4, 1), (0, 1), (120, 120), (9_999, LONGEST_SECONDS)])
def test_where_it_does_not_tell_its_length_the_phone_is_believed_within_what_may_be_recorded(said, kept):
    assert kept_recording(webm(0), said).seconds == kept


@pytest.mark.parametrize(("said", "kept"), [(22, 23), (25, 25), (29, 23)])
def test_the_phone_is_believed_where_what_it_recorded_agrees(said, kept):
    assert kept_recording(mp4(23), said).seconds == kept


@pytest.mark.parametrize("made", [webm, ogg, mp4])
def test_what_is_longer_than_two_minutes_is_refused_whatever_the_phone_says(made):
    assert kept_recording(made(122), 5).seconds == LONGEST_SECONDS
    with pytest.raises(ValueError, match="too long"):
        kept_recording(made(200), 5)


@pytest.mark.parametrize(
    "content",
    [
        mp4(brand=b"heic", tracks=()),
        mp4(brand=b"M4A ", tracks=()),
        mp4(tracks=(b"vide", b"soun")),
        mp4(tracks=(b"vide",)),
        webm(tracks=(PICTURE, SOUND)),
        webm(tracks=()),
        ogg(holds=b"\x80theora"),
    ],
)
def test_a_photo_or_a_film_is_no_spoken_message(content):
    with pytest.raises(ValueError, match="no sound"):
        kept_recording(content, 5)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>",
        b"ID3",
        b"\x1aE\xdf\xa3",
        b"\x1aE\xdf\xa3" + bytes(200),
        b"\x1aE\xdf\xa3\x80" + b"\xec\x80" * MOST_PIECES,
        b"OggS",
        ogg()[:20],
        b"OggS" + bytes(200),
        b"\0\0\0\x18ftypM4A ",
        mp4() + b"\0\0\0\x02free",
        mp4() + b"\0\0\0\x08free" * MOST_PIECES,
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(ValueError, match="not a recording"):
        kept_recording(content, 5)


def test_what_is_larger_than_any_is_refused():
    with pytest.raises(ValueError, match="too large"):
        kept_recording(webm() + bytes(LARGEST_BYTES), 5)


@pytest.mark.parametrize("made", [webm, ogg, mp4])
def test_where_a_phone_went_off_as_she_spoke_what_was_kept_until_then_is_taken(made):
    whole, begun = made(9), made(2)
    for length in range(len(begun) if made is not webm else len(whole) - 80, len(whole)):
        assert kept_recording(whole[:length], 3).seconds in range(1, 10)


@pytest.mark.parametrize("made", [webm, ogg, mp4])
def test_what_is_cut_off_anywhere_is_kept_or_refused_and_never_trouble(made):
    whole = made(3)
    for length in range(len(whole)):
        with suppress(ValueError):
            kept_recording(whole[:length], 3)
