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
