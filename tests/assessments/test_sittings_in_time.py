"""A test with minutes, hours and tries: what she is told, what counts, and how it ends by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Answer, Attempt, Quiz
from assessments.queries import answers_that_count, late_answers
from assessments.services import start_attempt
from cohorts.services import withdraw_learner
from jobs.models import Job
from jobs.services import run_due_jobs
from notifications.models import Notice
from submissions.models import Submission
from tests.assessments.answering import answer_all, hand_in, page_of, post_answer
from tests.assessments.test_begun_without_a_line import KeptPhone, states
from tests.factories import cohort_on, learner_in


@pytest.fixture
def quiz(lesson) -> Quiz:
    """Thirty minutes, ten of grace."""
    quiz = lesson.quiz
    Quiz.objects.filter(pk=quiz.pk).update(minutes=30, grace_minutes=10)
    return quiz


@pytest.fixture
def timed(quiz, learner, lesson_key) -> Attempt:
    return start_attempt(learner, lesson_key)


@pytest.fixture
def hers(sign_in, learner):
    return sign_in(learner)


def began_before(attempt: Attempt, minutes: float) -> None:
    """As if it had been begun so long ago."""
    moved = timedelta(minutes=minutes)
    attempt.refresh_from_db()
    Attempt.objects.filter(pk=attempt.pk).update(
        started_at=attempt.started_at - moved, ends_at=attempt.ends_at - moved, taken_until=attempt.taken_until - moved
    )
    attempt.refresh_from_db()


def send(client, attempt, position, *, ago: float, clock_is_wrong: float = 0, **fields) -> dict:
    """One answer as a phone sends it that has kept it for ``ago`` minutes; minutes by which its clock is wrong."""
    sent = timezone.now() + timedelta(minutes=clock_is_wrong)
    record = {
        "id": str(uuid4()),
        "kind": "answer",
        "about": str(attempt.pk),
        "fields": {"position": str(position), **fields},
        "device_at": (sent - timedelta(minutes=ago)).isoformat(),
    }
    batch = {"person": str(attempt.person_id), "sent_at": sent.isoformat(), "records": [record]}
    return client.post(reverse("submissions:hand-in"), batch, content_type="application/json").json()["outcomes"][0]


def test_its_end_is_the_portal_s_from_when_it_began(timed):
    assert timed.ends_at - timed.started_at == timedelta(minutes=30)
    assert timed.taken_until - timed.ends_at == timedelta(minutes=10)


def test_a_test_without_minutes_has_no_end_and_asks_for_no_job(attempt):
    assert (attempt.ends_at, attempt.taken_until) == (None, None)
    assert not Job.objects.filter(kind="assessments.time_is_up").exists()


@pytest.mark.parametrize("clock_is_wrong", [0, -3 * 60, 26 * 60, 200 * 24 * 60])
def test_what_she_wrote_in_time_counts_within_the_grace_however_wrong_her_clock_is(timed, hers, clock_is_wrong):
    began_before(timed, 35)
    assert send(hers, timed, 1, ago=6, clock_is_wrong=clock_is_wrong, q1="b")["state"] == "applied"
    late = send(hers, timed, 3, ago=4, clock_is_wrong=clock_is_wrong, q3="540")
    assert (late["state"], late["code"]) == ("held", "time_is_up")
    assert answers_that_count(timed) == {1: "b"}


def test_what_comes_after_the_grace_is_kept_for_her_trainer_and_does_not_count(timed, hers, learner, lesson_key):
    began_before(timed, 41)
    assert send(hers, timed, 1, ago=30, q1="b")["code"] == "time_is_up"
    (kept,) = late_answers(learner, [lesson_key], "en")
    assert "Which is a goal?" in kept.prompt
    assert not Answer.objects.exists()


def test_an_answer_that_counted_may_come_again_when_time_is_up(timed, hers):
    first = post_answer(hers, timed, 1, answer_id=(key := uuid4()), q1="b")
    began_before(timed, 60)
    assert (first["state"], post_answer(hers, timed, 1, answer_id=key, q1="b")["state"]) == ("applied", "duplicate")


def test_the_job_hands_in_as_it_stands_and_tells_her(timed, learner):
    answer_all(timed)
    began_before(timed, 41)
    Job.objects.update(run_after=timezone.now())
    run_due_jobs()
    timed.refresh_from_db()
    assert (timed.is_open, timed.percent, timed.passed) == (False, 100, True)
    run_due_jobs()
    assert Notice.objects.filter(person=learner, kind="result").count() == 1


def test_the_job_waits_for_the_end_of_the_grace(timed):
    job = Job.objects.get(kind="assessments.time_is_up")
    assert timed.taken_until <= job.run_after <= timed.taken_until + timedelta(minutes=1)


def test_the_job_leaves_to_herself_what_is_not_over(timed):
    Job.objects.update(run_after=timezone.now())
    run_due_jobs()
    timed.refresh_from_db()
    assert timed.is_open


def test_of_who_takes_part_no_more_nothing_is_handed_in(timed, learner):
    withdraw_learner(learner.enrolments.get(), by=None)
    began_before(timed, 41)
    Job.objects.update(run_after=timezone.now())
    run_due_jobs()
    timed.refresh_from_db()
    assert timed.is_open


def test_whoever_reads_it_next_finds_it_handed_in(timed, hers):
    answer_all(timed)
    began_before(timed, 41)
    page = page_of(hers, timed)
    assert "Passed. Well done!" in page
    assert "The time was up." in page


def test_who_hands_in_before_the_end_reads_nothing_of_time(timed, hers):
    answer_all(timed)
    hand_in(hers, timed)
    assert "The time was up." not in page_of(hers, timed)


def test_between_the_end_and_the_grace_she_is_told_and_may_see_her_result_at_once(timed, hers):
    answer_all(timed)
    began_before(timed, 32)
    page = page_of(hers, timed)
    assert "Time is up" in page
    assert "5 answers are saved." in page
    assert "Which is a goal?" not in page
    hand_in(hers, timed, anyway="1")
    timed.refresh_from_db()
    assert timed.percent == 100


def test_a_form_without_scripts_that_comes_too_late_hands_in_what_was_saved_and_keeps_the_rest(timed, hers):
    hand_in(hers, timed, save="1", q1="b")
    began_before(timed, 32)
    response = hand_in(hers, timed, q1="b", q3="540")
    timed.refresh_from_db()
    assert (timed.is_open, timed.percent) == (False, 20)
    assert Submission.objects.get().code == "time_is_up"
    assert "Your time was up when this answer came." in hers.get(response.url).text


def test_the_page_says_how_much_time_there_is_left_in_seconds_and_in_words(timed, hers):
    began_before(timed, 10)
    page = page_of(hers, timed)
    seconds = int(page.split('data-left="')[1].split('"')[0])
    assert 19 * 60 < seconds <= 20 * 60
    assert "Time until " in page


def test_a_page_without_an_end_has_no_clock(attempt, hers):
    assert "data-clock" not in page_of(hers, attempt)


@pytest.fixture
def door_page(sign_in, lessons):
    """What she is told of the first lesson's test on the terms given."""
    learner = learner_in(cohort_on(lessons[0].get_parent().get_parent().specific))
    client, key = sign_in(learner), lessons[0].translation_key

    def _page(**terms) -> str:
        Quiz.objects.filter(lesson=key).update(**terms)
        return client.get(reverse("assessments:start", args=[key])).content.decode()

    _page.client, _page.learner, _page.key = client, learner, key
    return _page


