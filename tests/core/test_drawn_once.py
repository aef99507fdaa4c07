"""Partials that are drawn once for a language and what they follow from."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tests.factories import PersonFactory, course_with_lessons

FOOTER = Template('{% drawn_once "components/site_footer.html" signed_in=signed_in %}')


def footer(**context) -> str:
    return FOOTER.render(Context(context))


def test_another_language_and_another_state_are_drawn_apart():
    with override("en"):
        stranger = footer(signed_in=False)
    with override("hi"):
        assert footer(signed_in=False) != stranger
    with override("en"):
        assert "/account/signup/" in stranger
        assert "/account/signup/" not in footer(signed_in=True)
        assert footer(signed_in=False) == stranger


@pytest.mark.django_db
def test_the_menu_of_one_is_not_the_menu_of_another(client, sign_in):
    course_with_lessons(1)
    asha, staff = PersonFactory(), PersonFactory(user__is_staff=True)
    for _time in range(2):
        assert "Edit the portal" in sign_in(staff).get("/en/").content.decode()
        page = sign_in(asha).get("/en/").content.decode()
        assert "Edit the portal" not in page
        assert str(asha.pk) in page
        assert str(staff.pk) not in page


def test_what_is_hers_is_put_in_each_time_and_escaped():
    waiting = Template('{% drawn_once "submissions/_waiting.html" her_key=key %}')
    assert 'data-person="&lt;asha&gt;"' in waiting.render(Context({"key": "<asha>"}))
    assert 'data-person="lakshmi"' in waiting.render(Context({"key": "lakshmi"}))


def test_what_looks_like_a_place_stays_as_it_was_typed():
    looks_like_one = "\ue000her_answer\ue000 \ue000name\ue000"
    asked = Template('{% drawn_once "assessments/_pair.html" text=text language="en" her_partners="none" %}')
    assert looks_like_one in asked.render(Context({"text": looks_like_one}))


def test_the_language_menu_leads_on_to_the_page_it_stands_on(client, db):
    course_with_lessons(1)
    assert "?next=%2Fhi%2Fcourses%2F" in client.get("/en/courses/").content.decode()
    asked = client.get("/search/?q=goal&page=1").content.decode()
    assert "?next=%2Fsearch%2F%3Fq%3Dgoal%26page%3D1" in asked
    assert "?next=%2Fen%2F" not in asked
