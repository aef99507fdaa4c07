"""A programme manager makes a programme, which says what its cohorts take and what completes them."""

import pytest

from cohorts.completion import CompletionRule
from cohorts.models import Programme
from cohorts.queries import rule_in_words, rule_of
from people.enums import Role
from people.services import grant_role
from tests.factories import OrganisationFactory, PersonFactory, PlaceFactory, cohort_on, course_with_lessons, lessons_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    person = PersonFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=PlaceFactory(lgd_code=990103), by=None)
    return person


BLOCK = {"title": "Panel", "days": "1", "field_days": "0"}


def typed(manager, course, **changes):
    organisation = OrganisationFactory(place=manager.current_grants[0].place)
    lesson = str(lessons_of(course)[-1].translation_key)
    return {
        "name": "TEAM", "organisation": organisation.pk, "course_1": str(course.translation_key), "days_percent": "80",
        "post_test": lesson, "post_test_percent": "60", "assignments_needed": "2",
        "certificate_title": "Trained consultant", "certificate_months": "24", "rows": "4",
        "block_1_title": "Foundations", "block_1_days": "5",
        "block_2_title": "Diagnosis", "block_2_days": "5", "block_2_field_days": "25",
        **changes,
    }  # fmt: skip


def test_a_programme_keeps_its_courses_blocks_rule_and_certificate(sign_in, manager):
    course = course_with_lessons(2)
    answer = sign_in(manager).post("/cohorts/programmes/new/", typed(manager, course))
    programme = Programme.objects.get()
    assert answer.url == f"/cohorts/programmes/{programme.pk}/"
    assert [row.course_key for row in programme.courses.all()] == [course.translation_key]
    assert [(block.title, block.days, block.field_days) for block in programme.blocks.all()] == [
        ("Foundations", 5, 0),
        ("Diagnosis", 5, 25),
    ]
    assert programme.rule == CompletionRule(80, 60, 2)
    assert programme.certificate_months == 24


def test_its_certificate_has_a_title_in_every_language_of_the_paper(sign_in, manager):
    client, course = sign_in(manager), course_with_lessons(2)
    titles = {"kn": "ತರಬೇತಿ ಪಡೆದವರು", "ta": "பயிற்சி பெற்றவர்"}
    others = {f"certificate_titles_{language}": title for language, title in titles.items()}
    page = client.post("/cohorts/programmes/new/", typed(manager, course, **others)).url
    programme = Programme.objects.get()
    assert programme.award_titles == {"en": "Trained consultant", **titles}
    assert '<li>தமிழ்: <span lang="ta">பயிற்சி பெற்றவர்</span></li>' in client.get(page).text
    assert 'value="ತರಬೇತಿ ಪಡೆದವರು"' in client.get(f"{page}change/").text


def test_the_organisation_whose_cohorts_she_runs_stands_chosen_in_a_new_programme(sign_in):
    person, organisation = PersonFactory(), OrganisationFactory()
    grant_role(person, role=Role.PROGRAMME_MANAGER, over=organisation, by=None)
    page = sign_in(person).get("/cohorts/programmes/new/")
    assert page.context["form"].initial["organisation"] == organisation
    assert page.content.decode().count(f'value="{organisation.pk}" checked') == 1


def test_its_page_says_the_rule_in_words_and_lists_its_blocks(sign_in, manager):
    page = sign_in(manager).post("/cohorts/programmes/new/", typed(manager, course_with_lessons(2)), follow=True).text
    assert "at least 80% of the days" in page
    assert "2. Diagnosis" in page
    assert "after 25 days of field work" in page


def test_it_is_changed_on_the_form_that_shows_what_it_is(sign_in, manager):
    client, course = sign_in(manager), course_with_lessons(2)
    page = client.post("/cohorts/programmes/new/", typed(manager, course)).url
    assert 'value="Diagnosis"' in client.get(f"{page}change/").text
    client.post(f"{page}change/", typed(manager, course, block_2_title="", block_2_days="", block_2_field_days=""))
    assert [block.title for block in Programme.objects.get().blocks.all()] == ["Foundations"]


