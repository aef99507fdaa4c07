"""The page of one's own notices."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import trans_real

from notifications.models import Notice
from notifications.queries import unread_count
from notifications.services import mark_read, purge_old_notices
from tests.factories import PersonFactory, UserFactory

PAGE = "/notices/"

pytestmark = pytest.mark.django_db


def told(person, number, **kwargs):
    data = {"cohort": f"Cohort {number}"}
    return Notice.objects.create(person=person, kind="cohort_joined", event=f"joined:{number}", data=data, **kwargs)


def test_she_sees_her_own_notices_the_newest_first_and_nobody_elses(sign_in):
    asha, salma = PersonFactory(), PersonFactory()
    told(asha, 1, link="/cohorts/")
    told(asha, 2)
    told(salma, 3)
    answer = sign_in(asha).get(PAGE)
    page = answer.content.decode()
    assert page.index("Cohort 2") < page.index("Cohort 1")
    assert '<a href="/cohorts/">' in page
    assert "Cohort 3" not in page
    assert [line.notice.event for line in answer.context["lines"]] == ["joined:2", "joined:1"]


def test_looking_marks_her_own_read_and_they_are_new_only_the_first_time(sign_in):
    asha, salma = PersonFactory(), PersonFactory()
    told(asha, 1)
    told(salma, 2)
    client = sign_in(asha)
    assert "badge--open" in client.get(PAGE).content.decode()
    assert (unread_count(asha), unread_count(salma)) == (0, 1)
    assert "badge--open" not in client.get(PAGE).content.decode()


def test_what_a_phone_fetches_to_keep_nobody_has_looked_at(sign_in):
    asha = PersonFactory()
    told(asha, 1)
    assert "Cohort 1" in sign_in(asha).get(PAGE, headers={"Portal-Keeps": "1"}).content.decode()
    assert unread_count(asha) == 1


@pytest.mark.parametrize(
    ("kind", "keeps", "still_new"),
    [("long_job", {}, 0), ("long_job", {"Portal-Keeps": "1"}, 1), ("welcome", {}, 1)],
)
def test_who_opens_what_a_notice_leads_to_has_read_it_where_it_is_said_there(sign_in, kind, keeps, still_new):
    asha, salma = PersonFactory(), PersonFactory()
    for person in (asha, salma):
        Notice.objects.create(person=person, kind=kind, event="e", data={"title": "A list"}, link="/assignments/")
    Notice.objects.create(person=asha, kind=kind, event="elsewhere", data={"title": "B"}, link="/desk/")
    sign_in(asha).get("/assignments/", headers=keeps)
    assert (unread_count(asha), unread_count(salma)) == (still_new + 1, 1)


def test_what_she_opens_is_answered_also_where_it_cannot_be_marked_read(sign_in, monkeypatch, caplog):
    asha = PersonFactory()
    Notice.objects.create(person=asha, kind="long_job", event="e", data={"title": "A list"}, link="/assignments/")

    def is_away(*_args):
        raise OperationalError("the database is locked")

    monkeypatch.setattr("notifications.middleware.mark_opened", is_away)
    with caplog.at_level("ERROR", logger="notifications.middleware"):
        assert sign_in(asha).get("/assignments/").status_code == 200
    assert (unread_count(asha), len(caplog.records)) == (1, 1)


def test_the_time_of_the_first_look_is_kept():
    asha = PersonFactory()
    notice = told(asha, 1)
    mark_read(asha, [notice])
    notice.refresh_from_db()
    first = notice.read_at
    mark_read(asha, [notice])
    notice.refresh_from_db()
    assert first is not None
    assert notice.read_at == first


def test_the_list_is_in_the_language_she_reads_in(sign_in, monkeypatch):
    catalog = trans_real.translation("hi")._catalog._catalogs[0]
    monkeypatch.setitem(catalog, "You have joined %(cohort)s. Your first lesson is open.", "आप %(cohort)s में हैं।")
    asha = PersonFactory(language="hi")
    told(asha, 1)
    client = sign_in(asha)
    client.cookies["django_language"] = "hi"
    assert "आप Cohort 1 में हैं।" in client.get(PAGE).content.decode()


def test_a_long_list_comes_in_pages_and_costs_no_query_a_notice(sign_in, django_assert_num_queries):
    asha = PersonFactory()
    client = sign_in(asha)
    for number in range(35):
        told(asha, number)
    client.get(PAGE)
    with django_assert_num_queries(6):
        first = client.get(PAGE)
    assert len(first.context["lines"]) == 30
    assert [line.notice.event for line in client.get(PAGE, {"page": 2}).context["lines"]][-1] == "joined:0"
    assert client.get(PAGE, {"page": "nonsense"}).status_code == 200


def test_what_she_has_not_seen_yet_stays_new(sign_in):
    asha = PersonFactory()
    for number in range(35):
        told(asha, number)
    client = sign_in(asha)
    client.get(PAGE)
    assert unread_count(asha) == 5
    client.get(PAGE, {"page": 2})
    assert unread_count(asha) == 0


def test_what_is_in_a_notice_is_text_not_markup(sign_in):
    asha = PersonFactory()
    Notice.objects.create(person=asha, kind="cohort_joined", event="x", data={"cohort": "<script>alert(1)</script>"})
    assert "<script>alert" not in sign_in(asha).get(PAGE).content.decode()


def test_without_notices_the_page_says_so(sign_in):
    assert "Nothing yet" in sign_in(PersonFactory()).get(PAGE).content.decode()


def test_a_stranger_signs_in_first_and_a_newcomer_says_who_she_is(client, sign_in):
    assert client.get(PAGE)["Location"] == f"/account/login/?next={PAGE}"
    assert sign_in(UserFactory()).get(PAGE)["Location"] == "/people/introduce/"


def test_notices_are_only_read_here(sign_in):
    assert sign_in(PersonFactory()).post(PAGE).status_code == 405


def test_what_is_no_news_any_more_is_cleared():
    asha = PersonFactory()
    told(asha, 1, created_at=timezone.now() - timedelta(days=181))
    told(asha, 2)
    purge_old_notices({})
    assert [notice.event for notice in asha.notices.all()] == ["joined:2"]
