"""The words of a course: loaded, kept by editors, shown to learners and beside what a translator writes."""

import pytest
import yaml
from django.urls import reverse
from wagtail.models import Page

from content.services import note_texts_not_noted
from courses.models import CoursePage, LessonPage, Term
from courses.queries import course_to_keep, words_in, words_of, words_to_write
from courses.services import load_terms
from tests.factories import UserFactory, cohort_on, course_with_lessons, learner_in, lessons_of

pytestmark = pytest.mark.django_db

GOAL = {
    "name": "goal",
    "local_names": {"hi": "लक्ष्य"},
    "meaning": "What you want to reach.",
    "local_meanings": {"hi": "जहाँ पहुँचना है।"},
}
EDIT = "wagtailsnippets_courses_term:edit"


@pytest.fixture
def course():
    return course_with_lessons(2)


@pytest.fixture
def goal(course):
    return Term.objects.create(course_key=course.translation_key, **GOAL)


@pytest.fixture
def editor(sign_in):
    return sign_in(UserFactory(staff=True, is_superuser=True))


def hindi(page):
    return page.get_translations().get(locale__language_code="hi").specific


def test_the_words_of_a_course_are_read_in_its_readers_language(client, goal):
    page = client.get("/hi/courses/move/words/").text
    assert "लक्ष्य" in page
    assert "जहाँ पहुँचना है।" in page
    assert '<span lang="en">goal</span>' in page
    english = client.get("/en/courses/move/words/").text
    assert '<b lang="en">goal</b>' in english
    assert "लक्ष्य" not in english


def test_what_nobody_said_in_a_language_is_in_english_and_marked_so(course, goal):
    (line,) = words_of(course.translation_key, "kn")
    assert (line.word, line.language, line.meant_in, line.english) == ("goal", "en", "en", "")


def test_a_course_without_words_has_no_such_page_and_no_link(client, course):
    assert client.get("/en/courses/move/words/").status_code == 404
    assert "/words/" not in client.get("/en/courses/move/").text


def test_a_page_that_an_editor_puts_there_is_shown_where_a_course_has_no_words(client, course):
    CoursePage.objects.get(pk=course.pk).get_children().first().specific.copy(
        update_attrs={"slug": "words", "title": "Words"}
    )
    assert client.get("/en/courses/move/words/").status_code == 302  # to the module's place on its course's page


def test_the_words_of_a_course_that_is_taken_away_are_gone(client, course, goal):
    Page.objects.get(pk=course.pk).specific.unpublish()
    assert client.get("/en/courses/move/words/").status_code == 404


def test_the_course_leads_to_its_words(client, goal):
    assert 'href="/hi/courses/move/words/"' in client.get("/hi/courses/move/").text


def test_a_lesson_shows_the_words_it_says(client, course, goal):
    Term.objects.create(course_key=course.translation_key, name="zebra", meaning="An animal.")
    page = client.get("/en/courses/move/module-1/lesson-1/").text  # its rule says "A good goal is yours."
    assert "What you want to reach." in page
    assert "An animal." not in page
    assert 'href="/en/courses/move/words/"' in page


def test_a_lesson_that_shows_its_source_says_the_words_of_that(course, goal):
    lesson = lessons_of(course)[0]
    LessonPage.objects.filter(translation_key=lesson.translation_key).update(content_language="en")
    (line,) = words_in(hindi(lesson), "hi")
    assert (line.word, line.english) == ("लक्ष्य", "goal")


def test_words_are_kept_with_the_course(course, goal):
    cohort = cohort_on(course)
    learner = learner_in(cohort)
    addresses = [page.address for page in course_to_keep(learner.user, str(course.translation_key)).pages]
    assert addresses[:2] == ["/en/courses/move/", "/en/courses/move/words/"]


def test_a_translator_sees_the_words_of_her_source_and_whether_her_page_says_them(course, goal, editor):
    note_texts_not_noted()
    for lesson in lessons_of(course):
        lesson.save_revision().publish()
    page = hindi(lessons_of(course)[0])
    (word,) = words_to_write(page)
    assert (word.source, word.word, word.is_said) == ("goal", "लक्ष्य", False)
    page.summary = "लक्ष्य का खेल"
    page.save_revision()  # her draft
    (word,) = words_to_write(page)
    assert word.is_said
    address = reverse("translation-words", args=[page.pk])
    assert "लक्ष्य" in editor.get(address).text
    assert "words_beside_editor.js" in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_a_page_outside_of_courses_has_no_words_beside_it(course, goal, editor):
    home = Page.objects.get(depth=2, locale__language_code="hi")
    assert editor.get(reverse("translation-words", args=[home.pk])).text.strip() == ""


