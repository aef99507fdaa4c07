"""A programme manager makes a cohort."""

import re
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cohorts.errors import BlocksEndLater, SessionsRunLate
from cohorts.forms import PlacesForm
from cohorts.models import Cohort, Session
from cohorts.permissions import can_teach, mentors_of
from cohorts.planning import BlockPlan
from cohorts.services import create_cohort, note_holiday
from jobs.models import Job
from people.enums import Role
from people.models import Organisation
from people.services import grant_role
from tests.cohorts.making import plan_and_make
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, course_with_lessons, lessons_of

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
        "place": place.pk,
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
    team = {"trainer": trainer.pk, "trainer_search": trainer.user.username.lower()}
    team |= {"mentor": mentor.pk, "mentor_search": mentor.user.username}
    response = plan_and_make(sign_in(manager), typed(course, place, **team))
    cohort = Cohort.objects.get()
    assert response.url == f"/cohorts/{cohort.pk}/"
    assert cohort.name == "ನಾಡಿಪುರ MOVE"
    assert len(cohort.code) == 6
    assert [block.lessons.count() for block in cohort.blocks.all()] == [2, 1]
    keys = Session.objects.order_by("starts_at").values_list("lesson_id", flat=True)
    assert list(keys) == [lesson.translation_key for lesson in lessons_of(course)]
    assert can_teach(trainer, cohort)
    told = Job.objects.filter(kind="notice", payload__kind="cohort_taken").values_list("payload__person", flat=True)
    assert set(told) == {str(trainer.pk), str(mentor.pk)}
    assert list(mentors_of(cohort)) == [mentor]


def test_the_plan_is_shown_before_anything_is_made(sign_in, manager, place):
    client, filled = sign_in(manager), typed(course_with_lessons(3), place)
    page = client.post("/cohorts/new/", filled, follow=True)
    assert page.status_code == 200
    assert not Cohort.objects.exists()
    day = timezone.localdate() + timedelta(days=10)
    assert [(block.number, block.starts_on, len(block.lessons)) for block in page.context["form"].blocks] == [
        (1, day, 2),
        (2, day + timedelta(days=28), 1),
    ]
    assert "Nothing is made yet." in page.text
    assert "Panchayat hall" in page.text
    made = plan_and_make(client, filled)
    assert "The cohort is made." in client.get(made.url).text


def test_another_plan_than_the_one_that_was_shown_is_shown_first(sign_in, manager, place):
    client, filled = sign_in(manager), typed(course_with_lessons(3), place)
    for change in ({"begins_at": "11:30"}, {"venue": "School"}, {"modules_a_block": 2}):
        answer = plan_and_make(client, filled, press=filled | change)
        assert answer.url.endswith("#plan")
        assert "Nothing is made yet." in client.get(answer.url).text
    assert not Cohort.objects.exists()


def test_the_plan_names_each_lesson_with_its_hour_and_says_which_day_is_a_holiday(sign_in, manager, place):
    course = course_with_lessons(3)
    filled = typed(course, place)
    note_holiday(place, day=date.fromisoformat(filled["starts_on"]), name="Harvest", by=None)
    page = sign_in(manager).post("/cohorts/new/", filled, follow=True)
    plan = [(each.off, each.sessions) for _block, days in page.context["plan"] for each in days]
    first = lessons_of(course)[0]
    assert [(hour.time(), title) for hour, title in plan[0][1]] == [(time(10, 30), first.title)]
    assert plan[0][0] == "Harvest"
    assert first.title in page.text


def test_the_card_of_a_course_counts_the_modules_that_are_published(sign_in, manager):
    course = course_with_lessons(3)
    number = course.get_children().live().count()
    draft = course.get_children().last()
    draft.live = False
    draft.save()
    card = sign_in(manager).get("/cohorts/new/", follow=True).text.partition(f"<b>{course.title}</b>")[2][:40]
    assert f"· {number - 1} module" in card


def test_the_token_of_the_page_is_not_kept_with_what_was_typed(sign_in, manager, place):
    client = sign_in(manager)
    client.post("/cohorts/new/", typed(course_with_lessons(3), place, csrfmiddlewaretoken="a token"))
    typed_before = client.session["new_cohort"]["typed"]
    assert "venue=Panchayat+hall" in typed_before
    assert "token" not in typed_before


