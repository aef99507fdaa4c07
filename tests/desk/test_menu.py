"""The menu: by role, with what is new, and with the place one is at marked."""

import pytest
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.queries import menu_of
from notifications.models import Notice
from notifications.services import mark_read
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory

pytestmark = pytest.mark.django_db


def told(person):
    Notice.objects.create(person=person, kind="cohort_joined", event="x", data={"cohort": "MOVE"})


def count_of_news(person):
    return sum(line.count for line in menu_of(person, "/").lines if line.address == "/notices/")


def bar(page):
    return page.partition('class="bottom-bar"')[2].partition("</nav>")[0]


def test_the_bar_of_a_learner_has_her_four_places(sign_in):
    page = bar(sign_in(PersonFactory()).get("/people/me/").content.decode())
    places = ["/desk/", "/talks/", "/notices/", "/people/me/"]
    assert [page.index(f'href="{place}"') for place in places] == sorted(page.index(f'href="{x}"') for x in places)
    assert page.count("<li>") == 4
    assert "Learn" in page


def test_who_has_a_role_has_a_desk_instead():
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=CohortFactory(), by=None)
    assert next(str(line.entry.short) for line in menu_of(trainer, "/").lines if line.entry.short) == "Desk"


def test_who_teaches_has_her_cohorts_under_the_thumb():
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=CohortFactory(), by=None)
    short = [str(line.entry.short) for line in menu_of(trainer, "/").lines if line.entry.short]
    assert short == ["Desk", "Cohorts", "Talks", "News", "About me"]


@pytest.mark.parametrize("address", ["/people/me/", "/submissions/mine/", "/talks/"])
def test_the_head_of_who_has_a_role_is_as_wide_on_one_page_as_on_another(sign_in, address):
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=CohortFactory(), by=None)
    assert '<body class="helps">' in sign_in(trainer).get(address).content.decode()
    assert 'class="helps"' not in sign_in(PersonFactory()).get(address).content.decode()


def test_a_stranger_has_no_bar(client):
    assert "bottom-bar" not in client.get("/account/login/").content.decode()


def test_the_place_she_is_at_is_marked():
    current = {line.address: line.current for line in menu_of(PersonFactory(), "/talks/").lines}
    assert {address: word for address, word in current.items() if word} == {"/talks/": "page"}
    below = {line.address: line.current for line in menu_of(PersonFactory(), "/talks/7/").lines}
    assert below["/talks/"] == "true"


def test_unread_news_are_counted_beside_their_entry_and_no_more_once_she_looked(
    sign_in, django_capture_on_commit_callbacks
):
    asha = PersonFactory()
    told(asha)
    client = sign_in(asha)
    assert bar(client.get("/people/me/").content.decode()).count('class="unread"') == 1
    with django_capture_on_commit_callbacks(execute=True):
        mark_read(asha, asha.notices.all())
    assert 'class="unread"' not in client.get("/people/me/").content.decode()


def test_what_another_process_let_go_of_is_counted_anew(monkeypatch, django_capture_on_commit_callbacks):
    """Of what lies in the cache of the menus alone: that of the pages is each process's own."""
    asha = PersonFactory()
    told(asha)
    assert count_of_news(asha) == 1
    with monkeypatch.context() as elsewhere, django_capture_on_commit_callbacks(execute=True):
        elsewhere.setattr(caches._connections, "pages", LocMemCache("of another process", {}), raising=False)
        mark_read(asha, asha.notices.all())
    assert count_of_news(asha) == 0


def test_what_is_counted_is_kept_for_the_next_pages():
    asha = PersonFactory()
    menu_of(asha, "/")
    with CaptureQueriesContext(connection) as captured:
        menu_of(asha, "/")
    assert captured.captured_queries == []