def test_an_editor_writes_a_word_and_says_who_keeps_it(course, editor):
    keeper = UserFactory(staff=True, username="meera")
    add = reverse("wagtailsnippets_courses_term:add")
    typed = {
        "course_key": course.translation_key,
        "name": " goal ",
        "local_names_hi": "लक्ष्य",
        "meaning": "What you want to reach.",
        "local_meanings_ml": "എത്തേണ്ടത്",
        "keeper": keeper.pk,
    }
    assert editor.post(add, typed).status_code == 302
    term = Term.objects.get()
    assert (term.name, term.local_names, term.local_meanings) == ("goal", {"hi": "लक्ष्य"}, {"ml": "എത്തേണ്ടത്"})
    assert term.keeper == keeper
    refused = editor.post(add, typed)
    assert "The course has this word already." in refused.text
    listed = editor.get(reverse("wagtailsnippets_courses_term:list"), {"q": "लक्ष्य"})
    assert [(row.pk, row.course_title) for row in listed.context["object_list"]] == [(term.pk, "MOVE")]


def test_a_word_that_changes_changes_the_pages(client, goal):
    client.get("/hi/courses/move/words/")
    goal.local_names = {"hi": "मंज़िल"}
    goal.save()
    assert "मंज़िल" in client.get("/hi/courses/move/words/").text


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_does_not_grow(course, number, django_assert_num_queries):
    for place in range(number):
        Term.objects.create(course_key=course.translation_key, name=f"goal {place}", meaning="A goal.")
    lessons_of(course)[0].save_revision().publish()
    page = hindi(lessons_of(course)[0])
    with django_assert_num_queries(1):
        assert len(words_of(course.translation_key, "hi")) == number
    page.get_latest_revision_as_object()
    with django_assert_num_queries(4):
        words_to_write(page)


class Files:
    """The glossary of MOVE in a folder of the test's own."""

    def __init__(self, root):
        self.root = root
        (root / "move").mkdir(parents=True)

    def write(self, **words):
        entries = [
            {"key": key, "word": {"en": key, "hi": word}, "meaning": {"en": f"A {key}."}} for key, word in words.items()
        ]
        (self.root / "move" / "glossary.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")

    def load(self):
        return load_terms(content=self.root)


@pytest.fixture
def files(tmp_path, course, monkeypatch):
    monkeypatch.setattr(
        "courses.services.terms.course_of_file", {"move": course.translation_key, "ted": None, "team": None}.get
    )
    return Files(tmp_path)


def test_words_are_loaded_from_files_as_often_as_one_likes(files):
    files.write(goal="लक्ष्य", cost="लागत")
    assert files.load().made == ["move/goal", "move/cost"]
    assert files.load().unchanged == ["move/goal", "move/cost"]
    files.write(goal="मंज़िल", cost="लागत")
    assert files.load().updated == ["move/goal"]
    assert Term.objects.get(name="goal").local_names == {"hi": "मंज़िल"}


def test_what_an_editor_changed_or_deleted_is_left_alone(files):
    files.write(goal="लक्ष्य", cost="लागत")
    files.load()
    term = Term.objects.get(name="goal")
    term.local_names = {"hi": "मंज़िल"}
    term.save()
    Term.objects.get(name="cost").delete()
    files.write(goal="ध्येय", cost="ख़र्च")
    report = files.load()
    assert (report.kept, report.deleted, report.updated) == (["move/goal"], ["move/cost"], [])


def test_two_words_that_are_one_are_refused(files):
    entry = {"key": "goal", "word": {"en": "Goal"}, "meaning": {"en": "A goal."}}
    text = yaml.safe_dump([entry, {**entry, "key": "other", "word": {"en": "goal"}}])
    (files.root / "move" / "glossary.yaml").write_text(text, encoding="utf-8")
    assert "move/glossary" in files.load().failed[0]
    assert not Term.objects.exists()