def test_what_somebody_else_changed_in_it_meanwhile_is_said_before_it_is_overwritten(sign_in, manager):
    client, course = sign_in(manager), course_with_lessons(1)
    page = client.post("/cohorts/programmes/new/", typed(manager, course)).url
    drawn = client.get(f"{page}change/").context["form"]["stood"].value()
    longer = {f"block_{number}_{part}": said for number in range(3, 10) for part, said in BLOCK.items()} | {"rows": "9"}
    theirs = typed(manager, course, days_percent="70", block_1_title="Getting started", **longer)
    assert client.post(f"{page}change/", {**theirs, "stood": drawn}).status_code == 302
    hers = typed(manager, course, block_1_title="Beginnings", block_2_days="4", stood=drawn, rows="2")
    answer = client.post(f"{page}change/", hers)
    errors = answer.context["form"].errors
    assert {"days_percent", "block_1_title", "__all__"} <= set(errors)
    assert "Now it is: Getting started." in str(errors["block_1_title"])
    assert f"since you opened the page: {', '.join(['Panel'] * 5)}." in str(errors["__all__"])
    assert client.post(f"{page}change/", {**hers, "stood": answer.context["form"]["stood"].value()}).status_code == 302
    assert [block.days for block in Programme.objects.get().blocks.all()][1] == 4


@pytest.mark.parametrize(("changes", "field"), [
    ({"course_1": ""}, "course_1"),
    ({"certificate_titles_hi": "क" * 161}, "certificate_titles"),
    ({"certificate_title": "", "certificate_titles_hi": "प्रशिक्षित"}, "certificate_title"),
    ({"days_percent": "101"}, "days_percent"),
    ({"post_test": ""}, "post_test"),
    ({"block_1_days": ""}, "block_1_days"),
    ({"block_1_title": ""}, "block_1_title"),
    ({"block_1_days": "0"}, "block_1_days"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field(sign_in, manager, changes, field):
    answer = sign_in(manager).post("/cohorts/programmes/new/", typed(manager, course_with_lessons(1), **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Programme.objects.exists()


def test_what_is_wrong_in_a_block_says_of_which(sign_in, manager):
    wrong = {"block_1_days": "0", "block_2_field_days": "-3"}
    page = sign_in(manager).post("/cohorts/programmes/new/", typed(manager, course_with_lessons(2), **wrong)).text
    assert '#id_block_1_days">Days of block 1: Type 1 or more.' in page
    assert '#id_block_2_field_days">Days of field work before block 2: ' in page


def test_an_organisation_she_does_not_manage_is_refused(sign_in, manager):
    elsewhere = OrganisationFactory(place=PlaceFactory(lgd_code=990999))
    answer = sign_in(manager).post(
        "/cohorts/programmes/new/", typed(manager, course_with_lessons(1), organisation=elsewhere.pk)
    )
    assert "organisation" in answer.context["form"].errors


def test_more_blocks_are_offered_on_a_press_and_what_was_typed_stays(sign_in, manager):
    form = typed(manager, course_with_lessons(1), pick="blocks", days_percent="nonsense")
    page = sign_in(manager).post("/cohorts/programmes/new/", form)
    assert page.status_code == 200
    assert 'name="block_8_title"' in page.text
    assert 'value="Diagnosis"' in page.text


def test_the_list_costs_the_same_queries_with_more_programmes(sign_in, manager, django_assert_max_num_queries):
    organisation = OrganisationFactory(place=manager.current_grants[0].place)
    client = sign_in(manager)
    client.get("/cohorts/programmes/")
    counts = []
    for number in (2, 20):
        Programme.objects.bulk_create(Programme(name=f"P{i}", organisation=organisation) for i in range(number))
        with django_assert_max_num_queries(20) as asked:
            client.get("/cohorts/programmes/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_cohort_has_the_rule_of_its_programme_and_else_none():
    cohort = cohort_on(course_with_lessons(1))
    assert rule_of(cohort) == CompletionRule()
    cohort.programme = Programme.objects.create(name="MOVE", organisation=OrganisationFactory(), days_percent=80)
    assert rule_of(cohort) == CompletionRule(80)


def test_a_rule_that_asks_for_nothing_says_so():
    assert rule_in_words(CompletionRule()) == ["Nothing is asked: who takes part to the end has completed."]
    assert rule_in_words(CompletionRule(assignments_needed=1)) == ["1 assignment of hers is approved."]
