"""What an editor sees of a page before it is published is what readers will see."""

import pytest
from django.urls import reverse

from courses.models import CourseIndexPage, CoursePage
from outreach.models import HomePage, StoryIndexPage, StoryPage
from tests.factories import UserFactory, course_with_lessons, library


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "words"), [
    (HomePage, "MOVE"), (CourseIndexPage, "MOVE"), (CoursePage, "Lesson 1"), (StoryIndexPage, "Asha sells jars"),
])  # fmt: skip
def test_a_preview_shows_what_stands_below_the_page(sign_in, model, words):
    library()
    course_with_lessons(1)
    stories = StoryIndexPage.objects.get(locale__language_code="en")
    story = StoryPage(title="Asha sells jars", person="Asha", summary="x", published_on="2026-01-31", body="<p>x</p>")
    stories.add_child(instance=story)
    page = model.objects.get(locale__language_code="en")
    page.title = "Half a thought"
    page.save_revision()
    editor = sign_in(UserFactory(staff=True, is_superuser=True))
    preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code == 200
    assert words in preview.text
    page.unpublish()
    assert editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200
