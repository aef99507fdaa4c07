"""A record is asked line by line, filled in wherever she is, and read as it was asked then."""

from uuid import uuid4

import pytest
from django.urls import reverse

from assignments import services
from assignments.models import HandIn, Work
from assignments.recording import asked_in, key_of, lines_of_record
from core.asked import Ask
from people.queries import kept_about
from submissions.models import Submission
from submissions.services import take
from tests.assignments.handing import current, handed, photo, text
from tests.assignments.recording import ASKS, BOOKS, HARD, NAMES, SALES, SECTOR, SINCE, WORKERS, asked, typed
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db
FILLED = typed(sales="₹ 12,500/-", workers="३", books="yes", sector="Trade", began="01-04-2024", hardest="Rain")


@pytest.fixture
def enterprise(cohort):
    return AssignmentFactory(cohort=cohort, title="Baseline of an enterprise", takes=["record", "photo"], asks=ASKS)


def record_of(assignment, person, key=None, asks=ASKS, **fields):
    return handed(assignment, person, key, asks=key_of(asks), **fields)


def said(version):
    return {line.label: line.text for line in version.recorded}


def changed(version):
    return {line.label: line.before for line in version.recorded if line.before is not None}


def change(assignment, asks, by):
    assignment.asks = asks
    services.set_assignment(assignment, by=by)


def test_it_comes_once_with_numbers_in_the_digits_of_any_script(asha, enterprise):
    once = record_of(enterprise, asha, **FILLED)
    assert [take(asha, once).standing for _ in range(2)] == ["applied", "duplicate"]
    version = HandIn.objects.get()
    assert version.entries == typed(
        sales="12500", workers="3", books="yes", sector="Trade", began="2024-04-01", hardest="Rain"
    )
    assert said(version) == {
        SALES: "₹12,500",
        WORKERS: "3 people",
        BOOKS: "Yes",
        SECTOR: "Trade",
        SINCE: "01-04-2024",
        HARD: "Rain",
    }


def test_all_that_cannot_be_read_is_said_beside_its_field_and_what_she_typed_is_kept(asha, enterprise):
    bad = typed(sales="much", workers="-2", books="perhaps", sector="Mining", began="31-02-2026")
    outcome = take(asha, record_of(enterprise, asha, **bad))
    assert outcome.standing == "refused"
    assert set(outcome.faults) == set(bad)
    kept = Submission.objects.get()
    assert bad.items() <= kept.fields.items()
    assert not Work.objects.exists()


def test_what_must_be_filled_in_is_asked_for_by_its_name(sign_in, asha, enterprise):
    filled = typed(workers="2 or 3", hardest="No rain")
    answer = sign_in(asha).post(f"/assignments/{enterprise.pk}/", {"asks": key_of(ASKS), **filled})
    assert answer.status_code == 422
    assert f"Fill in “{SALES}”." in answer.text
    assert all(value in answer.text for value in filled.values())
    assert set(answer.context["form"].errors) == {NAMES[SALES], NAMES[WORKERS]}
    assert take(asha, record_of(enterprise, asha, photo=text(photo()))).field == NAMES[SALES]


def test_a_record_without_a_line_in_it_is_nothing(cohort, asha):
    free = AssignmentFactory(cohort=cohort, takes=["record"], asks=[asked(HARD, Ask.LINES)])
    assert take(asha, record_of(free, asha, asks=free.asks, **typed(hardest=" "))).code == "empty"


def test_she_corrects_it_version_by_version_and_what_changed_is_said(sign_in, asha, enterprise, trainer):
    take(asha, record_of(enterprise, asha, **FILLED))
    again = sign_in(asha).get(f"/assignments/{enterprise.pk}/")
    assert again.context["form"][NAMES[SALES]].value() == "12,500"
    assert again.context["form"][NAMES[SINCE]].value() == "01-04-2024"
    take(asha, record_of(enterprise, asha, **{**FILLED, **typed(sales="12,000", hardest="")}))
    newest = current(Work.objects.get())
    assert changed(newest) == {SALES: "₹12,500", HARD: "Rain"}
    page = sign_in(trainer).get(f"/assignments/works/{newest.work_id}/").text
    assert "before: ₹12,500" in page
    assert page.count("before: ") == 2


def test_what_was_handed_in_stays_under_the_words_by_which_it_was_asked(sign_in, asha, enterprise, trainer):
    take(asha, record_of(enterprise, asha, **FILLED))
    first = HandIn.objects.get()
    newer = [asked("Sales last week", Ask.RUPEES, required=True), *ASKS[1:3]]
    change(enterprise, newer, trainer)
    assert said(HandIn.objects.get(pk=first.pk))[SALES] == "₹12,500"
    (former,) = enterprise.former.all()
    assert [each.label for each in former.asked] == [SALES, WORKERS, BOOKS, SECTOR, SINCE, HARD]
    assert SALES in sign_in(asha).get(f"/assignments/{enterprise.pk}/").text  # it was changed: what it was before
    week = {newer[0]["name"]: "3,000", **typed(workers="3")}
    assert take(asha, record_of(enterprise, asha, asks=newer, **week)).standing == "applied"
    newest = current(Work.objects.get())
    assert said(newest)["Sales last week"] == "₹3,000"
    assert changed(newest) == {"Sales last week": "", BOOKS: "Yes", **changed(newest)}
    assert (said(newest)[SALES], changed(newest)[SALES]) == ("", "₹12,500")


def test_what_waited_on_the_phone_is_read_as_it_was_asked_when_she_filled_it_in(asha, enterprise, trainer):
    waits = record_of(enterprise, asha, **FILLED)
    change(enterprise, [asked("Debts", Ask.RUPEES, required=True)], trainer)
    assert take(asha, waits).standing == "applied"
    assert said(HandIn.objects.get())[SALES] == "₹12,500"
    unheard_of = record_of(enterprise, asha, asks=[asked("x", Ask.LINE)], body="Done")
    assert take(asha, unheard_of).field == enterprise.asks[0]["name"]


def test_what_waited_on_the_phone_before_a_record_was_asked_is_taken(cohort, asha, trainer):
    plain = AssignmentFactory(cohort=cohort)
    waits = handed(plain, asha, body="Done")
    plain.takes = ["text", "record"]
    change(plain, ASKS, trainer)
    assert take(asha, waits).standing == "applied"


def test_from_paper_comes_a_photo_alone_or_the_whole_record(asha, enterprise, trainer):
    assert take(trainer, record_of(enterprise, asha, photo=text(photo()))).standing == "applied"
    assert take(trainer, record_of(enterprise, asha, **typed(workers="3"))).field == NAMES[SALES]
    assert take(trainer, record_of(enterprise, asha, **FILLED)).standing == "applied"
    newest = current(Work.objects.get())
    assert (newest.source, said(newest)[WORKERS], changed(newest)) == ("book", "3 people", {})


def test_what_was_not_taken_and_what_is_kept_about_her_are_read_in_words(sign_in, asha, enterprise):
    take(asha, record_of(enterprise, asha, **{**FILLED, **typed(sales="much")}))
    page = sign_in(asha).get(reverse("submissions:mine")).text
    assert f"{SALES}: much" in page
    assert f"{BOOKS}: Yes" in page
    take(asha, record_of(enterprise, asha, **FILLED))
    (row,) = next(kept for kept in kept_about(asha) if kept.label == "What you handed in").rows
    assert f"{SALES}: ₹12,500 · {WORKERS}: 3 people" in dict(row)["recorded"]


def test_what_is_asked_in_other_words_is_another_thing():
    before = HandIn(pk=uuid4(), asks=ASKS[:1], entries=typed(sales="5")).record
    now = HandIn(pk=uuid4(), asks=[asked(SALES, Ask.NUMBER)], entries={}).record
    assert [(line.text, line.before) for line in lines_of_record(now, before)] == [("", None), ("", "₹5")]
    assert asked_in(ASKS)[3].choices == (("Trade", "Trade"), ("Services", "Services"))
