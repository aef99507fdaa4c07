"""What an editor sees of a lesson before it is published, and that nobody else sees it."""

import pytest
from django.urls import reverse

from courses.models import LessonPage
from tests.factories import PersonFactory, UserFactory, course_with_lessons, lessons_of, library

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> LessonPage:
    """A lesson with a newer draft."""
    library()
    lesson = lessons_of(course_with_lessons(1))[0]
    lesson.title = "Half a thought"
    lesson.save_revision()
    return lesson


def preview(lesson: LessonPage) -> str:
    return reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])


def test_an_editor_sees_the_draft_with_all_its_blocks(draft, sign_in):
    response = sign_in(UserFactory(staff=True, is_superuser=True)).get(preview(draft))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Half a thought" in page
    for words in ("Beans in a bowl", "Who promised too much?", "₹540", "Your goal", "Which is a goal?"):
        assert words in page


def test_a_form_in_a_preview_cannot_be_sent(draft, sign_in):
    page = sign_in(UserFactory(staff=True, is_superuser=True)).get(preview(draft)).content.decode()
    assert reverse("courses:save-form", args=[draft.translation_key, "goal-card"]) not in page
    assert reverse("courses:finish-lesson", args=[draft.translation_key]) not in page


@pytest.mark.parametrize("make", [lambda: UserFactory(), lambda: PersonFactory()], ids=["account", "person"])
def test_nobody_else_sees_a_draft(draft, sign_in, make):
    response = sign_in(make()).get(preview(draft))
    assert "Half a thought" not in response.content.decode()
    assert response.status_code in (302, 403)


def test_a_lesson_without_any_block_can_be_previewed(sign_in):
    lesson = lessons_of(course_with_lessons(1))[0]
    lesson.body = []
    lesson.save_revision()
    response = sign_in(UserFactory(staff=True, is_superuser=True)).get(preview(lesson))
    assert response.status_code == 200
