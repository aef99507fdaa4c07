"""A question's key is put right after everybody handed in: what it costs to show what comes of it, and to do it.

Runs inside the measured configuration, as :mod:`bench.data` does.
"""

import json
import time
from dataclasses import asdict
from pathlib import Path

from django.db.models import Count

from assessments.enums import QuestionKind
from assessments.models import AttemptQuestion, Question
from assessments.queries import trial_of
from assessments.regrading import mark_anew
from bench.long_jobs import run_measured
from people.models import User
from portal.demo import TRAINER


def regrade(result: str) -> None:
    """Give the choice that was handed in most another key; what it cost is written to ``result``."""
    question = _most_asked()
    question.answer = next(option for option in question.texts["en"]["options"] if option != question.answer)
    question.save()
    began, cpu = time.perf_counter(), time.process_time()
    trial = trial_of(question)
    shown = {"seconds": time.perf_counter() - began, "cpu": time.process_time() - cpu}
    author = User.objects.get(username=TRAINER.code)
    job = mark_anew(question, reason="The key was wrong.", takes_passes=True, by=author)
    counts = {name: getattr(trial, name) for name in ("better", "worse", "newly_passed", "passed_no_longer")}
    said = {"attempts": len(trial.replays), "counts": counts, "shown": shown, "cost": asdict(run_measured(job.pk))}
    Path(result).write_text(json.dumps(said), encoding="utf-8")


def _most_asked() -> Question:
    asked = AttemptQuestion.objects.handed_in().filter(question__kind=QuestionKind.CHOICE)
    most = asked.order_by().values("question").annotate(number=Count("pk")).order_by("-number")[0]
    return Question.objects.get(pk=most["question"])
