"""What a phone is told it may keep, and whose an answer is."""

import gzip
import json
from uuid import UUID

import pytest

from core.enums import Language
from courses.services import finish_lesson
from offline.kinds import PAGE_BYTES, PAGE_ROOM
from offline.queries import build, shell, shell_for_strangers, worker_script
from people.models import Person
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    front_page,
    learner_in,
    lessons_of,
    questions_on,
    with_media,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return course_with_lessons(3)


@pytest.fixture
def learner(course) -> Person:
    return learner_in(cohort_on(course, opens_in_days=[-3]))


def bundle(client, course) -> dict:
    return client.get(f"/offline/pages/course/{course.translation_key}/").json()


def test_only_lessons_that_are_open_to_her_now_are_kept(sign_in, course, learner):
    first, second, _ = lessons_of(course)
    client = sign_in(learner)
    assert bundle(client, course)["pages"] == [course.address, first.address]
    before = bundle(client, course)["edition"]
    finish_lesson(learner, first)
    after = bundle(client, course)
    assert after["pages"] == [course.address, first.address, second.address]
    assert after["edition"] != before


def test_the_questions_of_open_lessons_are_kept_with_the_course(sign_in, course, learner):
    first, second, _ = lessons_of(course)
    for lesson in (first, second):
        questions_on(lesson)
    pages = bundle(sign_in(learner), course)["pages"]
    assert pages == [course.address, first.address, f"/questions/lesson/{first.translation_key}/"]


def test_a_new_edition_of_a_lesson_is_a_new_edition_of_what_is_kept(sign_in, course, learner):
    client = sign_in(learner)
    before = bundle(client, course)["edition"]
    assert bundle(client, course)["edition"] == before
    lesson = lessons_of(course)[0]
    lesson.summary = "Anew"
    lesson.save_revision().publish()
    assert bundle(client, course)["edition"] != before


def test_the_size_counts_sound_and_pictures(sign_in, course, learner):
    client = sign_in(learner)
    before = bundle(client, course)
    with_media(lessons_of(course)[0])
    after = bundle(client, course)
    assert after["bytes"] - before["bytes"] == after["room"] - before["room"] > 0


def test_the_day_counts_the_sound_of_the_lesson_she_goes_on_with(sign_in, course, learner):
    day = "/offline/pages/day/mine/"
    client = sign_in(learner)
    before = client.get(day).json()["bytes"]
    with_media(lessons_of(course)[0])
    assert client.get(day).json()["bytes"] > before


def test_no_page_weighs_more_than_is_said_before_it_is_fetched(sign_in, course, learner):
    client = sign_in(learner)
    for page in bundle(client, course)["pages"]:
        written = client.get(page).content
        assert len(gzip.compress(written)) < PAGE_BYTES
        assert len(written) < PAGE_ROOM


def test_the_day_holds_what_apps_lend_to_it(sign_in, course, learner):
    pages = sign_in(learner).get("/offline/pages/day/mine/").json()["pages"]
    first = lessons_of(course)[0]
    assert {"/desk/", "/notices/", "/talks/", first.address, f"/questions/lesson/{first.translation_key}/"} <= set(
        pages
    )
    assert len(pages) == len(set(pages))


def test_an_answer_says_for_whom_it_was_made_and_names_nobody_to_strangers(client, sign_in):
    front_page()
    assert client.get("/en/")["Portal-Reader"] == "nobody"
    person = PersonFactory()
    signed_in = sign_in(person)
    assert signed_in.get("/desk/")["Portal-Reader"] == str(person.pk)
    assert signed_in.get("/en/")["Portal-Reader"] == str(person.pk)
    signed_in.post("/account/logout/")
    assert signed_in.get("/account/login/")["Portal-Reader"] == "nobody"


def test_an_answer_that_looked_at_nobody_says_so(sign_in):
    assert sign_in(PersonFactory()).get("/worker.js")["Portal-Reader"] == "unknown"


def test_the_worker_is_asked_for_anew_each_time_and_knows_its_build(client):
    answer = client.get("/worker.js")
    assert answer["Cache-Control"] == "no-cache"
    facts = json.loads(answer.content.decode().split("\n")[0].removeprefix("self.PORTAL = ").removesuffix(";"))
    assert facts["build"] == build() == answer["Portal-Build"]
    assert "/static/submissions/outbox.js" in facts["shell"]
    assert not [name for name in facts["shell"] if "wagtail" in name]
    assert worker_script().count("self.PORTAL =") == 1


def test_a_stranger_keeps_what_the_page_for_what_is_not_there_needs_and_no_more(client):
    facts = client.get("/worker.js?strangers").text.split("\n")[0]
    kept = json.loads(facts.removeprefix("self.PORTAL = ").removesuffix(";"))["shell"]
    assert kept == shell_for_strangers()
    assert {"/static/offline/no_line.js", "/static/submissions/store.js", "/static/certificates/noble-ed25519.js"} <= {
        *kept
    }
    assert set(kept) < set(shell())
    assert len(kept) == len(set(kept)) < len(shell()) / 5


@pytest.mark.parametrize("language", Language.values)
def test_the_page_for_what_is_not_there_names_nobody(client, sign_in, language):
    address = f"/offline/no-line/{language}/"
    hers = sign_in(PersonFactory()).get(address)
    assert hers.content == client.get(address).content
    assert f'lang="{language}"' in hers.content.decode()


@pytest.mark.parametrize("language", Language.values)
def test_the_portal_can_be_put_on_the_home_screen_in_each_language(client, language):
    facts = client.get(f"/manifest.{language}.webmanifest").json()
    assert (facts["lang"], facts["start_url"]) == (language, "/desk/")
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}
    assert "maskable" in {icon["purpose"] for icon in facts["icons"]}


def test_a_course_that_is_not_there_is_nothing_to_keep(sign_in, learner):
    assert sign_in(learner).get(f"/offline/pages/course/{UUID(int=5)}/").status_code == 404
