"""A programme manager makes a cohort."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cohorts.forms import MemberCodeField
from cohorts.models import Cohort, Session
from cohorts.permissions import can_teach, mentors_of
from people.enums import Role
from people.services import grant_role
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, course_with_lessons, lessons_of
from tests.ways_of_typing import WAYS

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return PlaceFactory(lgd_code=990103)


@pytest.fixture
def manager(place):
    person = PersonFactory(name="Joseph Kurian")
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=place, by=None)
    return person


def typed(course, place, **changes):
    day = timezone.localdate() + timedelta(days=10)
    return {
        "name": "ನಾಡಿಪುರ MOVE",
        "course": course.pk,
        "organisation": OrganisationFactory().pk,
        "place": place.lgd_code,
        "language": "kn",
        "starts_on": day.isoformat(),
        "ends_on": (day + timedelta(days=120)).isoformat(),
        "capacity": 30,
        "modules_a_block": 1,
        "days_between": 28,
        "begins_at": "10:30",
        "venue": "Panchayat hall",
        **changes,
    }


def test_the_cohort_has_blocks_a_session_a_lesson_a_code_and_its_team(sign_in, manager, place):
    course = course_with_lessons(3)
    trainer, mentor = PersonFactory(), PersonFactory()
    team = {"trainer": trainer.user.username.lower(), "mentor": mentor.user.username}
    response = sign_in(manager).post("/cohorts/new/", typed(course, place, **team))
    cohort = Cohort.objects.get()
    assert response.url == f"/cohorts/{cohort.pk}/"
    assert cohort.name == "ನಾಡಿಪುರ MOVE"
    assert len(cohort.code) == 6
    assert [block.lessons.count() for block in cohort.blocks.all()] == [2, 1]
    keys = Session.objects.order_by("starts_at").values_list("lesson_id", flat=True)
    assert list(keys) == [lesson.translation_key for lesson in lessons_of(course)]
    assert can_teach(trainer, cohort)
    assert mentors_of(cohort) == [mentor]


def test_sessions_are_named_in_the_readers_language(sign_in, manager, place):
    course = course_with_lessons(2)
    client = sign_in(manager)
    cohort_page = client.post("/cohorts/new/", typed(course, place)).url
    hindi = course.get_translations().get()
    first = lessons_of(hindi)[0]
    first.title = "लक्ष्य का खेल"
    first.save()
    client.cookies["django_language"] = "hi"
    assert client.get(cohort_page).content.decode().count("लक्ष्य का खेल") >= 2


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_member_code_is_read_however_it_is_typed(way):
    trainer = PersonFactory(user__username="M104208")
    assert MemberCodeField().clean(way("M104208")) == trainer


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", 1),
        ("ends_on", "2020-01-01"),
        ("capacity", 0),
        ("trainer", "M999999"),
        ("course", 10**9),
        ("name", "\x00"),
        ("name", "\u200b"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(sign_in, manager, place, field, value):
    course = course_with_lessons(1)
    response = sign_in(manager).post("/cohorts/new/", {**typed(course, place), field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Panchayat hall" in response.content.decode()
    assert not Cohort.objects.exists()


def test_a_place_she_does_not_manage_is_refused(sign_in, manager, place):
    elsewhere = PlaceFactory(lgd_code=990999)
    response = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(1), elsewhere))
    assert response.status_code == 422
    assert not Cohort.objects.exists()


def test_nobody_else_finds_the_page(sign_in):
    assert sign_in(PersonFactory()).get("/cohorts/new/").status_code == 404


def test_two_presses_make_one_cohort_and_lead_to_the_same_page(sign_in, manager, place):
    client = sign_in(manager)
    client.get("/cohorts/new/")
    form = {**typed(course_with_lessons(1), place), "form_id": uuid4()}
    first, second = client.post("/cohorts/new/", form), client.post("/cohorts/new/", form)
    assert first.url == second.url
    assert Cohort.objects.count() == 1


def test_each_form_that_is_opened_makes_a_cohort_of_its_own(sign_in, manager, place):
    client, course = sign_in(manager), course_with_lessons(1)
    pages = [client.get("/cohorts/new/").content.decode() for _ in range(2)]
    ids = {re.search(r'name="form_id" value="([^"]+)"', page)[1] for page in pages}
    for form_id in ids:
        client.post("/cohorts/new/", {**typed(course, place), "form_id": form_id})
    assert Cohort.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "days"), [("starts_on", -400), ("starts_on", 2000), ("ends_on", -1), ("ends_on", 10**4)]
)
def test_days_out_of_reason_are_refused_with_the_nearest_that_may_be(sign_in, manager, place, field, days):
    day = timezone.localdate() + timedelta(days=days)
    answer = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(1), place, **{field: day.isoformat()}))
    assert re.search(r"\d\d-\d\d-\d{4}", answer.context["form"].errors[field][0])
    assert not Cohort.objects.exists()


def test_a_day_is_typed_day_first(sign_in, manager, place):
    day = timezone.localdate() + timedelta(days=30)
    form = typed(course_with_lessons(1), place, starts_on=day.strftime("%d/%m/%Y"))
    sign_in(manager).post("/cohorts/new/", form)
    assert Cohort.objects.get().starts_on == day
