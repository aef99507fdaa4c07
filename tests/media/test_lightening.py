"""What ffmpeg is told, and what it answers."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.enums import LightKind
from media.lightening import Found, found_in, is_worth_it, lightening, probing, seconds_done

pytestmark = pytest.mark.anywhere

SOURCE, TARGET = Path("/tmp/original"), Path("/tmp/light.webm")


@pytest.mark.parametrize(
    "command", [probing(SOURCE, "mp3"), *(lightening(k, SOURCE, "mp3", TARGET) for k in LightKind)]
)
def test_one_file_is_read_by_the_reader_that_was_asked_for_and_no_other_address(command):
    at = command.index("-i")
    assert command[at - 4 : at + 2] == ["-protocol_whitelist", "file", "-f", "mp3", "-i", "file:/tmp/original"]
    assert command.count("-i") == 1


def test_sound_is_one_stream_of_opus_with_nothing_that_was_noted_beside_it():
    command = lightening(LightKind.SOUND, SOURCE, "mp3", TARGET)
    told = " ".join(command)
    assert "-map 0:a:0 -vn" in told
    assert "-c:a libopus -b:a 24000 -ac 1" in told
    assert "-map_metadata -1" in told
    assert command[-1] == "file:/tmp/light.webm"


def told(**said) -> str:
    return json.dumps({"format": {"duration": "65.2"}, **said})


def test_what_is_in_a_file_is_read_from_what_ffprobe_tells():
    video = {"codec_type": "video", "width": 1280, "height": 720}
    assert found_in(told(streams=[video, {"codec_type": "audio"}])) == Found(
        65.2, frozenset({"audio", "video"}), 921_600
    )


def test_the_cover_of_a_song_is_no_video():
    cover = {"codec_type": "video", "width": 500, "height": 500, "disposition": {"attached_pic": 1}}
    assert found_in(told(streams=[{"codec_type": "audio"}, cover])) == Found(65.2, frozenset({"audio"}))


@pytest.mark.parametrize("said", ["", "[]", "{", '{"streams": [1]}', '{"format": {"duration": "N/A"}}'])
def test_what_tells_nothing_is_refused(said):
    with pytest.raises(ValueError, match="not what ffprobe tells"):
        found_in(said)


@pytest.mark.parametrize(
    ("kind", "found", "too_much"),
    [
        (LightKind.SOUND, Found(3 * 3600, frozenset()), False),
        (LightKind.SOUND, Found(3 * 3600 + 1, frozenset()), True),
        (LightKind.VIDEO, Found(3600, frozenset(), 4096 * 2304), False),
        (LightKind.VIDEO, Found(3601, frozenset()), True),
        (LightKind.VIDEO, Found(1, frozenset(), 4096 * 2304 + 1), True),
    ],
)
def test_what_is_longer_or_larger_than_the_limit_is_too_much(kind, found, too_much):
    assert found.is_too_much(kind) == too_much


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("out_time_us=1500000\n", 1.5),
        ("out_time_us=N/A\n", None),
        ("out_time_us=-20\n", 0),
        ("frame=7\n", None),
        ("", None),
    ],
)
def test_how_far_it_is_is_read_from_a_line(line, seconds):
    assert seconds_done(line) == seconds


@given(st.text())
def test_any_line_is_read_without_an_error(line):
    assert seconds_done(line) is None or seconds_done(line) >= 0


@pytest.mark.parametrize(
    ("light", "original", "worth"), [(90, 100, True), (91, 100, False), (0, 100, False), (1, 0, False)]
)
def test_a_second_file_stands_beside_the_original_where_a_tenth_is_saved(light, original, worth):
    assert is_worth_it(light, original) == worth
