"""What is unpublished, moved, renamed or deleted while people learn it breaks no page, and their progress stays."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, LessonPage, LessonProgress
from courses.services import finish_lesson
from tests.certificates.certificates import certificate_of
from tests.cohorts.test_trainers_page import sit
from tests.factories import (
    cohort_on,
    learner_in,
    lessons_of,
    questions_on,
    ted,
    trainer_of,
    two_courses,
)

pytestmark = pytest.mark.django_db


def in_all_languages(page: Page) -> list[Page]:
    return [page.specific, *(each.specific for each in page.get_translations())]


def unpublish(page: Page) -> None:
    for each in in_all_languages(page):
        each.unpublish()


def delete(page: Page) -> None:
    for each in in_all_languages(page):
        Page.objects.get(pk=each.pk).delete()


def rename(page: Page) -> None:
    page.title, page.slug = "Called otherwise", "called-otherwise"
    page.save_revision().publish()


def move_away(page: Page) -> None:
    """A lesson to another module, a module or a course to the end of where it stands."""
    page = Page.objects.get(pk=page.pk).specific
    if isinstance(page, LessonPage):
        page.move(page.get_parent().get_next_sibling(), pos="last-child")
    else:
        page.move(page.get_parent(), pos="last-child")


WHAT: dict[str, Callable[[CoursePage], Page]] = {
    "lesson": lambda course: lessons_of(course)[0],
    "module": lambda course: lessons_of(course)[0].get_parent().specific,
    "course": lambda course: course,
}


@pytest.mark.parametrize("change", [unpublish, delete, rename, move_away], ids=lambda change: change.__name__)
@pytest.mark.parametrize("what", WHAT)
def test_no_page_breaks_and_what_was_done_stays(sign_in, what, change):
    course = two_courses(4)
    first, second = lessons_of(course)[:2]
    key = first.translation_key
    questions_on(first)
    cohort = cohort_on(course, opens_in_days=[-3, -2, -1, 0])
    learner, trainer = learner_in(cohort), trainer_of(cohort)
    finish_lesson(learner, first)
    sit(learner, first, wrong=(1,))
    finish_lesson(learner, second)
    certificate_of(learner)
    addresses = [course.address, first.address, second.address]

    change(WHAT[what](course))

    reader = sign_in(learner)
    for address in [
        reverse("desk:home"),
        reverse("cohorts:cohort", args=[cohort.pk]),
        reverse("cohorts:timetable"),
        reverse("gradebook:mine", args=[cohort.pk]),
        reverse("certificates:mine"),
        reverse("people:profile"),
        ted().address,
        "/en/courses/",
    ]:
        assert reader.get(address).status_code == 200, address
    for address in [*addresses, reverse("courses:lesson", args=[key])]:
        assert reader.get(address).status_code in (200, 301, 302, 403, 404), address
    attempts = learner.attempts.values_list("pk", flat=True)
    for attempt in attempts:
        assert reader.get(reverse("assessments:attempt", args=[attempt])).status_code == 200
    teacher = sign_in(trainer)
    for address in [
        reverse("cohorts:cohort", args=[cohort.pk]),
        reverse("cohorts:learners", args=[cohort.pk]),
        reverse("cohorts:learner", args=[cohort.pk, learner.pk]),
        reverse("gradebook:book", args=[cohort.pk]),
        reverse("gradebook:learner", args=[cohort.pk, learner.pk]),
        reverse("gradebook:figures", args=[cohort.pk]),
    ]:
        assert teacher.get(address).status_code == 200, address
    assert LessonProgress.objects.filter(person=learner, finished_at__isnull=False).count() == 2
    assert learner.attempts.count() == 1
