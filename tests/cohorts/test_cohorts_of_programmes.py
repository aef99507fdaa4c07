"""A cohort is planned by its programme, without the holidays of its place."""

import re
from datetime import date

import pytest

from cohorts.enums import CohortState
from cohorts.models import Cohort, Holiday, Programme, Session
from cohorts.planning import TemplateBlock
from cohorts.queries import holidays_over
from cohorts.services import note_holiday, save_programme
from people.enums import Role
from people.services import grant_role
from tests.cohorts.making import plan_and_make
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 12, 7)


@pytest.fixture(autouse=True)
def in_november(monkeypatch):
    monkeypatch.setattr("cohorts.services.making.timezone.localdate", lambda *_: date(2026, 11, 27))


@pytest.fixture
def place():
    district = PlaceFactory(level="district", lgd_code=990001)
    return PlaceFactory(lgd_code=990103, parent=district)


@pytest.fixture
def manager(place):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=place.parent, by=None)
    return person


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def programme(place, course):
    programme = Programme(name="MOVE", organisation=OrganisationFactory(place=place.parent), days_percent=80)
    blocks = [TemplateBlock("Ideas", 2, 0), TemplateBlock("Markets", 2, 5)]
    save_programme(programme, course_keys=[course.translation_key], blocks=blocks, by=None)
    return programme


def typed(programme, course, place, **changes):
    return {
        "name": "MOVE at Nadipura", "course": course.pk, "language": "kn", "capacity": 30, "is_open": "on",
        "organisation": programme.organisation_id, "place": place.pk, "venue": "Panchayat hall",
        "starts_on": MONDAY.isoformat(), "begins_at": "10:30",
        "leaves_out_holidays": "on", "leaves_out_sundays": "on",
        **changes,
    }  # fmt: skip


def test_too_few_days_for_the_lessons_are_said_as_what_they_are(sign_in, manager, programme, place):
    full = course_with_lessons(17, slug="team")
    save_programme(programme, course_keys=[full.translation_key], blocks=[TemplateBlock("Ideas", 2, 0)], by=None)
    form = typed(programme, full, place)
    answer = sign_in(manager).post(f"/cohorts/new/?programme={programme.pk}", form, follow=True)
    assert "The course has 17 lessons for 2 days" in answer.context["form"].errors["begins_at"][0]
    assert not Cohort.objects.exists()


def test_the_programme_is_asked_for_first_and_a_plan_by_hand_is_still_to_be_had(sign_in, manager, programme):
    page = sign_in(manager).get("/cohorts/new/", follow=True)
    assert f"programme={programme.pk}" in page.text
    assert "programme=none" in page.text


def test_the_cohort_has_the_blocks_and_days_of_its_programme(sign_in, manager, programme, course, place):
    client = sign_in(manager)
    answer = plan_and_make(client, typed(programme, course, place), f"/cohorts/new/?programme={programme.pk}")
    cohort = Cohort.objects.get()
    assert answer.url == f"/cohorts/{cohort.pk}/"
    assert (cohort.programme, cohort.course_key, cohort.state) == (programme, course.translation_key, CohortState.OPEN)
    assert [(block.title, block.starts_on, block.ends_on) for block in cohort.blocks.all()] == [
        ("Ideas", date(2026, 12, 7), date(2026, 12, 8)),
        ("Markets", date(2026, 12, 14), date(2026, 12, 15)),
    ]
    assert (cohort.starts_on, cohort.ends_on) == (date(2026, 12, 7), date(2026, 12, 15))
    keys = [lesson.translation_key for lesson in lessons_of(course)]
    assert list(Session.objects.order_by("starts_at").values_list("lesson_id", "title")) == [
        (keys[0], ""),
        (keys[1], ""),
        (keys[2], ""),
        (None, "Markets"),
    ]
    assert {session.venue for session in Session.objects.all()} == {"Panchayat hall"}


def test_the_plan_is_shown_before_it_is_made_with_the_holidays_that_are_left_out(
    sign_in, manager, programme, course, place
):
    note_holiday(place.parent, day=date(2026, 12, 15), name="Fair of the district", by=None)
    note_holiday(place, day=date(2027, 3, 1), name="Harvest", by=None)
    # Two days with one between them that is off.
    save_programme(programme, course_keys=[course.translation_key], blocks=[TemplateBlock("Ideas", 3, 0)], by=None)
    address = f"/cohorts/new/?programme={programme.pk}"
    form = typed(programme, course, place, starts_on="2026-12-14")
    page = sign_in(manager).post(address, form, follow=True)
    assert not Cohort.objects.exists()
    ((_block, days),) = page.context["plan"]
    assert [(each.day.day, len(each.sessions), each.off) for each in days] == [
        (14, 1, ""),
        (15, 0, "Fair of the district"),
        (16, 1, ""),
        (17, 1, ""),
    ]
    assert "Tue 15-12-2026: Fair of the district, nobody meets" in page.text
    assert page.context["form"].blocks[0].ends_on == date(2026, 12, 17)
    kept = sign_in(manager).post(address, form | {"leaves_out_holidays": ""}, follow=True)
    assert kept.context["form"].blocks[0].ends_on == date(2026, 12, 16)