def test_a_plan_that_cannot_be_is_not_shown(sign_in, manager, place):
    page = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(3), place, capacity=0), follow=True)
    assert page.status_code == 422
    assert "Nothing is made yet." not in page.text


def test_sessions_are_named_in_the_readers_language(sign_in, manager, place):
    course = course_with_lessons(2)
    client = sign_in(manager)
    cohort_page = plan_and_make(client, typed(course, place)).url
    hindi = course.get_translations().get()
    first = lessons_of(hindi)[0]
    first.title = "लक्ष्य का खेल"
    first.save()
    client.cookies["django_language"] = "hi"
    page = client.get(cohort_page).text
    assert "लक्ष्य का खेल" in page
    assert "Lesson 1<" not in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", 10**9),
        ("ends_on", "2020-01-01"),
        ("capacity", 0),
        ("trainer", "M999999"),
        ("trainer_search", "M999999"),
        ("course", 10**9),
        ("name", "\x00"),
        ("name", "\u200b"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(sign_in, manager, place, field, value):
    course = course_with_lessons(1)
    response = sign_in(manager).post("/cohorts/new/", {**typed(course, place), field: value}, follow=True)
    assert response.status_code == 422
    assert field.removesuffix("_search") in response.context["form"].errors
    assert "Panchayat hall" in response.content.decode()
    assert not Cohort.objects.exists()


def test_a_place_she_does_not_manage_is_refused(sign_in, manager, place):
    elsewhere = PlaceFactory(lgd_code=990999)
    response = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(1), elsewhere), follow=True)
    assert response.status_code == 422
    assert not Cohort.objects.exists()


def test_nobody_else_finds_the_page(sign_in):
    assert sign_in(PersonFactory()).get("/cohorts/new/").status_code == 404


def test_two_presses_make_one_cohort_and_lead_to_the_same_page(sign_in, manager, place):
    client = sign_in(manager)
    client.get("/cohorts/new/", follow=True)
    form = {**typed(course_with_lessons(1), place), "form_id": uuid4()}
    client.post("/cohorts/new/", form)
    form["confirm"] = client.get("/cohorts/new/", {"form": form["form_id"]}).context["plan_key"]
    first, second = client.post("/cohorts/new/", form), client.post("/cohorts/new/", form)
    assert first.url == second.url == f"/cohorts/{Cohort.objects.get().pk}/"
    assert Cohort.objects.count() == 1


def test_every_page_of_the_form_is_got_and_none_is_the_answer_to_a_press(sign_in, manager, place):
    client, filled = sign_in(manager), typed(course_with_lessons(3), place, form_id=uuid4())
    for press in ({}, {"capacity": 0}, {"pick": "place"}):
        answer = client.post("/cohorts/new/", filled | press)
        assert answer.status_code == 302
        assert answer.url.startswith(f"/cohorts/new/?form={filled['form_id']}")
        assert "Panchayat hall" in client.get(answer.url).text


def test_who_goes_back_to_the_form_of_a_made_cohort_is_told_so_and_makes_no_second(sign_in, manager, place):
    client = sign_in(manager)
    address = client.get("/cohorts/new/").url
    filled = typed(course_with_lessons(1), place, form_id=address.partition("form=")[2])
    made = plan_and_make(client, filled, address).url
    back = client.get(address).text
    assert "It is not made again." in back
    assert f'href="{made}"' in back
    assert "It is not made again." in client.post(address, filled, follow=True).text
    assert Cohort.objects.count() == 1
    assert "It is not made again." not in client.get("/cohorts/new/", follow=True).text


def test_what_was_typed_is_shown_to_nobody_else(sign_in, manager, place):
    address = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(1), place)).url
    other = PersonFactory()
    grant_role(other, role=Role.PROGRAMME_MANAGER, over=place, by=None)
    assert "Panchayat hall" not in sign_in(other).get(address).text


