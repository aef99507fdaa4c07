"""Marking anew: asked for by an author, done by a long job, each attempt in a transaction of its own."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from assessments.enums import MARKED_ANEW
from assessments.models import Attempt, AttemptQuestion, Question, Regrade, RegradedAttempt
from assessments.queries import Replay, answers_that_count, questions_of, replay_of
from assessments.remarking import CannotBeMarkedAnew, Standing, counted
from core.services import record_audit
from courses.kinds import tell_done
from jobs.models import LongJob
from jobs.services import JobResult, start_long_job
from notifications.services import notify

MARK_ANEW = "assessments.mark_anew"
LONGEST_TITLE = 120


@transaction.atomic
def mark_anew(question: Question, *, reason: str, takes_passes: bool, by: Any) -> LongJob:
    """Let every attempt that was handed in with another key of ``question`` be marked by the key it has now."""
    regrade = Regrade.objects.create(
        question=question, by=by, reason=reason, key=question.written, takes_passes=takes_passes
    )
    record_audit("question.marked_anew", question, by=by, regrade=str(regrade.pk), takes_passes=takes_passes)
    title = gettext("Marking anew: %(question)s") % {"question": Truncator(question).chars(LONGEST_TITLE)}
    return start_long_job(MARK_ANEW, by=by, title=title, payload={"regrade": str(regrade.pk)})


def run(payload: dict[str, Any], progress: Any) -> JobResult:
    """The long job. What is marked by this key already, by it before its process died or by another, stays."""
    regrade = Regrade.objects.get(pk=payload["regrade"])
    attempts = _asked_in(regrade)
    for done, attempt_id in enumerate(attempts, start=1):
        _mark_anew(regrade, attempt_id)
        progress(done, len(attempts))
    Regrade.objects.filter(pk=regrade.pk, done_at=None).update(done_at=timezone.now())
    number = regrade.attempts.count()
    words = ngettext("%(number)s attempt was marked anew.", "%(number)s attempts were marked anew.", number)
    name = Question.snippet_viewset.get_url_name("anew")
    link = reverse(name, args=[regrade.question_id]) if regrade.question_id else ""
    return JobResult(words=words % {"number": number}, link=link)


def _asked_in(regrade: Regrade) -> list[UUID]:
    if regrade.question_id is None:
        return []  # deleted since
    asked = AttemptQuestion.objects.handed_in().filter(question=regrade.question_id)
    return list(asked.order_by("attempt").values_list("attempt", flat=True))


@transaction.atomic
def _mark_anew(regrade: Regrade, attempt_id: UUID) -> None:
    """Two who come for one attempt wait for each other: the second finds it marked."""
    locked = Attempt.objects.select_for_update(of=("self",)).select_related("person", "quiz")
    attempt = locked.filter(pk=attempt_id).first()
    if attempt is None:
        return
    asked, given = questions_of(attempt), answers_that_count(attempt)
    try:
        replay = replay_of(
            attempt, asked, [given.get(each.position) for each in asked], regrade.question_id, regrade.key
        )
    except CannotBeMarkedAnew:
        return
    if replay is not None:
        _keep(regrade, asked[replay.position - 1], replay)


def _keep(regrade: Regrade, question: AttemptQuestion, replay: Replay) -> None:
    attempt, was = replay.attempt, replay.was
    now = counted(was, replay.found, pass_percent=attempt.pass_percent, takes_passes=regrade.takes_passes)
    RegradedAttempt.objects.create(
        regrade=regrade,
        attempt=attempt,
        position=replay.position,
        old_answer=question.right_answer,
        new_answer=replay.anew["answer"],
        **_columns("old", was),
        **_columns("new", now),
    )
    AttemptQuestion.objects.filter(pk=question.pk).update(anew=replay.anew, marks=replay.mark)
    if now == was:
        return
    Attempt.objects.filter(pk=attempt.pk).update(marks=now.marks, percent=now.percent, passed=now.passed)
    tell_done(attempt.person_id, attempt.quiz.lesson_id)
    notify(
        attempt.person,
        kind=MARKED_ANEW,
        event=f"marked-anew:{regrade.pk}:{attempt.pk}",
        data={"lesson": str(attempt.quiz.lesson_id)},
        link=reverse("assessments:attempt", args=[attempt.pk]),
    )


def _columns(side: str, standing: Standing) -> dict[str, Any]:
    return {f"{side}_marks": standing.marks, f"{side}_percent": standing.percent, f"{side}_passed": standing.passed}
