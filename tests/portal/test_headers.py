"""What every answer tells the browser to forbid, whoever gave it and whoever asked."""

from uuid import UUID

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import PersonFactory, UserFactory, course_with_lessons, lessons_of
from tests.people.doors import member, sign_in_by_pin

pytestmark = pytest.mark.django_db

PUBLIC = ["/en/", "/en/courses/move/", "/account/login/", "/search/?q=a", "/health/", "/en/nothing/"]
HERS = ["/desk/", "/people/me/", "/talks/", f"/cohorts/{UUID(int=7)}/", "/admin/"]
STRICT = {
    "default-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}

LOOSER_THERE = {"img-src 'self' data:", "media-src 'self' data:"}


def policy(answer) -> set[str]:
    return {part.strip() for part in answer["Content-Security-Policy"].split(";")}


@pytest.fixture
def draft():
    """The address of a lesson's draft, which the admin shows in a frame."""
    course = course_with_lessons(1)
    return f"/admin/pages/{lessons_of(course)[0].pk}/view_draft/"


@pytest.fixture
def editor(draft, sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


@pytest.mark.parametrize("page", PUBLIC)
def test_a_public_page_stands_in_no_frame_and_runs_nothing_of_others(client, draft, page):
    answer = client.get(page)
    assert (answer["X-Frame-Options"], policy(answer)) == ("DENY", STRICT)


@pytest.mark.parametrize("page", HERS[:-1])
def test_nor_does_a_page_of_somebody_signed_in(sign_in, page):
    answer = sign_in(PersonFactory()).get(page)
    assert (answer["X-Frame-Options"], policy(answer)) == ("DENY", STRICT)


def test_nor_does_what_a_form_answers(sign_in):
    answer = sign_in(PersonFactory()).post("/people/me/pin/", {"pin": "1"})
    assert (answer["X-Frame-Options"], policy(answer)) == ("DENY", STRICT)


@pytest.mark.parametrize("page", ["", "pages/", "users/", "nothing/", "localize/", "media/"])
def test_the_admin_stands_in_frames_of_its_own_site_only(editor, page):
    answer = editor.get(f"/admin/{page}")
    assert answer["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert STRICT - {*LOOSER_THERE, "frame-ancestors 'none'"} | {"frame-ancestors 'self'"} <= policy(answer)


def test_a_draft_is_shown_in_a_frame_of_the_admin_and_nowhere_else(editor, draft):
    answer = editor.get(draft)
    assert answer["X-Frame-Options"] in ("DENY", "SAMEORIGIN")
    assert policy(answer) == STRICT - {"frame-ancestors 'none'"} | {"frame-ancestors 'self'"}


@pytest.mark.parametrize("page", [*PUBLIC, *HERS])
def test_no_answer_is_taken_for_another_kind_of_file_or_tells_others_where_she_came_from(editor, page):
    answer = editor.get(page)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


HTML = b"<script>alert(document.cookie)</script>"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"range": "bytes=2-5"}, 206),
        ({"range": "bytes=99-"}, 416),
        ({"range": "bytes=0-1,3-4"}, 200),
        ({"if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}, 304),
    ],
)
@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "sound.mp3", "file"])
def test_an_uploaded_file_is_shut_in_a_sandbox_however_it_is_asked_for(client, name, asked, status):
    default_storage.save(f"media/{name}", ContentFile(HTML))
    answer = client.get(f"/uploads/media/{name}", headers=asked)
    assert (answer.status_code, answer["X-Frame-Options"]) == (status, "DENY")
    assert policy(answer) == {"default-src 'none'", "style-src 'unsafe-inline'", "sandbox"}
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_signs_her_in_is_not_read_by_scripts_nor_sent_from_elsewhere(client):
    sign_in_by_pin(client, member().user.username)
    for cookie in ("sessionid", "known_device"):
        assert (client.cookies[cookie]["httponly"], client.cookies[cookie]["samesite"]) == (True, "Lax")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_the_mark_of_a_known_browser_goes_over_tls_where_sessions_do(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    sign_in_by_pin(client, member().user.username)
    assert client.cookies["known_device"]["secure"]