def test_each_form_that_is_opened_makes_a_cohort_of_its_own(sign_in, manager, place):
    client, course = sign_in(manager), course_with_lessons(1)
    pages = [client.get("/cohorts/new/", follow=True).content.decode() for _ in range(2)]
    ids = {re.search(r'name="form_id" value="([^"]+)"', page)[1] for page in pages}
    for form_id in ids:
        plan_and_make(client, {**typed(course, place), "form_id": form_id})
    assert Cohort.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "days"), [("starts_on", -400), ("starts_on", 2000), ("ends_on", -1), ("ends_on", 10**4)]
)
def test_days_out_of_reason_are_refused_with_the_nearest_that_may_be(sign_in, manager, place, field, days):
    day = timezone.localdate() + timedelta(days=days)
    answer = sign_in(manager).post(
        "/cohorts/new/", typed(course_with_lessons(1), place, **{field: day.isoformat()}), follow=True
    )
    assert re.search(r"\d\d-\d\d-\d{4}", answer.context["form"].errors[field][0])
    assert not Cohort.objects.exists()


def test_a_last_day_before_the_end_of_the_last_block_is_refused_with_the_day_that_would_do(sign_in, manager, place):
    day = timezone.localdate() + timedelta(days=10)
    last = f"{day + timedelta(days=28):%d-%m-%Y}"
    course = course_with_lessons(3)
    short = typed(course, place, ends_on=(day + timedelta(days=27)).isoformat())
    answer = sign_in(manager).post("/cohorts/new/", short, follow=True)
    assert f"The last block ends on {last}" in answer.context["form"].errors["ends_on"][0]
    assert not Cohort.objects.exists()
    assert "The plan" in sign_in(manager).post("/cohorts/new/", {**short, "ends_on": last}, follow=True).text


@pytest.mark.parametrize(("begins_at", "days_between"), [("22:00", 28), ("17:30", 1)])
def test_sessions_into_the_night_are_refused_beside_their_hour(sign_in, manager, place, begins_at, days_between):
    form = typed(course_with_lessons(2), place, begins_at=begins_at, days_between=days_between)
    answer = sign_in(manager).post("/cohorts/new/", form, follow=True)
    assert "after 22:00" in answer.context["form"].errors["begins_at"][0]
    assert not Cohort.objects.exists()


@pytest.mark.parametrize(("changes", "refusal"), [
    ({"ends_on": date(2026, 12, 1)}, BlocksEndLater),
    ({"plan": BlockPlan(1, 1, begins_at=time(20), venue="Hall")}, SessionsRunLate),
])  # fmt: skip
def test_the_service_makes_no_such_cohort_either(place, changes, refusal):
    plan = BlockPlan(1, 28, begins_at=time(10, 30), venue="Hall")
    days = {"starts_on": date(2026, 12, 1), "ends_on": date(2027, 3, 1)}
    given = {"name": "MOVE", "course": course_with_lessons(3), "organisation": OrganisationFactory(), "place": place}
    with pytest.raises(refusal):
        create_cohort(**{**given, **days, "language": "en", "capacity": 30, "plan": plan, "by": None, **changes})
    assert not Cohort.objects.exists()


def test_a_day_is_typed_day_first(sign_in, manager, place):
    day = timezone.localdate() + timedelta(days=30)
    form = typed(course_with_lessons(1), place, starts_on=day.strftime("%d/%m/%Y"))
    plan_and_make(sign_in(manager), form)
    assert Cohort.objects.get().starts_on == day


def test_the_page_stays_small_with_five_thousand_organisations(sign_in, manager):
    Organisation.objects.bulk_create(Organisation(name=f"SHG {number}", kind="shg") for number in range(5000))
    page = sign_in(manager).get("/cohorts/new/", follow=True).content
    assert len(page) < 30_000


def test_the_place_begins_where_she_manages(sign_in, place):
    state = PlaceFactory(level="state", name="Kerala")
    district = PlaceFactory(level="district", name="Nadi", parent=state)
    block = PlaceFactory(level="block", name="Pur", parent=district)
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=district, by=None)
    page = sign_in(manager).get("/cohorts/new/", follow=True).content.decode()
    assert f'<option value="{block.pk}">Pur</option>' in page


