"""Calling a learner, writing to her, asking her to do a lesson: what is done, and what came of it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.enums import Presence
from courses.services import finish_lesson
from followups.enums import Kind, MemberRole
from followups.errors import HasNoAccount, LessonIsNotOpen
from followups.models import FollowUp
from followups.permissions import can_follow_up, stays_followed_by
from followups.queries import history_of
from followups.services import ask_to_do, let_a_trainer_in, note_call, write_to
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.services import grant_role
from talks.models import Message, Thread
from talks.permissions import members_now
from talks.queries import page_of_talks, thread_lines
from talks.services import add_member, send_message
from tests.attendance.meetings import mark, session_of
from tests.cohorts.test_trainers_page import sit
from tests.factories import CohortFactory, PersonFactory, mentor_of, trainer_of

pytestmark = pytest.mark.django_db


def page(stay, kind: Kind) -> str:
    return reverse("followups:act", args=[stay.cohort_id, stay.person_id, kind])


def came_of(stay) -> list[str]:
    """What came of all that was done about her, the last first."""
    return [f"{done.said}: {', '.join(done.came)}" for done in history_of(stay, None)]


def test_a_call_is_noted_once_however_often_it_is_pressed(stay, trainer, sign_in):
    client = sign_in(trainer)
    shown = client.get(page(stay, Kind.CALL)).text
    assert 'href="tel:+91-98765-43210"' in shown
    sent = {"reached": "yes", "note": "Her child was ill. She comes on Monday.", "form_id": str(uuid4())}
    for _press in range(2):
        answer = client.post(page(stay, Kind.CALL), sent, follow=True)
    assert "The call is written down." in answer.text
    assert "Her child was ill." in answer.text
    call = FollowUp.objects.get()
    assert (call.kind, call.reached, call.by, call.because) == (Kind.CALL, True, trainer, "silent")


def test_how_the_call_went_must_be_said(stay, trainer, sign_in):
    answer = sign_in(trainer).post(page(stay, Kind.CALL), {"note": "Typed already"})
    assert answer.status_code == 422
    assert "Typed already" in answer.text
    assert not FollowUp.objects.exists()


def test_who_manages_and_does_not_train_is_shown_no_number_and_no_evidence(stay, cohort, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    shown = sign_in(manager).get(page(stay, Kind.CALL)).text
    assert "tel:" not in shown
    assert "not begun" not in shown
    assert "No number to call is known to you." in shown


def test_who_manages_and_does_not_train_writes_nothing_reads_no_talk_and_learns_of_no_lesson(stay, cohort, sign_in):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    client = sign_in(manager)
    assert "Only who trains her writes to her here." in client.get(page(stay, Kind.MESSAGE)).text
    sent = {"body": "Namaste", "form_id": str(uuid4())}
    assert client.post(page(stay, Kind.MESSAGE), sent).status_code == 404
    assert client.get(page(stay, Kind.LESSON)).status_code == 404
    thread = write_to(stay, "Namaste", because="", by=trainer_of(cohort)).thread
    add_member(thread, manager, role=MemberRole.TRAINER)  # as who taught the cohort before
    assert not members_now().filter(thread=thread, person=manager).exists()


def test_a_message_opens_one_talk_with_her_and_she_answers_in_it(stay, asha, trainer, cohort):
    first = write_to(stay, "Namaste Asha, what holds you up?", because="silent", by=trainer)
    assert came_of(stay) == ["Written to: not answered yet"]
    other = trainer_of(cohort)
    write_to(stay, "Come on Monday!", because="", by=other)
    assert Thread.objects.get().context_key == first.pk
    (line,) = thread_lines(list(page_of_talks(asha, None)), asha, "en")
    assert (line.about, {person.pk for person in line.others}) == (cohort.name, {trainer.pk, other.pk})
    send_message(first.thread_id, author=asha, message_id=uuid4(), body="I come.")
    today = timezone.localdate().strftime("%d-%m-%Y")
    assert came_of(stay) == [f"Written to: answered on {today}"] * 2
    (waiting,) = thread_lines(list(page_of_talks(trainer, None)), trainer, "en")
    assert waiting.waits_since


def test_who_left_the_cohort_or_teaches_it_no_more_reads_no_further(stay, asha, trainer):
    write_to(stay, "Namaste", because="", by=trainer)
    trainer.role_grants.update(ended_at=timezone.now())
    assert len(page_of_talks(asha, None).object_list) == 1
    assert len(page_of_talks(type(trainer).objects.get(pk=trainer.pk), None).object_list) == 0
    asha.enrolments.update(status="withdrawn")
    assert len(page_of_talks(asha, None).object_list) == 0


def test_another_trainer_reads_the_answer_where_who_wrote_teaches_no_more(stay, asha, trainer, cohort):
    sent = write_to(stay, "Namaste", because="", by=trainer)
    trainer.role_grants.update(ended_at=timezone.now())
    other = trainer_of(cohort)
    send_message(sent.thread_id, author=asha, message_id=uuid4(), body="I come.")
    let_a_trainer_in(sent.thread)
    assert [member.person for member in sent.thread.members.filter(role="trainer").exclude(person=trainer)] == [other]


def test_the_words_to_send_are_proposed_in_her_language_and_an_empty_message_is_refused(stay, trainer, sign_in):
    client = sign_in(trainer)
    assert "Namaste Asha, I have not seen you in the lessons for a while." in client.get(page(stay, Kind.MESSAGE)).text
    answer = client.post(page(stay, Kind.MESSAGE), {"body": " "})
    assert answer.status_code == 422
    assert not Message.objects.exists()


def test_a_lesson_to_do_is_told_and_stands_on_her_desk_until_it_is_done(stay, asha, trainer, lessons, sign_in):
    key = lessons[0].translation_key
    client = sign_in(trainer)
    answer = client.post(page(stay, Kind.LESSON), {"lesson": str(key)}, follow=True)
    assert "the lesson stands on her desk until it is done" in answer.text
    assert came_of(stay) == ["Asked to do “Lesson 1”: not done yet"]
    desk = sign_in(asha).get(reverse("desk:home")).text
    assert f"{trainer.name} asks you to do this lesson." in desk
    finish_lesson(asha, lessons[0])
    assert "asks you to do this lesson" in sign_in(asha).get(reverse("desk:home")).text, "its questions are not passed"
    sit(asha, lessons[0])
    assert "asks you to do this lesson" not in sign_in(asha).get(reverse("desk:home")).text
    today = timezone.localdate().strftime("%d-%m-%Y")
    assert came_of(stay) == [f"Asked to do “Lesson 1”: done on {today}"]


def test_she_is_told_who_asks_and_by_the_title_in_her_language(stay, asha, trainer, lessons, sign_in):
    ask_to_do(stay, lessons[0].translation_key, because="", by=trainer)
    run_due_jobs()
    assert Notice.objects.get(person=asha).kind == "lesson_asked"
    page = sign_in(asha).get(reverse("notifications:list")).text
    assert f"{trainer.name} asks you to do “Lesson 1”." in page


def test_what_she_was_asked_to_do_is_not_proposed_again(stay, asha, trainer, lessons, sign_in):
    client, first = sign_in(trainer), lessons[0].translation_key
    assert client.get(page(stay, Kind.LESSON)).context["form"].initial["lesson"] == first
    ask_to_do(stay, first, because="", by=trainer)
    assert client.get(page(stay, Kind.LESSON)).context["form"].initial["lesson"] is None


def test_a_lesson_is_asked_for_once_until_it_is_done(stay, asha, trainer, lessons, sign_in):
    ask_to_do(stay, lessons[0].translation_key, because="", by=trainer)
    answer = sign_in(trainer).post(page(stay, Kind.LESSON), {"lesson": str(lessons[0].translation_key)})
    assert answer.status_code == 422
    assert "She was asked to do this lesson, and it is not done yet." in answer.text
    assert FollowUp.objects.count() == 1


def test_only_what_is_open_to_her_and_not_done_can_be_asked(stay, asha, trainer, lessons):
    sit(asha, lessons[0])
    finish_lesson(asha, lessons[0])
    for lesson in (lessons[0], lessons[3]):
        with pytest.raises(LessonIsNotOpen):
            ask_to_do(stay, lesson.translation_key, because="", by=trainer)
    ask_to_do(stay, lessons[1].translation_key, because="", by=trainer)


def test_who_has_no_account_is_called_and_neither_written_to_nor_asked(stay, trainer, lessons, sign_in):
    stay.person.user = None
    stay.person.save()
    with pytest.raises(HasNoAccount):
        write_to(stay, "Namaste", because="", by=trainer)
    with pytest.raises(HasNoAccount):
        ask_to_do(stay, lessons[0].translation_key, because="", by=trainer)
    assert "She has no account yet" in sign_in(trainer).get(page(stay, Kind.MESSAGE)).text
    note_call(stay, reached=False, note="", because="", by=trainer)
    assert came_of(stay) == ["Called, not reached: "]


def test_that_she_came_to_the_next_day_or_missed_it_is_what_came_of_it(stay, asha, trainer, cohort):
    call = note_call(stay, reached=True, note="", because="", by=trainer)
    FollowUp.objects.filter(pk=call.pk).update(at=timezone.now() - timedelta(days=7))
    session = session_of(cohort, days=-4)
    day = timezone.localdate(session.starts_at).strftime("%d-%m-%Y")
    first = mark(session, asha, Presence.ABSENT, by=trainer)
    assert came_of(stay) == [f"Called: missed {day}"]
    mark(session, asha, Presence.PRESENT, first.pk, by=trainer)
    assert came_of(stay) == [f"Called: came on {day}"]


def test_who_follows_up_is_said_alike_of_one_and_of_all(stay, asha, trainer, cohort):
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    others = [asha, mentor_of(cohort), trainer_of(CohortFactory()), None]
    for person, follows in [(trainer, True), (manager, True), *((other, False) for other in others)]:
        assert can_follow_up(person, stay) is (stay in stays_followed_by(person)) is follows
    asha.enrolments.update(status="withdrawn")
    assert not can_follow_up(trainer, stay)
    assert stay not in stays_followed_by(trainer)
