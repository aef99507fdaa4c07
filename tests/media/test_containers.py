"""What a file is, by its first bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.containers import MP3, MP4, OGG, WEBM, container_of

pytestmark = pytest.mark.anywhere

EBML = b"\x1aE\xdf\xa3"


@pytest.mark.parametrize(
    ("head", "container"),
    [
        (b"ID3\x04\x00", MP3),
        (b"\xff\xfb\x90\x64", MP3),
        (b"\xff\xf3\x40\xc4", MP3),
        (b"OggS\x00\x02", OGG),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", MP4),
        (b"\x00\x00\x00\x1cftypM4A \x00\x00\x02\x00", MP4),
        (EBML + b"\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm", WEBM),
    ],
)
def test_each_kind_is_known_by_its_beginning(head, container):
    assert container_of(head.ljust(64, b"\0")) == container


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html><script>",
        b"<svg xmlns=",
        b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
        b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00",
        EBML + b"something else",
        b"RIFF\x00\x00\x00\x00AVI ",
        b"\xff\xfe<\x00h\x00t\x00m\x00l\x00",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"%PDF-1.7",
    ],
)
def test_what_is_neither_sound_nor_video_is_none_of_them(head):
    assert container_of(head) is None


@given(st.binary(max_size=80))
def test_whatever_it_begins_with_it_is_told_without_an_error(head):
    found = container_of(head)
    assert found is None or found.demuxer in {"mp3", "ogg", "mov", "matroska"}