def test_she_is_told_of_minutes_tries_closing_and_the_line_before_she_begins(door_page):
    page = door_page(minutes=45, tries=2, closes_at=timezone.now() + timedelta(days=2), works_without_line=False)
    assert "45 minutes" in page
    assert "<dd>2</dd>" in page
    assert "Closes" in page
    assert "This test cannot be taken without network." in page
    assert "When the time is up, what you have answered is handed in." in page


def test_a_test_that_closes_does_not_promise_her_as_long_as_she_likes(door_page):
    at_will = ("As long as you like", "You can stop and go on later.")
    assert all(said in door_page() for said in at_will)
    page = door_page(closes_at=timezone.now() + timedelta(days=2))
    assert not any(said in page for said in at_will)
    assert "When the test closes, what you have answered is handed in." in page


def test_where_it_needs_a_line_its_questions_do_not_lie_on_the_phone(door_page):
    assert "Which is a goal?" in door_page()
    page = door_page(works_without_line=False)
    assert "Which is a goal?" not in page
    assert "data-sealed" not in page


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"opens_at": timedelta(hours=1)}, "This test opens on"),
        ({"closes_at": timedelta(hours=-1)}, "This test closed on"),
    ],
)
def test_a_test_that_is_shut_says_when_and_cannot_be_begun(door_page, terms, said):
    page = door_page(**{name: timezone.now() + away for name, away in terms.items()})
    assert said in page
    assert "Which is a goal?" not in page
    response = door_page.client.post(reverse("assessments:start", args=[door_page.key]))
    assert response.url == reverse("assessments:start", args=[door_page.key])
    assert not Attempt.objects.exists()


