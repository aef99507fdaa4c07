"""What is to be done, in the list of a cohort's learners."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import Question
from attendance.enums import Presence
from cohorts.models import Cohort, Enrolment, Session
from cohorts.queries import lessons_on_plan, progress_of
from courses.models import LessonPage, LessonProgress
from courses.services import finish_lesson
from followups.lends import part_of_page
from followups.models import FollowUp
from followups.services import ask_to_do, note_call, write_to
from gradebook.services import mark_by_hand
from people.enums import Purpose, Role
from people.services import give_consent, grant_role
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import cell_of, learners, seen, sit
from tests.factories import PersonFactory, learner_in
from tests.gradebook.conftest import meet

pytestmark = pytest.mark.django_db


def to_do(client, cohort, name: str) -> str:
    page = client.get(learners(cohort)).text
    row = page[page.index(f">{name}</a>") :]
    return cell_of(row[: row.index("</tr>")], "What to do")


def day_of(moment) -> str:
    return timezone.localtime(moment).strftime("%d-%m-%Y")


def test_who_has_not_begun_is_to_be_called_with_what_it_is_seen_by(cohort, asha, trainer, sign_in):
    joined = day_of(Enrolment.objects.get(person=asha).joined_at)
    client = sign_in(trainer)
    assert to_do(client, cohort, "Asha Pawar") == f"not begun, in the cohort since {joined} Call her"
    address = reverse("followups:act", args=[cohort.pk, asha.pk, "call"])
    assert f'href="{address}"' in client.get(learners(cohort)).text


def test_who_opened_nothing_for_a_week_and_fails_questions_is_called_for_both(cohort, asha, trainer, lessons, sign_in):
    for _try in range(2):
        sit(asha, lessons[0], wrong=(1, 2, 3))
    away = timezone.now() - timedelta(days=9)
    asha.attempts.update(started_at=away)
    LessonProgress.objects.filter(person=asha).update(seen_at=away)
    assert to_do(sign_in(trainer), cohort, "Asha Pawar") == (
        f"nothing opened since {day_of(away)} “Lesson 1”: 40% at best in 2 tries Call her"
    )


def test_who_fails_is_to_be_asked_to_do_the_lesson_which_is_proposed(cohort, asha, trainer, lessons, sign_in):
    for _try in range(2):
        sit(asha, lessons[1], wrong=(1, 2, 3))
    finish_lesson(asha, lessons[0])
    sit(asha, lessons[0])
    client = sign_in(trainer)
    assert to_do(client, cohort, "Asha Pawar").endswith("Ask her to do a lesson")
    page = client.get(reverse("followups:act", args=[cohort.pk, asha.pk, "lesson"]))
    assert page.context["form"].initial["lesson"] == lessons[1].translation_key
    assert "What she cannot do yet" in page.text
    assert "<b>Lesson 2</b>: Sets a goal" in page.text


def test_what_she_cannot_do_is_said_by_the_objective_of_each_question_and_that_lesson_is_proposed(
    cohort, asha, trainer, lessons, sign_in
):
    Question.objects.filter(lesson=lessons[1].translation_key, kind__in=["choice", "multiple"]).update(
        objective=lessons[0].translation_key
    )
    LessonPage.objects.filter(pk=lessons[0].pk).update(outcome="Counts the day's cash")
    for _try in range(2):
        sit(asha, lessons[1], wrong=(1, 2, 3))
    client = sign_in(trainer)
    page = client.get(reverse("followups:act", args=[cohort.pk, asha.pk, "lesson"]))
    found = [(each.lesson.title, each.outcome, each.asked, each.wrong) for each in page.context["part"]["objectives"]]
    assert found == [("Lesson 1", "Counts the day's cash", 2, 2), ("Lesson 2", "Sets a goal", 3, 1)]
    assert page.context["form"].initial["lesson"] == lessons[0].translation_key
    sit(asha, lessons[1], wrong=(3, 4, 5))
    page = client.get(reverse("followups:act", args=[cohort.pk, asha.pk, "lesson"]))
    assert [each.lesson.title for each in page.context["part"]["objectives"]] == ["Lesson 2"], "the last try counts"


def test_who_is_one_day_short_is_written_to(cohort, asha, trainer, lessons, sign_in):
    for session in Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2]:
        mark(session, asha, Presence.PRESENT, by=trainer)
    sit(asha, lessons[1])
    assert to_do(sign_in(trainer), cohort, "Asha Pawar") == "2 days to go Write to her"


def test_who_is_silent_is_told_apart_by_the_days_she_missed_from_who_did_as_little_and_came(
    cohort, asha, trainer, sign_in
):
    bina = learner_in(cohort, joined_days_ago=14, name="Bina Jadhav")
    held = list(Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2])
    for session in held:
        mark(session, asha, Presence.ABSENT, by=trainer)
        mark(session, bina, Presence.PRESENT, by=trainer)
    client = sign_in(trainer)
    first, last = (timezone.localtime(session.starts_at).strftime("%d-%m") for session in held)
    joined = day_of(Enrolment.objects.get(person=asha).joined_at)
    assert to_do(client, cohort, "Asha Pawar") == (
        f"missed the last two days: {first} and {last}; not begun, in the cohort since {joined} "
        "needs a make-up: 1 day Call her"
    )
    assert to_do(client, cohort, "Bina Jadhav") == "1 lesson is late Ask her to do a lesson"
    page = client.get(reverse("cohorts:learner", args=[cohort.pk, bina.pk])).text
    assert "1 lesson is late" in page


def test_days_missed_in_another_year_are_said_with_it(cohort, asha, trainer, sign_in):
    held = list(Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2])
    Enrolment.objects.filter(person=asha).update(joined_at=timezone.now() - timedelta(days=800))
    for session in held:
        session.starts_at -= timedelta(days=732)
        session.save()
        mark(session, asha, Presence.ABSENT, by=trainer)
    first, last = (day_of(session.starts_at) for session in held)
    assert f"missed the last two days: {first} and {last};" in to_do(sign_in(trainer), cohort, "Asha Pawar")


def test_who_cannot_complete_without_a_make_up_is_written_to_until_one_is_planned_for_her(
    cohort, asha, trainer, lessons, sign_in
):
    """Of five days four are needed: who was on none of the two held lacks one more than the three to come."""
    held = list(Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2])
    for session in held:
        mark(session, asha, Presence.ABSENT, by=trainer)
    finish_lesson(asha, lessons[0])  # she is not silent
    client = sign_in(trainer)
    book = reverse("gradebook:book", args=[cohort.pk])
    assert to_do(client, cohort, "Asha Pawar") == "needs a make-up: 1 day Write to her"
    assert "needs a make-up: 1 day" in client.get(book).text
    hers = client.get(reverse("gradebook:learner", args=[cohort.pk, asha.pk])).text
    assert "ask for a make-up of 1 day." in hers
    address = reverse("followups:act", args=[cohort.pk, asha.pk, "message"])
    assert "When could you come to a make-up session?" in client.get(address).text
    meet(cohort.blocks.last(), 5, makes_up=held[0])
    cache.clear()
    assert "make-up" not in to_do(client, cohort, "Asha Pawar")
    for page in (client.get(book).text, csv_of(client, book)):
        assert "4 days to go" in page
        assert "needs a make-up" not in page


def csv_of(client, address: str) -> str:
    return b"".join(client.get(address, {"file": "csv"}).streaming_content).decode()


def test_what_was_done_stands_there_and_is_given_three_days(cohort, asha, stay, trainer, sign_in):
    call = note_call(stay, reached=False, note="", because="silent", by=trainer)
    today = timezone.localdate().strftime("%d-%m-%Y")
    client = sign_in(trainer)
    found = to_do(client, cohort, "Asha Pawar")
    assert found.endswith(f"Called, not reached ({today}, {trainer.name})")
    assert "Call her" not in found
    FollowUp.objects.filter(pk=call.pk).update(at=timezone.now() - timedelta(days=3))
    assert "Call her" in to_do(client, cohort, "Asha Pawar")
    file = b"".join(client.get(learners(cohort), {"file": "csv"}).streaming_content).decode()
    assert "Call her; not begun" in file


def test_who_is_new_and_who_keeps_up_is_left_alone(cohort, trainer, sign_in):
    learner_in(cohort, joined_days_ago=2, name="Salma Khatoon")
    assert to_do(sign_in(trainer), cohort, "Salma Khatoon") == "–"


def test_it_costs_as_many_queries_however_many_were_followed_up(cohort, asha, stay, trainer, lessons, sign_in):
    client = sign_in(trainer)

    def follow_up(number: int) -> None:
        for _person in range(number):
            learner_in(cohort, joined_days_ago=14)
        for each in Enrolment.objects.filter(cohort=cohort).select_related("cohort", "person__user"):
            write_to(each, "Namaste", because="", by=trainer)
            if not each.person.follow_ups.lessons().exists():
                ask_to_do(each, lessons[0].translation_key, because="", by=trainer)
            note_call(each, reached=True, note="", because="", by=trainer)

    def asked(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    follow_up(1)
    of_one = asked(learners(cohort))
    page = reverse("followups:act", args=[cohort.pk, asha.pk, "lesson"])
    of_her = asked(page)
    follow_up(20)
    assert asked(learners(cohort)) == of_one
    assert asked(page) == of_her


def test_the_part_of_her_page_is_for_who_sees_her_results(stay, trainer):
    progress = progress_of(stay, [], lessons_on_plan(stay.cohort))
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=stay.cohort.organisation, by=None)
    assert part_of_page(trainer, stay, progress) is not None
    assert part_of_page(manager, stay, progress) is None


def test_who_came_on_the_last_days_is_not_silent(cohort, asha, trainer, sign_in):
    for session in Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:1]:
        mark(session, asha, Presence.PRESENT, by=trainer)
    assert "Call her" not in to_do(sign_in(trainer), cohort, "Asha Pawar")


def test_who_has_completed_and_who_was_in_a_cohort_that_is_over_is_left_alone(cohort, asha, stay, trainer, sign_in):
    client = sign_in(trainer)
    assert "Call her" in to_do(client, cohort, "Asha Pawar")
    for activity, mark_of in (("days", 4), (str(cohort.programme.post_test_id), 60)):
        mark_by_hand(stay, activity, mark_of, why="On paper", by=trainer.user)
    cache.clear()
    assert to_do(client, cohort, "Asha Pawar") == "–"
    learner_in(cohort, joined_days_ago=14, name="Bina Jadhav", contact_phone="+919876543211")
    assert "Call her" in to_do(client, cohort, "Bina Jadhav")
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert to_do(client, cohort, "Bina Jadhav") == "–"


def test_of_whom_no_number_is_known_is_written_to_or_spoken_to(cohort, trainer, sign_in):
    learner_in(cohort, joined_days_ago=14, name="Bina Jadhav")
    account = learner_in(cohort, joined_days_ago=14, name="Chitra Rao").user
    type(account).objects.filter(pk=account.pk).update(is_active=False)
    client = sign_in(trainer)
    assert to_do(client, cohort, "Bina Jadhav").endswith("Write to her")
    assert to_do(client, cohort, "Chitra Rao").endswith("Speak to her at the next session")


def test_her_page_says_what_the_list_says_where_nothing_reaches_her_but_a_word(cohort, trainer, sign_in):
    chitra = learner_in(cohort, joined_days_ago=14, name="Chitra Rao")
    type(chitra.user).objects.filter(pk=chitra.user.pk).update(is_active=False)
    client = sign_in(trainer)
    page = client.get(reverse("cohorts:learner", args=[cohort.pk, chitra.pk])).text
    assert main_press(page).endswith("Speak to her at the next session")
    assert "Call her" not in page
    assert "Write to her" not in page
    behind = client.get(reverse("followups:act", args=[cohort.pk, chitra.pk, "call"])).text
    assert "Speak to her at the next session" in re.search("<h1>(.*?)</h1>", behind, re.DOTALL)[1]


def main_press(page: str) -> str:
    """The one button of the part that is not quiet."""
    part = page[page.index('id="follow-ups"') :]
    [words] = re.findall(r'<a class="button" [^>]*>(.*?)</a>', part[: part.index("</section>")], re.DOTALL)
    return seen(words)


def test_who_may_neither_see_her_number_nor_write_to_her_is_told_to_do_neither(cohort, asha, trainer, sign_in):
    """A manager sees how she is where she agreed to it, but no number, and the talk is her trainer's."""
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    client = sign_in(manager)
    her_page = reverse("cohorts:learner", args=[cohort.pk, asha.pk])
    assert to_do(client, cohort, "Asha Pawar").endswith("Speak to her at the next session")
    assert main_press(client.get(her_page).text) == "Speak to her at the next session"
    assert "Write to her" not in client.get(her_page).text
    assert "Ask her to do a lesson" in client.get(her_page).text
    client = sign_in(trainer)
    assert to_do(client, cohort, "Asha Pawar").endswith("Call her")
    assert main_press(client.get(her_page).text) == "Call her"
