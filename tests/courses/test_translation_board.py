"""The translators' board: what is to be done in each course and language."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Locale, Page, Task, Workflow, WorkflowTask

from assessments.models import Question
from content.models import SourceText
from content.services import note_texts_not_noted
from courses.models import LessonPage
from courses.queries import translation_boards
from tests.factories import UserFactory, front_page, lessons_of, questions_on, ted, two_courses

pytestmark = pytest.mark.django_db

BOARD = reverse("translation-board")


@pytest.fixture
def course():
    return with_board()


def with_board(lessons: int = 3):
    course = two_courses(lessons)
    SourceText.objects.all().delete()
    note_texts_not_noted()
    return course


@pytest.fixture
def editor(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def hindi(lesson) -> LessonPage:
    return LessonPage.objects.get(translation_key=lesson.translation_key, locale__language_code="hi")


def counts(language: str, place: int = 0) -> dict[str, int]:
    to_do = {code: signs for code, signs, _unwritten in translation_boards()[place].to_do}
    return {str(sign): number for sign, number in to_do[language]}


def test_what_is_published_in_a_language_is_done_and_what_is_not_there_is_missing(course):
    move, other = translation_boards()
    assert (move.title, other.title) == ("MOVE", "TED")
    assert [(line.title, line.depth) for line in move.lines] == [
        ("MOVE", 0),
        ("Module 1", 1),
        ("Lesson 1", 2),
        ("Lesson 2", 2),
        ("Module 2", 1),
        ("Lesson 3", 2),
    ]
    assert counts("hi") == {}
    assert counts("kn") == {"missing": 6}


def test_what_is_below_a_course_that_is_taken_away_is_no_course(course):
    english = course.get_translation(Locale.objects.get(language_code="en"))
    english.unpublish()
    assert [board.title for board in translation_boards()] == ["TED"]


def test_an_alias_is_missing_and_leads_to_its_editor(course):
    kannada = Locale.objects.get(language_code="kn")
    for page in Page.objects.filter(locale__language_code="en", depth__gte=2).order_by("path").specific():
        page.copy_for_translation(kannada, alias=True)
    line = translation_boards()[0].lines[2]
    cell = next(cell for cell in line.cells if cell.language == "kn")
    alias = lessons_of(course)[0].get_translation(kannada)
    assert (cell.is_missing, cell.page) == (True, alias.pk)


def test_what_has_changed_waits_or_is_not_published_is_counted(course):
    first, second, third = lessons_of(course)
    first.summary = "Other words"
    first.save_revision().publish()
    hindi(second).unpublish()
    page = hindi(third)
    page.summary = "नया"
    page.save_revision()
    assert counts("hi") == {"changed": 1, "unpublished": 2}
    workflow = Workflow.objects.create(name="Review")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.create(name="Look"), sort_order=1)
    page = hindi(third)
    workflow.start(page, UserFactory(staff=True))
    assert counts("hi") == {"changed": 1, "waiting": 1, "unpublished": 1}


def test_questions_that_are_not_written_in_a_language_are_counted_and_lead_to_their_list(course, editor):
    quiz = questions_on(lessons_of(course)[0])  # five, in English
    question = Question.objects.filter(lesson=quiz.lesson).first()
    question.texts = {**question.texts, "hi": question.texts["en"]}
    question.save()
    unwritten = {code: [each.number for each in others] for code, _signs, others in translation_boards()[0].to_do}
    assert unwritten == {"hi": [4], "kn": [5], "ml": [5]}
    assert translation_boards()[1].unwritten["hi"] == []
    (waiting,) = translation_boards()[0].unwritten["hi"]
    assert waiting.address.replace("&", "&amp;") in editor.get(BOARD).text
    assert len(editor.get(waiting.address).context["object_list"]) == 4


def test_what_is_not_published_in_english_is_nobodys_to_translate(course):
    lessons_of(course)[0].unpublish()
    assert counts("kn") == {"missing": 5}


def test_the_list_is_narrowed_to_a_course_a_language_and_what_is_to_be_done(course, editor):
    first = lessons_of(course)[0]
    first.summary = "Other words"
    first.save_revision().publish()
    page = editor.get(BOARD)
    assert [line.title for line in page.context["lines"]][:2] == ["MOVE", "Module 1"]
    address = f"?course={course.translation_key}&language=hi&sign=changed"
    assert address.replace("&", "&amp;") in page.text
    narrowed = editor.get(BOARD + address)
    assert [line.title for line in narrowed.context["lines"]] == ["Lesson 1"]
    assert reverse("translation-changed", args=[hindi(first).pk]) in narrowed.text
    assert reverse("wagtailadmin_pages:edit", args=[hindi(first).pk]) in narrowed.text
    other = editor.get(f"{BOARD}?course={ted().translation_key}&language=hi")
    assert other.context["lines"] == []


@pytest.mark.parametrize("asked", ["?course=nothing", "?course=&sign=%00", "?language=xx&sign=done"])
def test_what_nobody_may_choose_narrows_nothing(course, editor, asked):
    page = editor.get(BOARD + asked)
    assert page.status_code == 200
    assert len(page.context["lines"]) == 6


def test_without_a_course_it_says_so(db, editor):
    front_page()
    assert "There is no published course." in editor.get(BOARD).text


def test_only_who_may_do_something_with_pages_sees_it(course, sign_in, django_user_model):
    stranger = UserFactory(staff=True)
    entry = Permission.objects.get(codename="access_admin")
    stranger.user_permissions.add(entry)
    session = sign_in(stranger)
    assert session.get(BOARD).status_code in (302, 403)
    assert BOARD not in session.get(reverse("wagtailadmin_home")).text
    group = django_user_model.groups.field.related_model.objects.create(name="Translators")
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(
        group=group, page=Page.objects.get(depth=2, locale__language_code="hi"), permission=change
    )
    translator = UserFactory(staff=True)
    translator.user_permissions.add(entry)
    translator.groups.add(group)
    session = sign_in(translator)
    assert session.get(BOARD).status_code == 200
    assert BOARD in session.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("lessons", [2, 9])
def test_the_number_of_queries_does_not_grow(lessons, django_assert_num_queries):
    with_board(lessons)
    with django_assert_num_queries(4):
        assert len(translation_boards()[0].lines) > lessons
