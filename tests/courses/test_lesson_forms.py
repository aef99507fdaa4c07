"""The forms of a lesson: what a learner types is kept whole or refused, never lost to another window, hers alone."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from cohorts.services import withdraw_learner
from core.forms import DateField, NumberField, RupeesField
from courses.enums import LESSON_FORM
from courses.forms import LONGEST_TEXT, TextField
from courses.models import FormEntry, LessonPage
from courses.queries import filled_forms
from courses.queries.lesson_forms import STANDING
from submissions.models import Submission
from submissions.queries import needs_of, number_of_needs
from tests.factories import cohort_on, course_with_lessons, learner_in, lessons_of, trainer_of
from tests.submissions.phone import hand_over


@pytest.fixture
def lessons(db) -> list[LessonPage]:
    return lessons_of(course_with_lessons())


@pytest.fixture
def cohort(lessons):
    return cohort_on(lessons[0].get_parent().get_parent().specific)


@pytest.fixture
def learner(cohort):
    return learner_in(cohort)


@pytest.fixture
def reader(learner, sign_in):
    return sign_in(learner)


@pytest.fixture
def save(reader, learner, lessons):
    """She changes fields on a phone; what the portal says to it."""

    def _save(fields: dict[str, str], **more: Any) -> dict:
        return hand_over(reader, learner, LESSON_FORM, f"{lessons[0].translation_key}/goal-card", fields, **more)

    return _save


@pytest.fixture
def kept(learner, lessons):
    """{field: text} of what stands in the form now."""
    return lambda: {name: each.text for name, each in standing(learner, lessons[0]).items()}


def standing(person, lesson: LessonPage):
    return filled_forms(person, lesson.translation_key).get("goal-card", {})


def form(lesson: LessonPage, key: str = "goal-card") -> str:
    return reverse("courses:save-form", args=[lesson.translation_key, key])


def test_what_is_typed_stands_in_the_form_the_next_time(reader, lessons, save):
    assert save({"reason": "School by <Diwali>"}) == {"state": "applied"}
    page = reader.get(lessons[0].address).content.decode()
    assert "School by &lt;Diwali&gt;" in page
    assert "<Diwali>" not in page


def test_it_stands_there_in_another_language_too(reader, lessons, save):
    save({"amount": "3000"})
    hindi = LessonPage.objects.get(translation_key=lessons[0].translation_key, locale__language_code="hi")
    assert 'value="3,000"' in reader.get(hindi.address).content.decode()


def test_the_same_entry_again_is_one_entry(save, kept):
    entry = uuid4()
    came = [save({"reason": "School"}, id=entry)["state"] for _ in range(2)]
    assert came == ["applied", "duplicate"]
    assert FormEntry.objects.count() == 1


def test_an_id_of_another_form_is_refused(reader, learner, save):
    entry = uuid4()
    save({"reason": "School"}, id=entry)
    other = FormEntry.objects.get()
    other.form_key = "another"
    other.save()
    assert save({"reason": "Shop"}, id=entry)["code"] == "id_taken"


def test_changing_one_field_leaves_the_others_as_they_are(save, kept):
    save({"amount": "3,000", "reason": "School"})
    save({"by": "26-11-2026"})
    assert kept() == {"amount": "3,000", "reason": "School", "by": "26-11-2026"}


def test_an_unknown_field_wipes_nothing(save, kept):
    save({"amount": "3,000"})
    save({"admin": "yes"})
    assert kept() == {"amount": "3,000"}


def test_a_later_text_replaces_the_one_it_was_written_over(save, kept):
    first = uuid4()
    save({"reason": "School"}, id=first)
    save({"reason": "Shop", "seen:reason": str(first)})
    assert kept() == {"reason": "Shop"}


def test_of_two_phones_the_newer_text_stands_and_the_other_is_shown(reader, learner, lessons, save):
    early = (timezone.now() - timedelta(hours=1)).isoformat()
    save({"reason": "papad"})
    save({"reason": "bangles"}, device_at=early)
    assert standing(learner, lessons[0])["reason"].text == "papad"
    page = reader.get(lessons[0].address).content.decode()
    assert "Written on another phone: bangles" in " ".join(page.split())


def test_what_comes_after_what_was_written_over_it_does_not_stand(save, kept):
    first, second = uuid4(), uuid4()
    save({"reason": "Shop", "seen:reason": str(first)}, id=second)
    save({"reason": "House", "seen:reason": str(second)})
    save({"reason": "School"}, id=first)
    assert kept() == {"reason": "House"}


@pytest.mark.parametrize("again", ["03-12-2027", "2027-12-03"])
def test_the_same_text_once_more_on_one_phone_leaves_nothing_beside_the_next(learner, lessons, save, again):
    ids = [uuid4() for _ in range(4)]
    save({"by": "03-12-2027"}, id=ids[0])
    save({"by": again, "seen:by": str(ids[0])}, id=ids[1])
    save({"by": again, "seen:by": str(ids[1])}, id=ids[2])
    save({"by": "04-12-2027", "seen:by": str(ids[2])}, id=ids[3])
    by = standing(learner, lessons[0])["by"]
    assert (by.text, by.others) == ("04-12-2027", ())


def test_two_that_were_written_over_each_other_both_stand(learner, lessons, save):
    first, second = uuid4(), uuid4()
    save({"reason": "Shop", "seen:reason": str(second)}, id=first)
    save({"reason": "House", "seen:reason": str(first)}, id=second)
    reason = standing(learner, lessons[0])["reason"]
    assert {reason.text, *reason.others} == {"Shop", "House"}


def test_what_was_written_over_is_kept_and_not_read_again(learner, lessons, save):
    last = ""
    for text in ("School", "School fees", "School fees of both"):
        entry = uuid4()
        save({"reason": text, "seen:reason": last}, id=entry)
        last = str(entry)
    assert standing(learner, lessons[0])["reason"].text == "School fees of both"
    read = STANDING.all(person=learner.pk, lesson=lessons[0].translation_key)
    assert [entry.values for entry in read] == [{"reason": "School fees of both"}]
    assert FormEntry.objects.count() == 3


def test_a_stale_page_without_scripts_sends_nothing_it_did_not_change(reader, lessons, save, kept):
    first = uuid4()
    save({"reason": "School"}, id=first)
    save({"reason": "Shop", "seen:reason": str(first)})
    reader.post(form(lessons[0]), {"reason": "School", "seen:reason": str(first), "amount": "500", "seen:amount": ""})
    assert kept() == {"reason": "Shop", "amount": "500"}


def test_without_a_script_the_button_leads_back_to_the_form(reader, lessons, kept):
    response = reader.post(form(lessons[0]), {"amount": "3000"})
    assert response.url.endswith("#form-goal-card")
    assert kept() == {"amount": "3,000"}


@pytest.mark.parametrize(("field", "typed", "stands"), [
    ("amount", "300000", "3,00,000"),
    ("amount", "₹ ३०००", "3,000"),
    ("by", "2026-11-26", "26-11-2026"),
    ("by", "26/11/2026", "26-11-2026"),
    ("amount", "", None),
])  # fmt: skip
def test_numbers_are_grouped_and_days_written_as_here(save, kept, field, typed, stands):
    assert save({field: typed})["state"] == "applied"
    assert kept() == ({field: stands} if stands else {})


@pytest.mark.parametrize(("field", "typed", "said"), [
    ("amount", "abc", "Type a number of rupees, such as 3,000."),
    ("by", "next week", "Type the day as day-month-year"),
    ("reason", "क" * (LONGEST_TEXT + 1), "at most 10,000 letters"),
])  # fmt: skip
def test_what_cannot_be_kept_is_refused_beside_its_field(reader, lessons, save, field, typed, said):
    outcome = save({field: typed})
    assert (outcome["state"], outcome["field"]) == ("refused", field)
    assert said in outcome["sentence"]
    assert not FormEntry.objects.exists()
    assert Submission.objects.get().fields == {field: typed}


@pytest.mark.parametrize("language", ["en", "hi", "kn", "ml"])
def test_the_phone_says_it_in_the_words_of_the_portal(language):
    with override(language):
        said = render_to_string("core/forms/rule_words.html")
        for field, code in (
            (NumberField, "invalid"),
            (RupeesField, "invalid"),
            (RupeesField, "paise"),
            (DateField, "invalid"),
            (DateField, "no_such_day"),
            (NumberField, "too_long"),
        ):
            assert f'"{field().error_messages[code]}"' in said
        assert f'"{RupeesField().error_messages["too_small"] % {"limit": 0}}"' in said
        assert f'"{TextField().error_messages["max_length"]}"' in said


def test_the_page_begins_with_what_is_wrong_and_leads_to_the_field(reader, lessons):
    page = reader.post(form(lessons[0]), {"amount": "abc"})
    assert page.status_code == 422
    summary = page.text.partition('class="error-summary"')[2].partition("</ul>")[0]
    assert 'href="#goal-card--amount"' in summary


def test_what_is_refused_again_stands_in_the_place_of_what_was_refused_before(learner, save):
    for typed in ("2500.555", "2,500.555", "99999999999999999999"):
        save({"amount": typed})
    assert number_of_needs(learner) == 1


def test_what_is_saved_in_the_same_fields_mends_what_was_refused_whatever_page_it_comes_from(
    reader, learner, lessons, save
):
    save({"amount": "abc", "seen:amount": ""})
    save({"by": "26-11-2026"})
    assert number_of_needs(learner) == 1
    reader.post(form(lessons[0]), {"amount": "3000", "reason": "", "seen:amount": ""})
    assert number_of_needs(learner) == 0


def test_what_was_refused_is_told_in_the_language_of_the_reader_without_ids_and_leads_to_its_page(
    reader, learner, lessons, save
):
    save({"by": "next week", "seen:by": str(known := uuid4())})
    with override("hi"):
        need = needs_of(learner)[0]
        assert need.submission.sentence == gettext("Type the day as day-month-year, such as 23-11-2026.")
    with override("en"):
        page = reader.get(reverse("submissions:mine")).text
    assert str(known) not in page
    assert f"{lessons[0].translation_key}/#form-goal-card" in page
    assert "Send again" not in page


def test_without_scripts_too_what_was_typed_still_stands_there(reader, lessons):
    response = reader.post(form(lessons[0]), {"amount": "abc", "reason": "School"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Type a number of rupees, such as 3,000." in page
    assert 'value="abc"' in page
    assert "School" in page


def test_a_long_text_is_kept_whole(save, kept):
    save({"reason": "क" * 2_500})
    assert kept() == {"reason": "क" * 2_500}


@pytest.mark.parametrize(("typed", "stands"), [
    ("a\x00b", "ab"),
    ("a\x1bb", "ab"),
    ("a\x7fb", "ab"),
    ("a\x0bb", "a\nb"),
    ("a\x0cb", "a\nb"),
    ("\u202ab\u202c", "b"),
    ("e\u0301", "\u00e9"),
])  # fmt: skip
def test_control_characters_are_taken_out_and_the_rest_is_kept(save, kept, typed, stands):
    assert save({"reason": typed})["state"] == "applied"
    assert kept() == {"reason": stands}


def test_a_form_the_lesson_does_not_have_is_refused(reader, learner, lessons):
    about = f"{lessons[0].translation_key}/no-such-form"
    assert hand_over(reader, learner, LESSON_FORM, about, {"amount": "3"})["code"] == "form_unknown"
    assert reader.post(form(lessons[0], "no-such-form"), {"amount": "3"}).status_code == 404


@pytest.mark.parametrize("about", ["", "x/goal-card", "00000000-0000-0000-0000-000000000007/goal-card"])
def test_a_lesson_that_is_none_is_refused(reader, learner, lessons, about):
    assert hand_over(reader, learner, LESSON_FORM, about, {"amount": "3"})["code"] == "not_yours"


def test_the_form_of_a_locked_lesson_takes_nothing(reader, lessons):
    assert reader.post(form(lessons[1]), {"amount": "3000"}).status_code == 404
    assert not FormEntry.objects.exists()


def test_what_was_written_before_she_left_and_comes_after_is_held(learner, save):
    withdraw_learner(learner.enrolments.get(), by=None)
    outcome = save({"reason": "School"})
    assert (outcome["state"], outcome["code"]) == ("held", "lesson_closed")
    assert Submission.objects.get().fields == {"reason": "School"}


def test_a_stranger_is_sent_to_sign_in(client, lessons):
    assert client.post(form(lessons[0]), {"amount": "3000"}).status_code == 302
    assert not FormEntry.objects.exists()


def test_nobody_is_shown_what_somebody_else_typed(lessons, cohort, save, sign_in):
    save({"amount": "77777"})
    for other in (learner_in(cohort), trainer_of(cohort)):
        assert "77,777" not in sign_in(other).get(lessons[0].address).content.decode()


def test_two_who_wrote_in_the_same_form_find_each_her_own_text_word_for_word(learner, lessons, cohort, sign_in):
    written = {learner: "For <my> girl & \ue000text0\ue000", learner_in(cohort): "For the roof"}
    for person, text in written.items():
        about = f"{lessons[0].translation_key}/goal-card"
        hand_over(sign_in(person), person, LESSON_FORM, about, {"reason": text})
    pages = [sign_in(person).get(lessons[0].address).content.decode() for person in written]
    assert "For &lt;my&gt; girl &amp;" in pages[0]
    assert "roof" not in pages[0]
    assert "For the roof" in pages[1]
    assert "girl" not in pages[1]


def test_the_same_form_in_another_lesson_is_another_form(reader, lessons, save):
    save({"amount": "77777"})
    reader.post(reverse("courses:finish-lesson", args=[lessons[0].translation_key]))
    assert "77,777" not in reader.get(lessons[1].address).content.decode()


def test_what_somebody_else_handed_in_under_an_id_is_not_told_to_who_guesses_it(
    save, kept, cohort, learner, lessons, sign_in
):
    entry, about = uuid4(), f"{lessons[0].translation_key}/goal-card"
    assert save({"reason": "School"}, id=entry)["state"] == "applied"
    bina = learner_in(cohort)
    outcome = hand_over(sign_in(bina), bina, LESSON_FORM, about, {"reason": "Shop"}, id=entry)
    assert (outcome["state"], outcome["code"], "facts" in outcome) == ("refused", "id_taken", False)
    assert kept() == {"reason": "School"}
    assert standing(bina, lessons[0]) == {}
