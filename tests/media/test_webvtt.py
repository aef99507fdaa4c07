"""Captions: read from WebVTT and SubRip, refused with the line that is wrong, written in one form."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.errors import CaptionsAreWrong
from media.webvtt import MOST_CUES, Cue, cues_in, written

pytestmark = pytest.mark.anywhere

WEBVTT = """\ufeffWEBVTT - of the market visit
Kind: captions

NOTE made by hand

STYLE
::cue { background: url(https://elsewhere.example/) }

first
00:01.000 --> 00:04.500 line:0
Asha asks the price.
She writes it down.

00:00:05.000 --> 00:01:06.250
आशा दाम पूछती है।
"""
SUBRIP = (
    "1\r\n00:00:01,000 --> 00:00:04,500\r\nAsha asks the price.\r\n\r\n2\r\n01:00:05,000 --> 01:00:06,000\r\nYes.\r\n"
)


def test_webvtt_is_read_without_its_styles_and_notes():
    assert cues_in(WEBVTT) == [
        Cue(1000, 4500, "Asha asks the price.\nShe writes it down."),
        Cue(5000, 66250, "आशा दाम पूछती है।"),
    ]


def test_subrip_is_read_as_well():
    assert cues_in(SUBRIP) == [Cue(1000, 4500, "Asha asks the price."), Cue(3_605_000, 3_606_000, "Yes.")]


def test_it_is_written_as_players_read_it():
    assert written(cues_in(SUBRIP)) == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nAsha asks the price.\n\n01:00:05.000 --> 01:00:06.000\nYes.\n"
    )


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("", 1, "no captions"),
        ("WEBVTT\n\n", 1, "no captions"),
        ("Asha asks the price.", 1, "a time should stand"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nYes\n\nNo time here\nat all", 6, "a time should stand"),
        ("WEBVTT\n\n00:01 --> 00:02\nYes", 3, "a time should stand"),
        ("1\n00:61.000 --> 00:62.000\nYes", 2, "a time should stand"),
        ("00:04.000 --> 00:04.000\nYes", 1, "ends before it begins"),
        ("00:04.000 --> 00:05.000\nYes\n\n00:03.000 --> 00:05.000\nNo", 4, "before the one above"),
        ("00:04.000 --> 00:05.000\n\nYes", 1, "no words"),
        ("00:04.000 --> 00:05.000\nYes\n00:05.000 --> 00:06.000\nNo", 3, "a blank line is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, line, why):
    with pytest.raises(CaptionsAreWrong) as wrong:
        cues_in(text)
    assert wrong.value.line == line
    assert f"Line {line}" in str(wrong.value)
    assert why in str(wrong.value)


def test_more_captions_than_anybody_reads_are_refused():
    many = "\n\n".join(f"{place // 60:02}:{place % 60:02}.000 --> 59:59.999\nYes" for place in range(3000))
    assert len(cues_in(many)) == 3000
    twice = "\n\n".join(["00:00.000 --> 59:59.999\nYes"] * (MOST_CUES + 1))
    with pytest.raises(CaptionsAreWrong):
        cues_in(twice)


words = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), min_size=1).filter(
    lambda line: "-->" not in line
)


@given(st.lists(st.tuples(st.integers(0, 9_000_000), st.integers(1, 60_000), st.lists(words, min_size=1, max_size=3))))
def test_what_was_written_is_read_as_the_same(cues):
    all_of_them = [Cue(start, start + length, "\n".join(lines)) for start, length, lines in sorted(cues)]
    if all_of_them:
        assert cues_in(written(all_of_them)) == all_of_them


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(CaptionsAreWrong):
        assert cues_in(text)
