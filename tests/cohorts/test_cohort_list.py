"""All cohorts of who teaches or manages, those of before too."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Session
from people.enums import Role
from people.services import grant_role
from tests.factories import CohortFactory, PersonFactory, PlaceFactory, cohort_on, course_with_lessons, learner_in

pytestmark = pytest.mark.django_db
LIST = "/cohorts/"


@pytest.fixture
def state():
    return PlaceFactory(level="state", name="Kerala")


@pytest.fixture
def districts(state):
    return [PlaceFactory(level="district", name=name, parent=state) for name in ("Nadi", "Pur")]


@pytest.fixture
def cohorts(districts):
    today = timezone.localdate()
    days = {"over": (-90, -1), "running": (-1, 0), "coming": (1, 90)}
    return {
        name: CohortFactory(
            name=f"MOVE {name}",
            place=PlaceFactory(level="village", parent=districts[name == "coming"]),
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
        )
        for name, (first, last) in days.items()
    }


@pytest.fixture
def manager(state, sign_in):
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=state, by=None)
    return sign_in(person)


def shown(client, **asked):
    page = client.get(LIST, asked).content.decode()
    return {name for name in ("over", "running", "coming", "elsewhere") if f">MOVE {name}<" in page}


def test_a_manager_finds_all_cohorts_of_her_place_and_no_others(manager, cohorts):
    CohortFactory(name="MOVE elsewhere")
    assert shown(manager) == {"over", "running", "coming"}


@pytest.mark.parametrize("time", ["over", "running", "coming"])
def test_they_are_told_apart_by_their_days(manager, cohorts, time):
    assert shown(manager, time=time) == {time}
    assert cohorts[time].time == time


def test_they_are_told_apart_by_state_and_district_of_which_only_hers_are_offered(manager, cohorts, districts, state):
    CohortFactory(place=PlaceFactory(level="district", name="Far away"))
    assert shown(manager, place=districts[0].pk) == {"over", "running"}
    assert shown(manager, place=state.pk) == {"over", "running", "coming"}
    page = manager.get(LIST).content.decode()
    assert "Kerala · Pur</option>" in page
    assert "Far away" not in page


@pytest.mark.parametrize("asked", [{"place": "x"}, {"place": 10**9}, {"time": "never"}])
def test_a_filter_asked_for_what_it_does_not_have_shows_no_cohort(manager, cohorts, asked):
    assert shown(manager, **asked) == set()
    assert "This list has no such choice. Choose another." in manager.get(LIST, asked).text


def test_they_are_searched_by_name_code_and_place(manager, cohorts):
    assert shown(manager, q="move COMING") == {"coming"}
    assert shown(manager, q=cohorts["over"].code.lower()) == {"over"}
    cohorts["running"].place.local_names = {"ml": "നദിപുരം"}
    cohorts["running"].place.save()
    assert shown(manager, q="നദിപുരം") == {"running"}


def test_the_list_says_the_course_and_how_many_learn_and_comes_as_a_file(sign_in):
    cohort = cohort_on(course_with_lessons(1))
    learner_in(cohort)
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=cohort, by=None)
    lines = b"".join(sign_in(trainer).get(LIST, {"file": "csv"}).streaming_content).decode()
    line = next(each for each in lines.splitlines() if cohort.name in each)
    assert "MOVE" in line
    assert ",1," in line


def test_the_list_says_how_far_each_cohort_is_who_is_late_and_when_it_meets_next(sign_in):
    cohort = cohort_on(course_with_lessons(3), opens_in_days=[-9, -8, 2])
    for _ in range(5):
        learner_in(cohort)
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=cohort, by=None)
    Session.objects.create(block=cohort.blocks.last(), starts_at=timezone.now() + timedelta(days=2), venue="Hall")
    (row,) = sign_in(trainer).get(LIST).context["list"].rows
    told = {cell.column.key: cell.value for cell in row}
    assert (told["learners"], told["read"], told["late"]) == (5, 0, 5)
    assert told["next"].date() == timezone.localdate() + timedelta(days=2)


def test_cohorts_are_told_apart_by_course_of_which_only_hers_are_offered(sign_in):
    move, ted = (cohort_on(course_with_lessons(1, slug=slug), name=f"{slug} one") for slug in ("move", "ted"))
    trainer = PersonFactory()
    grant_role(trainer, role=Role.TRAINER, over=move, by=None)
    client = sign_in(trainer)
    assert f'value="{ted.course_key}"' not in client.get(LIST).text
    grant_role(trainer, role=Role.TRAINER, over=ted, by=None)
    page = sign_in(trainer).get(LIST, {"course": str(ted.course_key)}).text
    assert ">ted one<" in page
    assert ">move one<" not in page


def test_who_teaches_is_led_there_from_the_menu_and_nobody_else(manager, sign_in):
    link = f'href="{reverse("cohorts:list")}"'
    assert link in manager.get("/desk/").content.decode()
    assert link not in sign_in(PersonFactory()).get("/desk/").content.decode()


def test_the_database_is_asked_as_often_for_thirty_as_for_three(manager, cohorts, districts):
    manager.get(LIST)
    with CaptureQueriesContext(connection) as few:
        manager.get(LIST)
    for number in range(27):
        CohortFactory(name=f"More {number}", place=PlaceFactory(level="village", parent=districts[0]))
    with CaptureQueriesContext(connection) as many:
        manager.get(LIST)
    assert len(many) == len(few)
