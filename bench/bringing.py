"""``python -m bench --bring csv``: a list of many learners brought into a cohort: seconds, CPU, memory, the bar.

Runs inside the measured configuration, as a worker of the lane for long jobs would: the same file twice, so that the
second time shows what it costs to find that everybody is there.
"""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path
from uuid import uuid4

from openpyxl import Workbook

from bench.long_jobs import Cost, run_measured
from cohorts.models import Cohort
from exchange.models import Import
from exchange.services import confirm, take_file
from people.enums import Role
from people.models import Person
from people.services import grant_role
from portal.demo import COHORT_CODE, TRAINER

HEAD = ["Name", "Consent signed on paper on", "Phone", "Gender", "Language"]
FIRST, SECOND = ("Ma", "Sa", "Ra", "La", "Su", "Ki", "Vi", "Pa", "Ja", "Da"), ("ya", "mi", "tha", "ni", "ri", "la")
WRONG_EVERY, TWICE_EVERY = 100, 250


@dataclass(frozen=True)
class Step:
    """One long job, and what came of the rows."""

    name: str
    cost: Cost
    rows: dict[str, int]


def bring(result: str, kind: str, rows: int) -> None:
    """Bring ``rows`` learners in by a file of ``kind`` (csv, xlsx), twice; the steps are written to ``result``."""
    content = table(kind, rows)
    cohort, trainer = _empty_cohort(rows)
    steps = []
    for turn in ("first", "again"):
        file_name = f"learners.{kind}"
        brought = take_file("learners", about=str(cohort.pk), file_name=file_name, content=content, by=trainer.user)
        steps.append(_measured(f"{turn}, checked", brought))
        steps.append(_measured(f"{turn}, written", confirm(brought)))
    said = {"bytes": len(content), "learners": cohort.enrolments.count(), "steps": [asdict(step) for step in steps]}
    Path(result).write_text(json.dumps(said), encoding="utf-8")


def table(kind: str, rows: int) -> bytes:
    """A list of ``rows`` people of different names and phones, but for some that are wrong or stand there twice."""
    lines = list(_lines(rows))
    if kind == "csv":
        text = io.StringIO()
        csv.writer(text).writerows([HEAD, *lines])
        return text.getvalue().encode("utf-8-sig")
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for line in (HEAD, *lines):
        sheet.append(line)
    book.save(file)
    return file.getvalue()


def _lines(rows: int) -> Iterator[list[str]]:
    parts = ["".join(each) for each in product(FIRST, SECOND, SECOND)]
    before: list[str] = []
    for number in range(rows):
        if number % TWICE_EVERY == TWICE_EVERY - 1:
            yield before
            continue
        name = f"{parts[number % len(parts)]} {parts[number // len(parts) * 7 % len(parts)]}"
        day = "31-02-2026" if number % WRONG_EVERY == WRONG_EVERY - 1 else "01-11-2026"
        before = [name, day, f"9{845_000_000 + number}", "woman" if number % 3 else "man", "kn"]
        yield before


def _empty_cohort(rows: int) -> tuple[Cohort, Person]:
    """A cohort with room for all, and who trains it."""
    cohort = Cohort.objects.get(code=COHORT_CODE)
    cohort.pk, cohort.code, cohort.capacity, cohort._state.adding = uuid4(), "BRING1", rows, True
    cohort.save()
    trainer = Person.objects.select_related("user").get(user__username=TRAINER.code)
    grant_role(trainer, role=Role.TRAINER, over=cohort, by=None)
    return cohort, Person.objects.select_related("user").get(pk=trainer.pk)


def _measured(name: str, brought: Import) -> Step:
    """Run the job that ``brought`` waits for."""
    brought.refresh_from_db()
    assert brought.job is not None
    cost = run_measured(brought.job)
    return Step(name, cost, dict(Counter(brought.rows.values_list("verdict", flat=True))))
