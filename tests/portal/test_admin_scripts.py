"""Which inline scripts run in the editors' pages."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.admin_scripts import starts_a_widget, with_nonces
from tests.factories import UserFactory, course_with_lessons, lessons_of

WAGTAILS_OWN = [
    'initDateTimeChooser("id_go_live_at", {"dayOfWeekStart": 1, "format": "Y-m-d H:i"});',
    'new ImageChooser("id_picture", {"modalUrl": "/admin/images/chooser/"});',
    'new Chooser("id_place", {"modalUrl": "/admin/choose_place/"});',
    'createTaskChooser("id_workflow_tasks-0-task");',
    '(function() {\n  var panel = new InlinePanel(JSON.parse("{\\u0022formsetPrefix\\u0022: 1}"));\n })();',
]
NOT_WAGTAILS = [
    "alert(1)",
    'initDateChooser("a"); alert(1);',
    'initDateChooser("a", {"b": alert(1)});',
    'new ImageChooser("a", alert(1));',
    'new ImageChooser(); fetch("/x"); new ImageChooser();',
    'new Function("alert(1)")();',
    '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
    '(function() { var panel = new InlinePanel(JSON.parse("" + alert(1) + "")); })();',
    "",
]


@pytest.mark.parametrize("script", WAGTAILS_OWN)
def test_wagtails_own_call_with_plain_data_is_let_through(script):
    assert starts_a_widget(script)
    assert with_nonces(f"<p>x</p><script>{script}</script>", "abc") == f'<p>x</p><script nonce="abc">{script}</script>'


@pytest.mark.parametrize("script", NOT_WAGTAILS)
def test_any_other_script_gets_no_nonce(script):
    assert not starts_a_widget(script)
    assert "nonce" not in with_nonces(f"<script>{script}</script>", "abc")


@given(st.text(), st.recursive(st.none() | st.integers() | st.text(), lambda inner: st.lists(inner), max_leaves=5))
def test_whatever_follows_a_call_stops_it(tail, data):
    call = f"new PageChooser({json.dumps(data)});"
    assert starts_a_widget(call)
    assert starts_a_widget(f"{call}x{tail}") is False


@pytest.mark.django_db
def test_an_editors_page_runs_its_widgets_and_nothing_else(sign_in):
    lesson = lessons_of(course_with_lessons(1))[0]
    client = sign_in(UserFactory(staff=True, is_superuser=True))
    response = client.get(f"/admin/pages/{lesson.pk}/edit/")
    policy = response["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy).group(1)
    inline = re.findall(r"<script(?![^>]*\b(?:src|type)=)([^>]*)>", response.content.decode())
    assert inline
    assert {attributes.strip() for attributes in inline} == {f'nonce="{nonce}"'}
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy
