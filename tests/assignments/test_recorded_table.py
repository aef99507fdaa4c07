"""What was recorded as one table: of whom the reader may see it, in order, and as a file."""

import csv
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assignments.recording import key_of
from core.asked import Ask
from people.enums import Purpose
from people.services import give_consent, withdraw_consent
from submissions.services import take
from tests.assignments.handing import handed
from tests.assignments.recording import ASKS, NAMES, SALES, WORKERS, asked, typed
from tests.factories import AssignmentFactory, learner_in, mentor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise(cohort):
    return AssignmentFactory(cohort=cohort, title="Baseline of an enterprise", takes=["record"], asks=ASKS)


@pytest.fixture
def three(cohort, enterprise):
    """Of three learners: sales that are in another order as numbers than as words."""
    found = {}
    for name, sales, workers in (("Asha", "900", "3"), ("Mary", "1,200", "1"), ("Salma", "10,000", "10")):
        found[name] = learner_in(cohort, name=name)
        record_in(enterprise, found[name], sales=sales, workers=workers, hardest='=HYPERLINK("http://x")')
    return found


def record_in(assignment, learner, **labelled):
    fields = {"asks": key_of(assignment.asks), **typed(**labelled)}
    assert take(learner, handed(assignment, learner, **fields)).standing == "applied"


def names_in(page):
    return sorted(("Asha", "Mary", "Salma"), key=lambda name: page.index(f">{name}</a>"))


def address_of(assignment):
    return f"/assignments/{assignment.pk}/recorded/"


def test_a_line_for_each_stands_in_the_order_of_an_answer_numbers_as_numbers(sign_in, enterprise, three, trainer):
    client = sign_in(trainer)
    assert address_of(enterprise) in client.get(f"/assignments/{enterprise.pk}/learners/").text
    for by in (SALES, WORKERS):
        up = client.get(address_of(enterprise), {"sort": NAMES[by]}).text
        down = client.get(address_of(enterprise), {"sort": f"-{NAMES[by]}"}).text
        assert names_in(up) == names_in(down)[::-1]
    assert names_in(up) == ["Mary", "Asha", "Salma"]
    for by in (*NAMES.values(), "name", "received"):  # days, choices and words too
        assert client.get(address_of(enterprise), {"sort": f"-{by}"}).status_code == 200
    assert "₹10,000" in up
    assert "Workers (people)" in up


def test_the_newest_of_each_counts_and_numbers_are_added_up(sign_in, enterprise, three, trainer):
    record_in(enterprise, three["Asha"], sales="1,000")
    answer = sign_in(trainer).get(address_of(enterprise))
    assert "₹900" not in answer.text
    sums = {each.asked.label: (each.number, each.total, each.middle) for each in answer.context["sums"]}
    assert sums == {SALES: (3, 12200, 1200), WORKERS: (2, 11, Decimal("5.5"))}
    assert "₹12,200" in answer.text


def test_what_was_asked_before_keeps_its_column(sign_in, enterprise, three, trainer):
    enterprise.asks = [asked("Debts", Ask.RUPEES)]
    enterprise.save()
    answer = sign_in(trainer).get(address_of(enterprise))
    assert [heading.label for heading in answer.context["list"].headings][:3] == ["Name", "Debts", SALES]
    assert "₹1,200" in answer.text


def test_of_what_was_asked_before_the_last_stands_first(sign_in, cohort, enterprise, three, trainer):
    enterprise.asks = [asked("Debts", Ask.RUPEES)]
    enterprise.save()
    name = enterprise.asks[0]["name"]
    later = learner_in(cohort)
    came = take(later, handed(enterprise, later, asks=key_of(enterprise.asks), **{name: "500"}))
    assert came.standing == "applied"
    enterprise.asks = [asked("Savings", Ask.RUPEES)]
    enterprise.save()
    headings = sign_in(trainer).get(address_of(enterprise)).context["list"].headings
    assert [heading.label for heading in headings][:4] == ["Name", "Savings", "Debts", SALES]


def test_it_is_taken_along_as_a_file_in_which_no_spreadsheet_runs_anything(sign_in, enterprise, three, trainer):
    client = sign_in(trainer)
    lines = b"".join(client.get(address_of(enterprise), {"file": "csv"}).streaming_content).decode("utf-8-sig")
    header, first, *_rest = csv.reader(lines.splitlines())
    assert header[:3] == ["Name", SALES, "Workers (people)"]
    assert first[:3] == ["Asha", "900", "3"]
    assert "'=HYPERLINK" in first[6]
    book = load_workbook(BytesIO(b"".join(client.get(address_of(enterprise), {"file": "xlsx"}).streaming_content)))
    cells = next(book.worksheets[0].iter_rows(min_row=2))
    assert (cells[1].value, cells[2].value, cells[6].data_type) == (900, 3, "s")


def test_a_mentor_reads_of_whom_shares_her_results_and_nobody_else_any(sign_in, cohort, enterprise, three):
    client = sign_in(mentor_of(cohort))
    give_consent(three["Mary"], purpose=Purpose.SHARING, language="en", by=three["Mary"].user)
    page = client.get(address_of(enterprise)).text
    assert ">Mary</a>" in page
    assert ">Asha</a>" not in page
    withdraw_consent(three["Mary"], purpose=Purpose.SHARING, by=three["Mary"].user)
    assert ">Mary</a>" not in client.get(address_of(enterprise)).text
    assert sign_in(three["Asha"]).get(address_of(enterprise)).status_code == 404


def test_it_asks_no_more_for_twenty_learners_than_for_two(
    sign_in, cohort, enterprise, trainer, django_assert_max_num_queries
):
    client = sign_in(trainer)
    for number in (2, 18):
        for _ in range(number):
            record_in(enterprise, learner_in(cohort), sales="900", workers="2")
        client.get(address_of(enterprise))
        # Besides who she is and what she may see: what was asked, what it comes to, how many lines there are, a page.
        with django_assert_max_num_queries(9):
            assert client.get(address_of(enterprise)).status_code == 200
