"""The list of a later session of a day offers the marks of the one before it."""

import pytest

from attendance.models import Mark
from tests.attendance.meetings import mark, session_of
from tests.factories import trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def morning(cohort):
    return session_of(cohort, days=-1, hour=0)


@pytest.fixture
def noon(cohort):
    return session_of(cohort, days=-1, hour=3)


def rows_of(page):
    return {row.name: row for row in page.context["sheet"].rows}


def test_it_carries_how_each_stood_and_who_came_late_is_no_more_late(
    sign_in, cohort, trainer, asha, lakshmi, morning, noon
):
    late = mark(morning, asha, "late", by=trainer)
    away = mark(morning, lakshmi, "absent", reason="ill", by=trainer)
    page = sign_in(trainer).get(f"/attendance/{noon.pk}/mark/")
    rows = rows_of(page)
    assert rows["Asha Kumari"].earlier == f"present {late.pk}"
    assert rows["Lakshmi Devi"].earlier == f"absent/ill {away.pk}"
    assert "As at 00:00" in page.text
    assert not any(row.offered for row in rows.values())
    assert not Mark.objects.filter(session=noon).exists()


def test_without_scripts_it_is_chosen_on_the_list_and_nothing_that_is_marked_changes(
    sign_in, cohort, trainer, asha, lakshmi, morning, noon
):
    for person in (asha, lakshmi):
        mark(morning, person, "present", by=trainer)
    mark(noon, lakshmi, "absent", by=trainer)
    page = sign_in(trainer).get(f"/attendance/{noon.pk}/mark/", {"as": morning.pk})
    assert (rows_of(page)["Asha Kumari"].offered, rows_of(page)["Lakshmi Devi"].offered) == ("present", "")
    assert '<option value="present" selected hidden>' in page.text


def test_where_two_marks_differ_a_phone_is_told_of_both_and_nothing_is_offered(
    sign_in, cohort, trainer, lakshmi, morning, noon
):
    there = mark(morning, lakshmi, "present", by=trainer)
    away = mark(morning, lakshmi, "absent", by=trainer_of(cohort))
    page = sign_in(trainer).get(f"/attendance/{noon.pk}/mark/", {"as": morning.pk})
    row = rows_of(page)["Lakshmi Devi"]
    assert (row.earlier.split(" ")[0], row.offered) == ("", "")
    assert set(row.earlier.split()) == {str(there.pk), str(away.pk)}
    assert f'data-earlier="{row.earlier}"' in page.text


def test_the_first_session_of_a_day_and_a_make_up_have_none_before_them(sign_in, cohort, trainer, asha, morning, noon):
    make_up = session_of(cohort, days=-1, hour=4, makes_up=morning)
    client = sign_in(trainer)
    for session in (morning, make_up):
        assert client.get(f"/attendance/{session.pk}/mark/").context["earlier"] is None
    assert client.get(f"/attendance/{noon.pk}/mark/").context["earlier"] == morning
