"""The gradebook as a trainer sees it."""

import re
from urllib.parse import urljoin

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cohorts.models import Enrolment
from courses.services import finish_lesson
from gradebook.queries import Book
from gradebook.tables import gradebook_table
from people.enums import Purpose, Role
from people.services import give_consent, grant_role, withdraw_consent
from tests.cohorts.test_trainers_page import seen, sit
from tests.factories import PersonFactory, learner_in, many_learners_in, trainer_of

pytestmark = pytest.mark.django_db


def book(cohort):
    return reverse("gradebook:book", args=[cohort.pk])


def rows_of(page):
    """{learner: her cells as a reader sees them}."""
    rows = re.findall(r"<th scope=\"row\".*?>(.*?)</th>(.*?)</tr>", page, re.DOTALL)
    return {seen(name): [seen(cell) for cell in cells.split("</td>")[:-1]] for name, cells in rows}


def test_her_name_leads_to_her_marks_from_each_of_the_lists(cohort, programme, sign_in):
    programme.days_percent = programme.post_test_percent = None
    programme.save()
    asha, client = learner_in(cohort, name="Asha"), sign_in(trainer_of(cohort))
    for address in (book(cohort), reverse("gradebook:completing", args=[cohort.pk])):
        found = re.findall(r'href="([^"]*learners/[^"]*)"[^>]*>(.*?)</a>', client.get(address).text)
        [(way, words)] = found
        assert words == "Asha"
        assert urljoin(address, way) == reverse("gradebook:learner", args=[cohort.pk, asha.pk])


def test_a_cell_is_the_best_result_and_the_total_their_mean(cohort, lessons, sign_in):
    asha = learner_in(cohort, name="Asha")
    client = sign_in(trainer_of(cohort))
    assert rows_of(client.get(book(cohort)).text)["Asha"][:2] == ["–", "0"]
    finish_lesson(asha, lessons[0])
    sit(asha, lessons[0], wrong=(1,))
    sit(asha, lessons[0], wrong=(1, 2, 3))
    told = rows_of(client.get(book(cohort)).text)["Asha"]
    assert told == ["80", "1", "test at the end: 60% needed 4 days to go", "80", "–", "–"]


def test_who_may_see_results_is_asked_now(cohort, lessons, sign_in):
    asha, manager = learner_in(cohort, name="Asha"), PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    sit(asha, lessons[0])
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    client = sign_in(manager)
    assert rows_of(client.get(book(cohort), {"sort": "-total"}).text)["Asha"][0] == "100"
    withdraw_consent(asha, purpose=Purpose.SHARING, by=asha.user)
    assert rows_of(client.get(book(cohort), {"sort": "-total"}).text)["Asha"][0] == "Not shared"
    assert "100" not in client.get(book(cohort), {"file": "csv"}).getvalue().decode()


def test_the_same_columns_are_made_once_and_who_is_near_is_kept_of_no_list():
    kept, headings = Book({"first": 1}, has_programme=True), [("first", "1", "1. A lesson")]
    plain = gradebook_table(kept, headings)
    assert gradebook_table(kept, list(headings)) is plain
    assert gradebook_table(kept, headings, list).filters is not plain.filters
    assert gradebook_table(kept, headings) is plain
    with pytest.raises(LookupError):
        plain.filters().who_stand_so(Enrolment.objects.none(), "completion", "one-short")


@pytest.mark.parametrize("asked", [{}, {"sort": "-total"}, {"completion": "one-short", "sort": "completion"}])
def test_the_gradebook_costs_as_many_queries_however_many_learn(cohort, sign_in, asked):
    client = sign_in(trainer_of(cohort))

    def cost():
        client.get(book(cohort), asked)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(book(cohort), asked).status_code == 200
        return len(captured)

    many_learners_in(cohort, 45)
    of_few = cost()
    many_learners_in(cohort, 300)
    assert cost() == of_few <= 20
