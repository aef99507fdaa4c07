"""The edition of the content: what changes it, and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from wagtail.models import Page, PageViewRestriction

from content.editions import MOST, edition_now, kept, new_edition, one_edition
from courses.models import LessonPage
from media.models import LearningMedia
from tests.factories import course_with_lessons, lessons_of, with_media

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> LessonPage:
    return lessons_of(course_with_lessons(2))[0]


def made_of(*values):
    """Something to make that is another each time."""
    remaining = list(values)
    return lambda: remaining.pop(0)


def publish(lesson):
    lesson.title = "New words"
    lesson.save_revision().publish()


def delete_a_sound(lesson):
    with_media(lesson)
    LearningMedia.objects.first().delete()


CHANGES = {
    "published": publish,
    "taken away": lambda lesson: lesson.unpublish(),
    "moved": lambda lesson: lesson.move(lesson.get_parent(), pos="last-child"),
    "deleted": lambda lesson: Page.objects.get(pk=lesson.pk).delete(),
    "shut": lambda lesson: PageViewRestriction.objects.create(
        page=lesson.get_parent().get_parent(), restriction_type="login"
    ),
    "sound deleted": delete_a_sound,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_for_readers_makes_another_edition(lesson, change):
    before = edition_now()
    change(lesson)
    assert edition_now() != before


def test_a_draft_changes_nothing_for_readers(lesson):
    before = edition_now()
    lesson.title = "Not yet"
    lesson.save_revision()
    assert edition_now() == before


def test_an_edition_is_taken_back_with_its_transaction(lesson):
    before = edition_now()
    with transaction.atomic():
        publish(lesson)
        transaction.set_rollback(True)
    assert edition_now() == before


def test_what_is_kept_is_made_once_an_edition_and_name(lesson):
    make = made_of(1, 2, 3)
    for _request in range(2):
        with one_edition():
            assert kept("outline", "en", make=make) == 1
    with one_edition():
        assert kept("outline", "hi", make=make) == 2
    publish(lesson)
    with one_edition():
        assert kept("outline", "en", make=make) == 3


def test_a_request_asks_for_the_edition_once(lesson, django_assert_num_queries):
    with one_edition(), django_assert_num_queries(1):
        kept("one", make=made_of(1))
        kept("another", make=made_of(1))


def test_who_publishes_keeps_nothing_that_others_would_get(lesson):
    with one_edition():
        new_edition()
        assert kept("half done", make=made_of("before")) == "before"
        assert kept("half done", make=made_of("after")) == "after"
    with one_edition():
        assert kept("half done", make=made_of("anew")) == "anew"


def test_outside_of_a_request_nothing_is_kept(lesson):
    make = made_of(1, 2)
    assert [kept("outline", make=make) for _ in range(2)] == [1, 2]


def test_no_more_is_kept_than_there_is_room_for(lesson):
    with one_edition():
        kept("first", make=made_of("kept"))
        for number in range(MOST):
            kept("another", number, make=made_of(number))
        assert kept("first", make=made_of("anew")) == "anew"


@pytest.mark.django_db(transaction=True)
def test_what_another_connection_publishes_is_there_at_the_next_request_and_not_before_its_commit():
    new_edition()

    def in_another_connection():
        with transaction.atomic():
            new_edition()
        connection.close()

    with one_edition():
        assert kept("page", make=made_of("old")) == "old"
        with ThreadPoolExecutor(1) as others:
            others.submit(in_another_connection).result()
        assert kept("page", make=made_of("new")) == "old"
    with one_edition():
        assert kept("page", make=made_of("new")) == "new"
