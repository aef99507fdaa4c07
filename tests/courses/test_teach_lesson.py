"""The trainer's side of a lesson: who reads it, what stands on it, and that it goes along with her day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Cohort, Session
from cohorts.queries import lessons_met_next
from courses.models import LessonPage
from offline.kinds import pages_of_today
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of

pytestmark = pytest.mark.django_db

TEACHING = [
    ("plan", [{"minutes": 20, "what": "Names", "how": "In a circle"}, {"minutes": 45, "what": "The game", "how": ""}]),
    ("materials", ["Thirty beans"]),
    ("say", [{"when": "First", "words": "A no is a good answer."}]),
    ("answers", [{"question": "Whose goal?", "answers": ["Her own."]}]),
    ("mistakes", [{"mistake": "They throw before they promise", "help": "Collect the beans."}]),
    ("everybody", ["Who sits throws sitting."]),
    ("cards", {"title": "Secret", "note": "", "copies": 1, "cards": [{"front": "You are busy.", "back": "Wait"}]}),
    ("sheet", {"title": "Scores", "note": "", "columns": ["Round", "Promise"], "rows": "1 | 12", "empty_rows": 2}),
]
ONLY_FOR_TRAINERS = ("Whoever never threw before.", "A no is a good answer.", "Collect the beans.", "You are busy.")


@pytest.fixture
def lesson() -> LessonPage:
    page = lessons_of(course_with_lessons())[0]
    page.teaching = TEACHING
    page.save_revision().publish()
    return LessonPage.objects.get(pk=page.pk)


@pytest.fixture
def cohort(lesson) -> Cohort:
    return cohort_on(lesson.get_parent().get_parent().specific, opens_in_days=[0, 0, 0])


def address_of(lesson: LessonPage) -> str:
    return reverse("courses:teach-lesson", args=[lesson.translation_key])


def meets(cohort: Cohort, lesson: LessonPage, *, in_days: int) -> Session:
    at = timezone.localtime().replace(hour=12, minute=0) + timedelta(days=in_days)
    return Session.objects.create(
        block=cohort.blocks.first(), lesson_id=lesson.translation_key, starts_at=at, venue="Hall"
    )


def test_a_trainer_finds_on_one_page_what_she_needs_and_the_lesson_as_learners_see_it(lesson, cohort, sign_in):
    client = sign_in(trainer_of(cohort))
    assert address_of(lesson) in client.get(lesson.address).content.decode()
    page = client.get(address_of(lesson)).content.decode()
    for words in (
        *ONLY_FOR_TRAINERS,
        "65 minutes in all",
        "20 – 65",
        "Thirty beans",
        "Who sits throws sitting.",
        "Beans in a bowl",
    ):
        assert words in page, words


def test_a_learner_finds_neither_the_page_nor_any_word_of_it(lesson, cohort, sign_in):
    client = sign_in(learner_in(cohort))
    assert client.get(address_of(lesson)).status_code == 404
    page = client.get(lesson.address).content.decode()
    assert "Who promised too much?" in page
    assert address_of(lesson) not in page
    for words in ONLY_FOR_TRAINERS:
        assert words not in page


def test_a_stranger_is_asked_to_sign_in(client, lesson):
    assert client.get(address_of(lesson)).status_code == 302


def test_where_it_is_not_translated_it_is_read_in_the_source_language(lesson, cohort, sign_in):
    trainer = trainer_of(cohort)
    client = sign_in(trainer)
    client.cookies["django_language"] = "hi"
    hindi = LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="hi")
    LessonPage.objects.filter(pk=hindi.pk).update(teaching="[]")
    page = client.get(address_of(lesson), headers={"accept-language": "hi"}).content.decode()
    assert "Collect the beans." in page


def test_a_lesson_without_a_trainers_side_says_so(cohort, sign_in):
    other = lessons_of(cohort_course(cohort))[1]
    page = sign_in(trainer_of(cohort)).get(address_of(other)).content.decode()
    assert "No time plan is written" in page


def test_what_is_taught_today_goes_along_with_the_day(lesson, cohort, sign_in):
    trainer = trainer_of(cohort)
    second = lessons_of(cohort_course(cohort))[1]
    meets(cohort, lesson, in_days=0)
    meets(cohort, second, in_days=5)
    kept = [page.address for page in pages_of_today.get("lessons-to-teach")(trainer.user)]
    assert kept == [address_of(lesson)]


def test_who_meets_nobody_near_has_the_next_lesson_along(lesson, cohort):
    session = meets(cohort, lesson, in_days=5)
    meets(cohort, lesson, in_days=9)
    taught = Cohort.objects.filter(pk=cohort.pk)
    assert lessons_met_next(taught) == [(cohort.course_key, lesson.translation_key)]
    Session.objects.filter(pk=session.pk).update(lesson=None, title="Fair")
    assert lessons_met_next(taught) == [(cohort.course_key, lesson.translation_key)]
    Session.objects.all().update(cancelled_at=timezone.now())
    assert lessons_met_next(taught) == []


def test_the_page_of_a_session_leads_to_it(lesson, cohort, sign_in):
    session = meets(cohort, lesson, in_days=0)
    page = sign_in(trainer_of(cohort)).get(reverse("attendance:session", args=[session.pk])).content.decode()
    assert address_of(lesson) in page


def test_queries_do_not_grow_with_what_is_written(lesson, cohort, sign_in, django_assert_max_num_queries):
    client = sign_in(trainer_of(cohort))
    client.get(address_of(lesson))
    with django_assert_max_num_queries(14):
        client.get(address_of(lesson))


def cohort_course(cohort: Cohort):
    return LessonPage.objects.filter(locale__language_code="en").first().get_parent().get_parent().specific
