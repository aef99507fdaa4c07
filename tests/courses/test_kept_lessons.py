"""A lesson and its course are kept for an edition: what an editor changes shows at the next request."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from courses.models import LessonPage
from courses.services import save_form
from tests.factories import UserFactory, cohort_on, course_with_lessons, learner_in, lessons_of, with_media

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> LessonPage:
    lesson = lessons_of(course_with_lessons(3))[0]
    with_media(lesson)
    return lesson


@pytest.fixture
def cohort(lesson):
    return cohort_on(lesson.get_parent().get_parent().specific)


@pytest.fixture
def reader(lesson, cohort, sign_in) -> Client:
    """Somebody who has read the lesson just now, so that it is kept."""
    client = sign_in(learner_in(cohort))
    assert "Beans in a bowl" in client.get(lesson.address).content.decode()
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_new_words_show_at_the_next_request(lesson, reader):
    lesson.title, lesson.body[0].value["text"] = "A new title", "A new line of why"
    lesson.save_revision().publish()
    shown = page(reader, lesson.address)
    assert "A new title" in shown
    assert "A new line of why" in shown


def test_a_draft_shows_to_its_editor_alone(lesson, reader):
    lesson.body[0].value["text"] = "Not yet for readers"
    lesson.save_revision()
    editor = Client()
    editor.force_login(UserFactory(staff=True, is_superuser=True), backend="people.auth.SharedPhoneBackend")
    assert "Not yet for readers" in page(editor, reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]))
    assert "Not yet for readers" not in page(reader, lesson.address)
    assert "Not yet for readers" not in page(editor, lesson.address)


@pytest.mark.parametrize("steps_up", [0, 1, 2], ids=["lesson", "module", "course"])
def test_what_is_taken_away_is_gone_at_the_next_request(lesson, reader, steps_up):
    above = lesson
    for _step in range(steps_up):
        above = above.get_parent()
    above.specific.unpublish()
    assert reader.get(lesson.address).status_code == 404


def test_what_is_deleted_or_renamed_is_not_found_where_it_was(lesson, reader):
    there = lesson.address
    lesson.slug = "another-name"
    lesson.save_revision().publish()
    assert reader.get(there).status_code == 302
    assert reader.get(LessonPage.objects.get(pk=lesson.pk).address).status_code == 200
    Page.objects.get(pk=lesson.pk).delete()
    assert reader.get(there.replace(lesson.slug, "another-name")).status_code == 404


def test_the_next_lesson_is_the_one_that_was_moved_there(lesson, reader):
    following, last = lessons_of(lesson.get_parent().get_parent())[1:]
    assert following.title in page(reader, lesson.address)
    Page.objects.get(pk=last.pk).move(Page.objects.get(pk=following.pk), pos="left")
    shown = page(reader, lesson.address)
    assert last.title in shown
    assert following.title not in shown


def test_what_one_typed_into_a_form_is_shown_to_no_other_reader(lesson, cohort, reader):
    asha = learner_in(cohort)
    client = Client()
    client.force_login(asha.user, backend="people.auth.SharedPhoneBackend")
    save_form(asha, lesson.translation_key, "goal-card", entry_id=asha.pk, values={"amount": "7,654"})
    assert 'value="7,654"' in page(client, lesson.address)
    shown = page(reader, lesson.address)
    assert "7,654" not in shown
    assert str(asha.pk) not in shown


def test_each_language_of_the_reader_has_words_of_its_own(lesson, reader):
    english = page(reader, lesson.address)
    assert "Check yourself" in english
    assert "Check yourself" not in page(reader, "/hi" + lesson.address.removeprefix("/en"))
    assert "Check yourself" in page(reader, lesson.address)


def test_the_contents_name_the_steps_that_have_a_heading_and_change_with_them(lesson, reader):
    shown = page(reader, lesson.address)
    assert '<a href="#step-1">Why this lesson</a>' in shown
    assert 'lang="en">Beans in a bowl</a>' in shown
    place = next(place for place, block in enumerate(lesson.body) if block.block_type == "activity")
    lesson.body[place].value["title"] = "Beans in a basket"
    lesson.save_revision().publish()
    assert 'lang="en">Beans in a basket</a>' in page(reader, lesson.address)
