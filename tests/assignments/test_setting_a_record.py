"""Who sets field work says line by line what its record asks."""

from uuid import uuid4

import pytest

from assignments.models import Assignment, PlannedAssignment
from assignments.services import set_planned
from cohorts.models import Programme
from core.asked import Ask
from people.enums import Role
from people.services import grant_role
from tests.assignments.recording import ASKS, SALES, asked, row
from tests.factories import AssignmentFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db
SET = {"title": "Baseline", "task": "Sit with one owner.", "takes": ["record"], "form_id": str(uuid4()), "rows": "4"}
TWO = row(1, SALES, "rupees", required="on") | row(2, "Sector", "choice", choices="Trade\nServices\n")


def labels(assignment):
    return [each["label"] for each in assignment.asks]


def test_what_is_asked_stands_in_the_order_of_its_lines(sign_in, cohort, trainer):
    client = sign_in(trainer)
    assert client.post(f"/assignments/of/{cohort.pk}/new/", {**SET, **TWO}).status_code == 302
    kept = cohort.assignments.get()
    assert kept.asks == [
        asked(SALES, Ask.RUPEES, required=True),
        asked("Sector", Ask.CHOICE, choices=("Trade", "Services")),
    ]
    moved = {**SET, **TWO, "row_2_place": "1"}
    assert client.post(f"/assignments/{kept.pk}/change/", moved).status_code == 302
    kept.refresh_from_db()
    assert labels(kept) == ["Sector", SALES]
    three = row(1, "Sector", place="3") | row(2, SALES, place="2") | row(3, "Workers", place="3")
    assert client.post(f"/assignments/{kept.pk}/change/", {**SET, **three}).status_code == 302
    kept.refresh_from_db()
    assert labels(kept) == [SALES, "Workers", "Sector"]


def test_more_lines_come_by_a_press_with_all_that_is_typed_and_nothing_is_said_to_be_wrong(sign_in, cohort, trainer):
    answer = sign_in(trainer).post(f"/assignments/of/{cohort.pk}/new/", {**SET, **TWO, "title": "", "pick": "record"})
    assert answer.status_code == 200
    assert "row_8_label" in answer.text
    assert SALES in answer.text
    assert (
        "row_41_label"
        not in sign_in(trainer).post(f"/assignments/of/{cohort.pk}/new/", {**SET, "rows": "999", "pick": "record"}).text
    )


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        ({}, "takes", "Write down below what the record asks, or take “Record” away."),
        ({**TWO, "takes": ["text"]}, "takes", "Tick “Record” too, or empty the lines below."),
        (
            row(1, "Sector", "choice", choices="Trade"),
            "row_1_choices",
            "Write at least two, each on a line of its own.",
        ),
        (row(1, SALES, choices="a\nb"), "row_1_choices", "Only “One of several choices” has these."),
        (row(1, SALES, "rupees", unit="kg"), "row_1_unit", "Only a number has a unit."),
        (row(1, "", hint="From the books"), "row_1_label", "Write down what is asked."),
        (row(1, SALES) | row(2, SALES), "row_2_label", "This is asked twice."),
        (
            row(1, "Stock", "number", unit="kg") | row(2, " stock", "number", unit="l"),
            "row_2_label",
            "This is asked twice.",
        ),
        (row(1, "Sector", "choice", choices="Trade\nServices\ntrade "), "row_1_choices", "“Trade” stands here twice."),
        (row(1, SALES, "song"), "row_1_ask", "Select a valid choice."),
    ],
)
def test_what_cannot_be_asked_so_is_said_beside_its_field(sign_in, cohort, trainer, sent, field, sentence):
    answer = sign_in(trainer).post(f"/assignments/of/{cohort.pk}/new/", {**SET, **sent})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors[field]
    named = f"Line {field[4]}: " if field.startswith("row_") else ""
    assert said.startswith(f"{named}{sentence}")
    assert not Assignment.objects.exists()


def test_a_line_whose_label_is_taken_out_is_asked_no_more_and_none_without_the_record(sign_in, cohort, trainer):
    kept, client = AssignmentFactory(cohort=cohort, takes=["record"], asks=ASKS), sign_in(trainer)
    address = f"/assignments/{kept.pk}/change/"
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert client.post(address, {**SET, **shown, "rows": "6", "row_2_label": ""}).status_code == 302
    kept.refresh_from_db()
    assert kept.asks == [ASKS[0], *ASKS[2:]]
    (former,) = kept.former.all()
    assert former.asks == ASKS
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    assert client.post(address, {**SET, **shown, "rows": "5", "takes": ["text"]}).status_code == 302
    kept.refresh_from_db()
    assert kept.asks == []


def test_what_is_planned_asks_the_same_in_each_cohort(sign_in, cohort):
    organisation = OrganisationFactory(place=cohort.place)
    programme = Programme.objects.create(name="TEAM", organisation=organisation)
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=organisation, by=manager.user)
    assert sign_in(manager).post(f"/assignments/programmes/{programme.pk}/new/", {**SET, **TWO}).status_code == 302
    planned = PlannedAssignment.objects.get()
    cohort.programme = programme
    cohort.save()
    set_planned({"cohort": str(cohort.pk)})
    assert cohort.assignments.get().asks == planned.asks != []
