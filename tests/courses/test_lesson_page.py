"""Who meets a lesson how: the stranger, the one without a cohort, the one who must wait, the learner, the editor."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from wagtail.models import Locale, Page

from assessments.models import Question
from assessments.services import start_attempt, submit_attempt
from cohorts.models import Cohort
from courses.models import LessonPage, LessonProgress
from courses.services import finish_lesson
from tests.assessments.answering import answer_all
from tests.factories import (
    CohortFactory,
    PersonFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lessons() -> list[LessonPage]:
    return lessons_of(course_with_lessons())


def cohort_for(lessons: list[LessonPage], **kwargs) -> Cohort:
    return cohort_on(lessons[0].get_parent().get_parent().specific, **kwargs)


def test_a_stranger_is_sent_to_sign_in_and_comes_back_to_the_lesson(client, lessons):
    response = client.get(lessons[1].address)
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={lessons[1].address}"


def test_an_account_that_has_not_said_who_it_is_is_asked_first(lessons, sign_in):
    response = sign_in(UserFactory()).get(lessons[0].address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("people:introduce"))


def test_who_is_in_no_cohort_is_told_how_to_join_and_reads_nothing(lessons, sign_in):
    response = sign_in(PersonFactory()).get(lessons[1].address)
    assert response.status_code == 403
    assert reverse("cohorts:join") in response.content.decode()
    assert "Beans in a bowl" not in response.content.decode()


def test_a_cohort_of_another_course_opens_no_lesson_of_this_one(lessons, sign_in):
    assert sign_in(learner_in(CohortFactory())).get(lessons[1].address).status_code == 403


def test_a_learner_reads_the_first_lesson(lessons, sign_in):
    response = sign_in(learner_in(cohort_for(lessons))).get(lessons[0].address)
    assert response.status_code == 200
    assert "Beans in a bowl" in response.content.decode()


def test_a_locked_lesson_names_the_lesson_to_read_before_and_shows_nothing_of_itself(lessons, sign_in):
    response = sign_in(learner_in(cohort_for(lessons))).get(lessons[1].address)
    page = response.content.decode()
    assert response.status_code == 403
    assert f"Opens when you have finished “{lessons[0].title}”." in page
    assert lessons[0].address in page
    assert "Beans in a bowl" not in page


def test_a_locked_lesson_leads_to_her_own_next_lesson_and_to_no_other_locked_one(lessons, sign_in):
    page = sign_in(learner_in(cohort_for(lessons))).get(lessons[2].address).content.decode()
    assert f'<b lang="en">{lessons[0].title}</b>' in page
    assert lessons[0].address in page
    assert lessons[1].address not in page


def test_a_lesson_whose_questions_are_all_retired_holds_nothing_back(lessons, sign_in):
    questions_on(lessons[0])
    Question.objects.update(state="retired")
    client = sign_in(learner_in(cohort_for(lessons)))
    client.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key]))
    assert client.get(lessons[1].address).status_code == 200


def test_a_result_leads_to_the_next_lesson_by_its_name(lessons, sign_in):
    questions_on(lessons[0])
    learner = learner_in(cohort_for(lessons))
    client = sign_in(learner)
    client.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key]))
    attempt = start_attempt(learner, lessons[0].translation_key)
    answer_all(attempt)
    submit_attempt(attempt.pk)
    page = client.get(reverse("assessments:attempt", args=[attempt.pk])).content.decode()
    assert f'href="{lessons[1].address}"' in page
    assert f'Next lesson: <span lang="en">{lessons[1].title}</span>' in page


def test_a_course_in_another_language_says_so_on_its_page_and_its_card(lessons, client):
    kannada = Locale.objects.get(language_code="kn")
    for page in Page.objects.filter(locale__language_code="en", depth__gte=2).order_by("path").specific():
        page.copy_for_translation(kannada, alias=True)
    with override("kn"):
        said = gettext("Not yet in your language"), gettext("The text of this course is not yet in your language.")
    for address, words in (("/kn/courses/", said[0]), ("/kn/", said[0]), ("/kn/courses/move/", said[1])):
        assert words in client.get(address).content.decode(), address
    assert "Not yet in your language" not in client.get("/en/courses/").content.decode()


def test_a_lesson_behind_questions_says_that_they_are_to_be_passed(lessons, sign_in):
    questions_on(lessons[0])
    client = sign_in(learner_in(cohort_for(lessons)))
    client.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key]))
    response = client.get(lessons[1].address)
    assert response.status_code == 403
    assert f"Opens when you have passed the questions of “{lessons[0].title}”." in response.content.decode()


def test_a_lesson_with_questions_says_before_it_is_read_that_they_are_to_be_passed_too(lessons, sign_in):
    questions_on(lessons[0])
    page = sign_in(learner_in(cohort_for(lessons))).get(lessons[0].address).text
    assert "Opens when you have read this lesson and passed its questions." in page


def test_a_lesson_of_a_later_block_says_the_day_it_opens(lessons, sign_in):
    cohort = cohort_for(lessons, opens_in_days=[3])
    response = sign_in(learner_in(cohort)).get(lessons[0].address)
    day = cohort.blocks.get().starts_on
    assert response.status_code == 403
    assert f"Opens on {day:%d-%m-%Y}, when its block begins." in response.content.decode()


def test_trainer_and_mentor_of_the_course_read_every_lesson(lessons, sign_in):
    cohort = cohort_for(lessons)
    for person in (trainer_of(cohort), mentor_of(cohort)):
        assert sign_in(person).get(lessons[2].address).status_code == 200


def test_the_trainer_of_another_course_reads_none(lessons, sign_in):
    assert sign_in(trainer_of(CohortFactory())).get(lessons[1].address).status_code == 403


def test_an_editor_reads_every_lesson_but_keeps_no_place(lessons, sign_in):
    client = sign_in(UserFactory(staff=True))
    page = client.get(lessons[2].address).content.decode()
    assert "Beans in a bowl" in page
    assert "data-keep-place" not in page
    assert reverse("courses:finish-lesson", args=[lessons[2].translation_key]) not in page


def test_a_lesson_that_is_not_published_yet_is_not_found(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    lessons[0].unpublish()
    assert client.get(lessons[0].address).status_code == 404
    assert client.get(reverse("courses:lesson", args=[lessons[0].translation_key])).status_code == 404
    assert client.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key])).status_code == 404


def test_a_lesson_nobody_has_written_is_not_found(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    assert client.get("/en/courses/move/module-1/no-such-lesson/").status_code == 404
    assert client.get(reverse("courses:lesson", args=[uuid.uuid4()])).status_code == 404
    assert client.post(reverse("courses:finish-lesson", args=[uuid.uuid4()])).status_code == 404


def test_the_address_by_key_leads_to_the_lesson_in_the_readers_language(lessons, sign_in):
    client = sign_in(learner_in(cohort_for(lessons)))
    address = reverse("courses:lesson", args=[lessons[0].translation_key])
    assert client.get(address).url == "/en/courses/move/module-1/lesson-1/"
    client.cookies["django_language"] = "hi"
    assert client.get(address).url.startswith("/hi/")


def test_withdrawn_from_the_cohort_she_reads_no_lesson_any_more(lessons, sign_in):
    learner = learner_in(cohort_for(lessons))
    client = sign_in(learner)
    LessonProgress.objects.create(person=learner, lesson_id=lessons[0].translation_key, finished_at=timezone.now())
    assert client.get(lessons[1].address).status_code == 200
    learner.enrolments.update(status="withdrawn")
    assert client.get(lessons[1].address).status_code == 403
    assert client.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key])).status_code == 404


def test_the_end_offers_one_thing_first_to_say_it_is_read_and_then_its_questions(lessons, sign_in):
    questions_on(lessons[0])
    learner = learner_in(cohort_for(lessons))
    client = sign_in(learner)
    page = client.get(lessons[0].address).content.decode()
    assert "What comes then: Answer 5 questions." in page
    assert page.count("button--wide") == 1
    finish_lesson(learner, lessons[0])
    page = client.get(lessons[0].address).content.decode()
    assert page.count("button--wide") == 1
    assert (
        f'<a class="button button--wide" href="{reverse("assessments:start", args=[lessons[0].translation_key])}">'
        in page
    )