def test_who_has_no_tries_left_is_told_so(door_page):
    door_page(tries=1)
    attempt = start_attempt(door_page.learner, door_page.key)
    assert "Go on" in door_page()
    hand_in(door_page.client, attempt, anyway="1")
    assert "You have used all your tries." in door_page()
    door_page.client.post(reverse("assessments:start", args=[door_page.key]))
    assert Attempt.objects.count() == 1


def test_what_is_over_is_handed_in_at_the_door_too(door_page):
    door_page(minutes=30)
    attempt = start_attempt(door_page.learner, door_page.key)
    began_before(attempt, 60)
    assert "Not passed yet. You can try again now." in door_page()
    attempt.refresh_from_db()
    assert not attempt.is_open


@pytest.fixture
def kept(door_page, lessons) -> KeptPhone:
    """A phone with the page of a test of thirty minutes."""
    Quiz.objects.update(minutes=30, grace_minutes=10)
    return KeptPhone(door_page.client, door_page.learner, lessons[0])


def carried(kept, clock: timedelta) -> list[str]:
    """What comes of a test taken without a line four hours ago by a phone with such a ``clock``, in one batch."""
    sent = timezone.now() + clock
    fields = [("attempt-begin", 0, {f"seen:{name}": value for name, value in kept.begun.items()})]
    for position, minutes in [(1, 5), (2, 29), (3, 31)]:
        given = {1: {"q1": "b"}, 2: {"q2": ["a", "c"]}, 3: {"q3": "540"}}[position]
        fields.append(("answer", minutes, {"position": str(position), "seen:mark": kept.marks[position - 1], **given}))
    fields.append(("attempt-end", 32, {}))
    records = [
        {
            "id": str(uuid4()),
            "kind": kind,
            "about": kept.about,
            "fields": each,
            "device_at": (sent - timedelta(minutes=240 - minutes)).isoformat(),
        }
        for kind, minutes, each in fields
    ]
    batch = {"person": str(kept.person.pk), "sent_at": sent.isoformat(), "records": records}
    outcomes = kept.client.post(reverse("submissions:hand-in"), batch, content_type="application/json").json()
    return states(*outcomes["outcomes"])


@pytest.mark.parametrize("wrong", [timedelta(0), timedelta(days=-40), timedelta(hours=7)])
def test_a_whole_test_without_a_line_is_measured_by_the_phone(kept, wrong):
    assert carried(kept, wrong) == ["applied", "applied", "applied", "held", "applied"]
    attempt = Attempt.objects.get()
    assert (attempt.percent, attempt.is_open) == (40, False)
    assert timedelta(minutes=239) < timezone.now() - attempt.started_at < timedelta(minutes=241)


def test_what_was_begun_before_it_opened_or_after_it_closed_is_kept_apart(kept):
    Quiz.objects.update(closes_at=timezone.now() - timedelta(hours=5), grace_minutes=600)
    assert carried(kept, timedelta(0)) == ["held"] * 5
    Submission.objects.all().delete()
    Quiz.objects.update(closes_at=None, opens_at=timezone.now() - timedelta(hours=1))
    assert carried(kept, timedelta(0)) == ["held"] * 5


def test_where_it_needs_a_line_what_was_begun_without_is_kept_apart(kept):
    Quiz.objects.update(works_without_line=False)
    came = kept.begin()
    assert (came["state"], came["code"]) == ("held", "only_with_a_line")
