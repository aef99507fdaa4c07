"""The plain text of content files as an editor's rich text."""

import re

from hypothesis import given
from hypothesis import strategies as st

from content.rich_text import plain_to_html


def test_a_blank_line_begins_a_new_paragraph_and_a_line_end_does_not():
    assert plain_to_html("First\nstill first.\n\nSecond.") == "<p>First still first.</p><p>Second.</p>"


def test_stars_make_bold():
    assert plain_to_html("**First the market**, then the skill.") == "<p><b>First the market</b>, then the skill.</p>"


def test_dashes_make_a_list_and_numbers_a_numbered_one():
    assert plain_to_html("- tea\n- **milk**") == "<ul><li>tea</li><li><b>milk</b></li></ul>"
    assert plain_to_html("1. greet\n2. seat") == "<ol><li>greet</li><li>seat</li></ol>"


def test_a_line_below_an_item_belongs_to_the_item():
    assert plain_to_html("- tea\n  with milk\n- sugar") == "<ul><li>tea with milk</li><li>sugar</li></ul>"


def test_markup_in_a_file_is_shown_and_not_run():
    assert plain_to_html("<script>alert(1)</script> & more") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"
    )


def test_no_text_gives_no_paragraph():
    assert plain_to_html(" \n\n ") == ""


@given(st.text())
def test_whatever_is_written_only_our_own_tags_come_out(text):
    tags = set(re.findall(r"<[^>]*>?", plain_to_html(text)))
    assert tags <= {f"<{slash}{name}>" for slash in ("", "/") for name in ("p", "ul", "ol", "li", "b")}