def test_a_day_on_which_it_would_have_begun_is_shown_as_left_out_with_its_reason(
    sign_in, manager, programme, course, place
):
    form = typed(programme, course, place, starts_on="2026-12-13")
    page = sign_in(manager).post(f"/cohorts/new/?programme={programme.pk}", form, follow=True)
    _block, days = page.context["plan"][0]
    assert [(each.day.day, len(each.sessions), each.off) for each in days][:2] == [(13, 0, "Sunday"), (14, 1, "")]


def test_its_blocks_have_the_titles_of_the_programme_on_its_page_and_in_its_calendar(
    sign_in, manager, programme, course, place
):
    client = sign_in(manager)
    answer = plan_and_make(client, typed(programme, course, place), f"/cohorts/new/?programme={programme.pk}")
    page = client.get(answer.url).text
    assert re.findall(r'<h3 id="block-\d">(.*?)</h3>', page) == [
        "Block 1: <span>Ideas</span>",
        "Block 2: <span>Markets</span>",
    ]
    calendar = client.get(f"{answer.url}calendar/", {"month": "2026-12"}).text
    assert "Block 2 begins</b><br>Markets" in calendar


def test_a_cohort_that_is_not_open_yet_is_only_planned(sign_in, manager, programme, course, place):
    form = typed(programme, course, place, is_open="")
    plan_and_make(sign_in(manager), form, f"/cohorts/new/?programme={programme.pk}")
    assert Cohort.objects.get().state == CohortState.PLANNED


def test_a_programme_of_elsewhere_is_not_found(sign_in, manager, programme, course, place):
    programme.organisation = OrganisationFactory(place=PlaceFactory(lgd_code=990999))
    programme.save()
    answer = sign_in(manager).post(f"/cohorts/new/?programme={programme.pk}", typed(programme, course, place))
    assert answer.status_code == 404


def test_a_holiday_counts_for_all_places_in_its_place_and_for_no_other(place):
    beside = PlaceFactory(lgd_code=990104, parent=place.parent)
    note_holiday(place.parent, day=date(2027, 1, 26), name="Republic Day", by=None)
    note_holiday(beside, day=date(2027, 1, 27), name="Fair", by=None)
    assert holidays_over(place) == {date(2027, 1, 26): "Republic Day"}


def test_who_manages_a_place_writes_its_holidays_down_and_takes_them_back(sign_in, manager, place):
    client = sign_in(manager)
    client.post("/cohorts/holidays/", {"day": "26-01-2027", "name": "Republic Day", "place": place.parent_id})
    holiday = Holiday.objects.get()
    assert "Republic Day" in client.get("/cohorts/holidays/").text
    client.post(f"/cohorts/holidays/{holiday.pk}/drop/")
    assert not Holiday.objects.exists()


def test_a_second_holiday_on_one_day_does_not_take_the_place_of_the_first(sign_in, manager, place):
    client, typed = sign_in(manager), {"day": "26-01-2027", "place": place.parent_id}
    client.post("/cohorts/holidays/", typed | {"name": "Republic Day"})
    answer = client.post("/cohorts/holidays/", typed | {"name": "Fair of the district"})
    assert answer.status_code == 422
    assert "Republic Day" in answer.context["form"].errors["day"][0]
    assert "Fair of the district" in answer.text
    assert client.post("/cohorts/holidays/", typed | {"name": "Republic Day"}).status_code == 302
    assert Holiday.objects.get().name == "Republic Day"


def test_a_holiday_of_a_place_she_does_not_manage_is_refused(sign_in, manager):
    elsewhere = PlaceFactory(level="district", lgd_code=990998)
    answer = sign_in(manager).post("/cohorts/holidays/", {"day": "26-01-2027", "name": "Fair", "place": elsewhere.pk})
    assert answer.status_code == 422
    assert not Holiday.objects.exists()


def test_sessions_into_the_night_are_refused_beside_their_hour(sign_in, manager, programme, course, place):
    form = typed(programme, course, place, begins_at="20:30")
    answer = sign_in(manager).post(f"/cohorts/new/?programme={programme.pk}", form, follow=True)
    assert "begins_at" in answer.context["form"].errors
