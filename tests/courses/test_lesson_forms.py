"""The forms of a lesson: what a learner types is kept as typed, and is hers alone."""

import pytest
from django.urls import reverse

from courses.models import FilledForm, LessonPage
from courses.services.progress import LONGEST_FORM_VALUE
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of

AMOUNT = "₹3,000 by <Diwali>"


@pytest.fixture
def lessons(db) -> list[LessonPage]:
    return lessons_of(course_with_lessons())


@pytest.fixture
def cohort(lessons):
    return cohort_on(lessons[0].get_parent().get_parent().specific)


@pytest.fixture
def reader(cohort, sign_in):
    return sign_in(learner_in(cohort))


def form(lesson: LessonPage, key: str = "goal-card") -> str:
    return reverse("courses:save-form", args=[lesson.pk, key])


def save(client, lesson: LessonPage, **typed: str):
    return client.post(form(lesson), typed, headers={"Accept": "application/json"})


def test_what_is_typed_stands_in_the_form_the_next_time(reader, lessons):
    assert save(reader, lessons[0], amount=AMOUNT).json() == {"saved": True}
    page = reader.get(lessons[0].address).content.decode()
    assert "₹3,000 by &lt;Diwali&gt;" in page
    assert AMOUNT not in page


def test_it_stands_there_in_another_language_too(reader, lessons):
    save(reader, lessons[0], amount="3000")
    hindi = LessonPage.objects.get(translation_key=lessons[0].translation_key, locale__language_code="hi")
    assert 'value="3000"' in reader.get(hindi.address).content.decode()


def test_saving_again_replaces_what_was_typed(reader, lessons):
    for amount in ("3000", "3500"):
        save(reader, lessons[0], amount=amount)
    assert FilledForm.objects.get().values == {"amount": "3500"}


def test_without_a_script_the_button_leads_back_to_the_form(reader, lessons):
    response = reader.post(form(lessons[0]), {"amount": "3000"})
    assert response.url == f"{lessons[0].address}#form-goal-card"
    assert FilledForm.objects.get().values == {"amount": "3000"}


def test_a_form_the_lesson_does_not_have_is_refused_in_words(reader, lessons):
    response = reader.post(form(lessons[0], "no-such-form"), {"amount": "3000"})
    assert response.status_code == 404
    assert response.json()["error"] == "This form is not part of the lesson any more. Open the lesson again."
    assert not FilledForm.objects.exists()


def test_fields_the_form_does_not_have_are_not_kept(reader, lessons):
    save(reader, lessons[0], amount="3000", admin="yes", csrfmiddlewaretoken="x")
    assert FilledForm.objects.get().values == {"amount": "3000"}


def test_the_form_of_a_locked_lesson_takes_nothing(reader, lessons):
    assert save(reader, lessons[1], amount="3000").status_code == 404
    assert not FilledForm.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client, lessons):
    assert save(client, lessons[0], amount="3000").status_code == 302
    assert not FilledForm.objects.exists()


def test_nobody_is_shown_what_somebody_else_typed(reader, lessons, cohort, sign_in):
    save(reader, lessons[0], amount="77777")
    for other in (learner_in(cohort), trainer_of(cohort)):
        assert "77777" not in sign_in(other).get(lessons[0].address).content.decode()


def test_each_has_a_form_of_her_own(reader, lessons, cohort, sign_in):
    save(reader, lessons[0], amount="1")
    save(sign_in(learner_in(cohort)), lessons[0], amount="2")
    assert sorted(filled.values["amount"] for filled in FilledForm.objects.all()) == ["1", "2"]


def test_the_same_form_in_another_lesson_is_another_form(reader, lessons):
    save(reader, lessons[0], amount="77777")
    reader.post(reverse("courses:finish-lesson", args=[lessons[0].pk]))
    assert "77777" not in reader.get(lessons[1].address).content.decode()


@pytest.mark.parametrize(("typed", "kept"), [
    ("a\x00b", "ab"),
    ("a\x1bb", "ab"),
    ("a\x7fb", "ab"),
    ("a\x0bb", "a\nb"),
    ("a\x0cb", "a\nb"),
    ("\u202ab\u202c", "b"),
])  # fmt: skip
def test_control_characters_are_taken_out_and_the_rest_is_kept(reader, lessons, typed, kept):
    assert save(reader, lessons[0], amount=typed).json() == {"saved": True}
    assert FilledForm.objects.get().values == {"amount": kept}


def test_a_very_long_text_is_cut(reader, lessons):
    save(reader, lessons[0], amount="क" * (LONGEST_FORM_VALUE + 5))
    assert FilledForm.objects.get().values["amount"] == "क" * LONGEST_FORM_VALUE


def test_letters_are_kept_in_one_normal_form(reader, lessons):
    save(reader, lessons[0], amount="e\u0301")
    assert FilledForm.objects.get().values == {"amount": "\u00e9"}