@pytest.mark.parametrize("drawn_by", ["the page", "the script"])
def test_who_manages_several_places_chooses_among_them_first(sign_in, place, drawn_by):
    state = PlaceFactory(level="state", name="Kerala")
    blocks = [PlaceFactory(level="block", name=name, parent=state) for name in ("Pur", "Nadi", "Hosa")]
    manager = PersonFactory()
    for block in blocks[:2]:
        grant_role(manager, role=Role.PROGRAMME_MANAGER, over=block, by=None)
    inside = PlaceFactory(level="gram_panchayat", name="Inside", parent=blocks[0])
    client, chosen = sign_in(manager), {"place": blocks[0].pk, "pick": "place"}
    if drawn_by == "the page":
        first = client.get("/cohorts/new/", follow=True)
        then = client.post("/cohorts/new/", chosen, follow=True)
    else:
        first, then = (client.get("/people/pick/place/", {"field": "place", **asked}) for asked in ({}, chosen))
    offered = [re.findall(r'name="place" value="(\d+)"', answer.content.decode()) for answer in (first, then)]
    assert offered == [[str(blocks[1].pk), str(blocks[0].pk)], [str(blocks[1].pk)]]
    assert f'<option value="{inside.pk}">Inside</option>' in then.content.decode()


def test_a_trainer_is_shown_by_name_before_she_is_taken(sign_in, manager, place):
    trainer = PersonFactory(name="Rukmini Hegde")
    form = typed(course_with_lessons(1), place, trainer_search=trainer.user.username)
    response = sign_in(manager).post("/cohorts/new/", form, follow=True)
    assert response.status_code == 422
    assert "Rukmini Hegde" in response.content.decode()
    assert "Look at what was found" in response.context["form"].errors["trainer"][0]
    assert not Cohort.objects.exists()


def test_whose_whole_code_was_typed_stands_chosen_by_name_and_is_taken_with_the_next_press(sign_in, manager, place):
    trainer, client = PersonFactory(name="Rukmini Hegde"), sign_in(manager)
    form = typed(course_with_lessons(1), place, trainer_search=trainer.user.username)
    page = client.post("/cohorts/new/", form, follow=True).text
    assert re.search(rf'name="trainer" value="{trainer.pk}" checked', page)
    namesake = client.post("/cohorts/new/", form | {"trainer_search": "Joseph"}, follow=True).text
    assert re.search(rf'name="trainer" value="{manager.pk}">', namesake)


def test_a_course_is_a_card_with_its_modules_and_the_language_is_hers_to_begin_with(sign_in, manager):
    course = course_with_lessons(3)
    client = sign_in(manager)
    page = client.get("/cohorts/new/", follow=True).text
    assert "---" not in page
    assert f"<b>{course.title}</b> · 2 modules" in page
    client.cookies["django_language"] = "ml"
    assert '<option value="ml" selected>' in client.get("/cohorts/new/", follow=True).text


def test_a_press_on_search_complains_about_nothing_and_makes_nothing(sign_in, manager, place):
    trust = OrganisationFactory(name="Nadi Trust")
    pressed = {"name": "x", "organisation_search": "nadi", "pick": "organisation"}
    response = sign_in(manager).post("/cohorts/new/", pressed, follow=True)
    assert response.status_code == 200
    assert f'name="organisation" value="{trust.pk}"' in response.content.decode()
    assert "field__error" not in response.content.decode()


def test_a_place_above_the_gram_panchayat_is_too_wide(sign_in, manager, place):
    block = PlaceFactory(level="block")
    response = sign_in(manager).post("/cohorts/new/", typed(course_with_lessons(1), block), follow=True)
    assert "Gram panchayat, Village" in response.context["form"].errors["place"][0]


def test_the_list_of_what_is_wrong_says_of_which_field_and_the_levels_of_the_place_are_said_before(
    sign_in, manager, place
):
    client = sign_in(manager)
    assert "Go down to one of these: Gram panchayat, Village." in client.get("/cohorts/new/", follow=True).text
    page = client.post("/cohorts/new/", {"capacity": "0", "days_between": "0"}, follow=True).text
    assert '#id_capacity">Places: Type 1 or more.' in page
    assert "Days from the start of one block to the next: Type 1 or more." in page
    assert "Name: Fill in" not in page


@pytest.mark.parametrize(("places", "is_taken"), [("10000", True), ("10001", False)])
def test_a_cohort_has_room_for_as_many_as_one_list_brings_in(places, is_taken):
    assert PlacesForm({"capacity": places}).is_valid() == is_taken
