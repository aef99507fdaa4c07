"""Who is led to sign in, where that leads afterwards, and what an address says that takes no page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Group
from wagtail.models import PageViewRestriction

from outreach.models import HomePage
from tests.factories import PIN, PersonFactory, UserFactory, cohort_on, course_with_lessons, learner_in, lessons_of

pytestmark = pytest.mark.django_db
BROWSER = {"accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
SENT_FROM = {**BROWSER, "referer": "http://testserver/people/me/?from=news"}
NO_PAGE = "/people/me/programs/1/stop/"


def after_signing_in(response):
    return parse_qs(urlsplit(response["Location"]).query)["next"][0]


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/users/?q=a"])
def test_who_is_signed_in_and_may_not_edit_is_told_so_and_offered_to_sign_out(sign_in, address):
    page = sign_in(PersonFactory(name="Asha Devi")).get(address, headers=BROWSER)
    words = page.content.decode()
    assert page.status_code == 403
    assert "/account/logout/" in words
    assert "Asha Devi" in words
    assert "permission to access the admin" not in words


def test_a_page_for_a_group_says_the_same_to_who_is_not_in_it_and_leads_strangers_to_sign_in(client, sign_in):
    course_with_lessons(1)
    home = HomePage.objects.get(locale__language_code="en")
    restriction = PageViewRestriction.objects.create(page=home, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Partners"))
    assert client.get("/en/", headers=BROWSER).status_code == 302
    assert sign_in(PersonFactory()).get("/en/", headers=BROWSER).status_code == 403


def test_an_editor_still_comes_in_by_wagtails_own_address(sign_in):
    editor = sign_in(UserFactory(staff=True, is_superuser=True))
    assert editor.get("/admin/login/?next=/admin/", headers=BROWSER)["Location"] == "/account/login/?next=/admin/"
    assert editor.get("/account/login/?next=/admin/", headers=BROWSER)["Location"] == "/admin/"


def test_an_editor_leaves_by_our_page_which_takes_what_the_phone_keeps(sign_in):
    editor = sign_in(UserFactory(staff=True, is_superuser=True))
    assert editor.post("/admin/logout/", headers=BROWSER)["Location"] == "/account/logout/"
    assert editor.get("/account/logout/", headers=BROWSER).status_code == 200


def test_who_was_signed_out_while_a_form_stood_open_comes_back_to_its_page(client):
    response = client.post(NO_PAGE, headers=SENT_FROM)
    assert after_signing_in(response) == "/people/me/?from=news"


@pytest.mark.parametrize("referer", ["", f"http://testserver{NO_PAGE}"])
def test_where_the_form_stood_on_no_page_she_comes_back_to_the_page_above(client, sign_in, referer):
    there = after_signing_in(client.post(NO_PAGE, headers={**BROWSER, "referer": referer}))
    assert sign_in(PersonFactory()).get(there, headers=BROWSER)["Location"] == "/people/me/programs/"


def test_a_page_that_was_asked_for_is_come_back_to_as_it_was(client):
    assert after_signing_in(client.get("/talks/?page=2", headers=BROWSER)) == "/talks/?page=2"


def test_signing_in_leads_to_the_page_of_the_form_and_it_opens(client):
    asha = PersonFactory(user__username="M104208")
    asha.user.set_password(PIN)
    asha.user.save()
    door = client.post(NO_PAGE, headers=SENT_FROM)["Location"]
    form = {"login": "M104208", "password": PIN, "next": after_signing_in({"Location": door})}
    assert client.post(door, form, follow=True).status_code == 200


def test_an_address_that_takes_only_forms_leads_to_the_page_above_it(sign_in):
    response = sign_in(PersonFactory()).get(NO_PAGE, headers=BROWSER)
    assert response["Location"] == "/people/me/programs/"


def test_every_such_address_leads_to_a_page(sign_in):
    from tests.access_world import TABLE, World, ask

    world = World()
    session = world.sign_in("learner")
    takes_a_page = {row.name for row in TABLE if row.method == "GET"}
    only_forms = [row for row in TABLE if row.name not in takes_a_page and row.expected("learner") != "404"]
    assert only_forms
    for row in only_forms:
        answer = ask("GET", world.path(row), session)
        for _ in range(4):
            if answer.status_code in (301, 302):
                answer = ask("GET", answer["Location"], session)
        assert answer.status_code == 200, row


def test_what_an_address_does_not_take_is_said_on_a_page_of_ours(sign_in):
    page = sign_in(PersonFactory()).post("/talks/", headers=BROWSER)
    assert page.status_code == 405
    assert page["Allow"] == "GET, HEAD"
    assert "Nothing was changed" in page.content.decode()


def test_a_script_gets_the_bare_status(sign_in):
    client = sign_in(PersonFactory())
    assert client.get(NO_PAGE, headers={"accept": "application/json"}).status_code == 405


def test_a_lesson_moved_by_an_editor_is_found_at_its_old_address(client, sign_in, django_capture_on_commit_callbacks):
    lesson = lessons_of(course_with_lessons(1))[0]
    with django_capture_on_commit_callbacks(execute=True):
        lesson.slug = "renamed"
        lesson.save_revision().publish()
    for reader in (client, sign_in(PersonFactory())):
        answer = reader.get("/en/courses/move/module-1/lesson-1/", headers=BROWSER)
        assert answer.status_code == 301
        assert answer["Location"].endswith("/en/courses/move/module-1/renamed/")


def test_a_redirect_typed_by_hand_is_followed_from_any_address(client):
    from wagtail.contrib.redirects.models import Redirect

    course_with_lessons(1)
    Redirect.add_redirect("/bank-poster", "/en/courses/", is_permanent=False)
    assert client.get("/bank-poster/", headers=BROWSER)["Location"] == "/en/courses/"
    Redirect.add_redirect("/en/courses/old/", "/en/courses/move/")
    assert client.get("/en/courses/old/", headers=BROWSER)["Location"] == "/en/courses/move/"


def test_health_is_asked_for_without_its_words_too(client):
    assert client.head("/health/").status_code == 200


def test_a_page_is_asked_for_without_its_words(client, sign_in):
    course = course_with_lessons()
    for address in ("/en/", course.url):
        assert client.head(address).status_code == client.get(address).status_code == 200
    reader = sign_in(learner_in(cohort_on(course)))
    assert reader.head(lessons_of(course)[0].url).status_code == 200
