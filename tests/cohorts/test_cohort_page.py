"""The page of a cohort: what is done, what is open, what opens the rest, and who may look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.enums import CohortState, CohortTime
from cohorts.models import Cohort, Session
from courses.models import CoursePage, LessonPage, ModulePage
from courses.services import finish_lesson
from people.models import Person
from tests.factories import (
    CohortFactory,
    OrganisationFactory,
    PersonFactory,
    PlaceFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    trainer_of,
)

pytestmark = pytest.mark.django_db


def page_for(client, cohort: Cohort) -> str:
    return client.get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()


def lessons_in_hindi(course: CoursePage) -> list[LessonPage]:
    hindi = course.get_translations().get(locale__language_code="hi")
    return list(LessonPage.objects.descendant_of(hindi).order_by("path"))


def test_at_the_start_one_lesson_is_open_and_the_others_say_what_opens_them(cohort, lessons, sign_in):
    page = page_for(sign_in(learner_in(cohort)), cohort)
    assert f'href="{lessons[0].address}"' in page
    assert f'href="{lessons[1].address}"' not in page
    assert "Opens when you have finished “Lesson 1”." in page
    assert "Opens when you have finished “Lesson 2”." in page
    assert "0 of 3 lessons done" in page


def test_what_is_done_is_counted_and_the_next_is_offered(cohort, lessons, sign_in):
    learner = learner_in(cohort)
    finish_lesson(learner, lessons[0])
    page = page_for(sign_in(learner), cohort)
    assert "1 of 3 lessons done" in page
    assert 'Go on: <span lang="en">Lesson 2</span>' in page
    assert f'href="{lessons[1].address}"' in page


def test_questions_not_passed_are_named_as_what_opens_the_next(cohort, lessons, sign_in):
    questions_on(lessons[0])
    learner = learner_in(cohort)
    finish_lesson(learner, lessons[0])
    page = page_for(sign_in(learner), cohort)
    assert "Opens when you have passed the questions of “Lesson 1”." in page
    assert "0 of 3 lessons done" in page


def test_a_block_that_has_not_begun_is_named_with_its_day(course, lessons, sign_in):
    cohort = cohort_on(course, opens_in_days=[0, 5])
    learner = learner_in(cohort)
    finish_lesson(learner, lessons[0])
    page = page_for(sign_in(learner), cohort)
    assert f"{cohort.blocks.get(number=2).starts_on:%d-%m-%Y}, when its block begins." in page
    assert f'href="{lessons[1].address}"' not in page


def test_what_the_desk_calls_late_is_marked_on_the_page_it_leads_to(course, lessons, sign_in):
    cohort = cohort_on(course, opens_in_days=[-3, 0])
    learner = learner_in(cohort)
    client = sign_in(learner)
    late = cohort.blocks.get(number=1).lessons.count()
    assert f"{late} lesson" in client.get(reverse("desk:home")).text
    page = page_for(client, cohort)
    assert page.count(">Late</span>") == late
    for lesson in lessons:
        finish_lesson(learner, lesson)
    assert ">Late</span>" not in page_for(client, cohort)


def test_modules_are_folded_but_for_the_one_to_go_on_in(cohort, lessons, sign_in):
    learner = learner_in(cohort)
    page = page_for(sign_in(learner), cohort)
    folds = page.split('<details class="folding"')[1:]
    assert [fold.startswith(" open") for fold in folds].count(True) == 1
    assert lessons[0].title in next(fold for fold in folds if fold.startswith(" open"))


def test_a_module_with_a_late_lesson_is_unfolded(sign_in):
    cohort = cohort_on(course_with_lessons(6), opens_in_days=[-9, -8, -6, -5, 0, 3])
    page = page_for(sign_in(learner_in(cohort)), cohort)
    folds = page.split('<details class="folding"')[1:]
    late = [">Late</span>" in fold for fold in folds]
    assert late == [True, True, False]
    assert [fold.startswith(" open") for fold in folds] == late


def test_what_opens_a_lesson_is_said_once_a_module(sign_in):
    cohort = cohort_on(course_with_lessons(4))
    page = page_for(sign_in(learner_in(cohort)), cohort)
    first, second = page.split('<details class="folding"')[1:]
    assert [fold.count("Opens when you have finished") for fold in (first, second)] == [1, 1]
    assert "Opens when you have finished “Lesson 2”." in second
    assert second.count("After the one before it") == 1


def test_when_all_is_done_nothing_more_is_offered(cohort, lessons, sign_in):
    learner = learner_in(cohort)
    for lesson in lessons:
        finish_lesson(learner, lesson)
    page = page_for(sign_in(learner), cohort)
    assert "3 of 3 lessons done" in page
    assert "Go on:" not in page


def test_the_page_names_the_mentor_and_the_sessions(course, sign_in):
    cohort = cohort_on(course, opens_in_days=[0])
    starts_at = timezone.make_aware(timezone.datetime(2026, 12, 1, 10, 30))
    Session.objects.create(block=cohort.blocks.get(), title="The goal game", starts_at=starts_at, venue="Anganwadi")
    mentor_of(cohort, name="Fathima Beevi")
    page = page_for(sign_in(learner_in(cohort)), cohort)
    for words in ("Fathima Beevi", "The goal game", "Anganwadi", "10:30", "Block 1"):
        assert words in page


def test_sessions_stand_with_their_lessons_below_their_block_and_the_next_is_said_on_top(course, lessons, sign_in):
    cohort = cohort_on(course, opens_in_days=[-3, 0])
    first, second = cohort.blocks.all()
    now = timezone.now()
    for block, lesson, days in ((first, lessons[0], -3), (second, lessons[2], 1), (second, lessons[2], 9)):
        Session.objects.create(
            block=block, lesson_id=lesson.translation_key, starts_at=now + timedelta(days=days), venue="Anganwadi"
        )
    Session.objects.create(block=second, title="Market visit", starts_at=now + timedelta(days=4), venue="Anganwadi")
    page = page_for(sign_in(learner_in(cohort)), cohort)
    assert "Tomorrow at" in page
    before, in_first, in_second = page.split('class="stretch"')
    assert lessons[0].title in in_first
    assert "lesson-row__when--over" in in_first
    assert "Market visit" in in_second
    assert in_second.count('class="lesson-row__when"') == 2
    assert [part.count("Anganwadi") for part in (before, in_first, in_second)] == [1, 1, 1]


def test_the_code_for_the_board_is_for_who_teaches(cohort, sign_in):
    assert cohort.code in page_for(sign_in(trainer_of(cohort)), cohort)
    for other in (learner_in(cohort), mentor_of(cohort)):
        page = page_for(sign_in(other), cohort)
        assert cohort.name in page
        assert cohort.code not in page


def test_who_teaches_or_mentors_finds_every_lesson_open(cohort, lessons, sign_in):
    page = page_for(sign_in(trainer_of(cohort)), cohort)
    assert all(f'href="{lesson.address}"' in page for lesson in lessons)


def test_who_teaches_a_cohort_and_learns_in_another_meets_each_as_what_she_is_there(cohort, course, lessons, sign_in):
    trainer = trainer_of(cohort)
    own = cohort_on(course)
    own.enrolments.create(person=trainer)
    taught, taken = (page_for(sign_in(trainer), each) for each in (cohort, own))
    assert "lessons done" not in taught
    assert "0 learners" in taught
    assert "0 of 3 lessons done" in taken
    assert all(f'href="{lesson.address}"' in page for lesson in lessons for page in (taught, taken))
    assert sign_in(trainer).get(lessons[2].address).status_code == 200


def test_of_several_mentors_the_first_three_are_named_and_none_whose_account_is_shut(cohort, sign_in):
    for name in ("Amina", "Bina", "Chitra", "Devi", "Elsy"):
        mentor_of(cohort, name=name)
    Person.objects.get(name="Bina").user.delete()
    assert "Your mentors: Amina, Chitra, Devi<" in page_for(sign_in(learner_in(cohort)), cohort)


def test_everybody_else_finds_no_such_cohort(cohort, sign_in):
    for other in (PersonFactory(), learner_in(CohortFactory()), trainer_of(CohortFactory())):
        assert sign_in(other).get(reverse("cohorts:cohort", args=[cohort.pk])).status_code == 404


def test_a_stranger_signs_in_first(client, cohort):
    response = client.get(reverse("cohorts:cohort", args=[cohort.pk]))
    assert response.url.startswith(reverse("account_login"))


def test_the_lessons_are_named_in_the_readers_language(cohort, course, sign_in):
    client = sign_in(learner_in(cohort))
    lesson = next(page for page in lessons_of(course)[0].get_translations())
    lesson.title = "पहला पाठ"
    lesson.save_revision().publish()
    client.cookies["django_language"] = "hi"
    page = page_for(client, cohort)
    assert "पहला पाठ" in page
    assert f'href="{lesson.specific.address}"' in page


def test_what_is_not_translated_is_marked_as_english_and_the_page_says_so(cohort, course, lessons, sign_in):
    starts_at = timezone.make_aware(timezone.datetime(2026, 12, 1, 10, 30))
    block = cohort.blocks.create(number=1, title="One", starts_on=cohort.starts_on, ends_on=cohort.ends_on)
    lesson_key = lessons[0].translation_key
    Session.objects.create(block=block, lesson_id=lesson_key, starts_at=starts_at, venue="Anganwadi")
    for model in (CoursePage, ModulePage, LessonPage):
        model.objects.filter(locale__language_code="hi").update(content_language="en")
    client = sign_in(learner_in(cohort))
    client.cookies["django_language"] = "hi"
    page = page_for(client, cohort)
    assert '<p class="eyebrow" lang="en">MOVE</p>' in page
    assert 'id="module-1" lang="en">Module 1</span>' in page
    assert '<span lang="en">Lesson 1</span></span></a>' in page
    assert (
        f'<p class="lesson-row__title" lang="en"><a href="{lessons_in_hindi(course)[0].address}">Lesson 1</a>' in page
    )
    assert "01-12-2026, 10:30" in page
    assert '<div class="banner banner--info" lang="hi">' in page
    client.cookies["django_language"] = "en"
    assert "banner--info" not in page_for(client, cohort)


def test_a_cohort_over_for_a_day_says_so_and_one_on_its_last_day_does_not():
    today = timezone.localdate()
    assert CohortFactory(ends_on=today - timedelta(days=1)).is_over
    assert not CohortFactory(ends_on=today).is_over


@pytest.mark.parametrize("state", CohortState)
def test_a_cohort_is_over_once_it_has_finished_whatever_its_dates_say(state):
    cohort = CohortFactory(ends_on=timezone.localdate() + timedelta(days=9), state=state)
    assert cohort.is_over == (state in (CohortState.FINISHED, CohortState.CLOSED))
    assert cohort.time == CohortTime.RUNNING, "its dates lie as they lie"


def test_place_and_organisation_are_named_in_the_readers_language(sign_in, course):
    place = PlaceFactory(name="Hosahalli", local_names={"hi": "होसहल्ली"})
    trust = OrganisationFactory(name="Nadi Trust", local_names={"hi": "नदी ट्रस्ट"})
    cohort = cohort_on(course, place=place, organisation=trust)
    client = sign_in(learner_in(cohort))
    client.cookies["django_language"] = "hi"
    page = client.get(reverse("cohorts:cohort", args=[cohort.pk])).content.decode()
    assert "होसहल्ली · नदी ट्रस्ट" in page
