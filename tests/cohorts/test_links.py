"""The page of a cohort leads to pages of upper apps: to each reader those that are hers."""

import pytest

from cohorts.kinds import CohortLink, cohort_links
from tests.factories import cohort_on, course_with_lessons, learner_in, mentor_of, trainer_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lent(monkeypatch):
    """Two links, for as long as a test."""
    monkeypatch.setattr(cohort_links, "_things", {})
    cohort_links.register("x-learners", CohortLink("book", "My field work", "cohorts:calendar", to_learners=True))
    cohort_links.register("x-teachers", CohortLink("book", "All field work", "cohorts:learners", to_teachers=True))


def test_the_page_of_a_cohort_leads_each_to_the_pages_that_are_hers(lent, sign_in):
    cohort = cohort_on(course_with_lessons(1))
    seen = {}
    for reader in (learner_in(cohort), trainer_of(cohort), mentor_of(cohort)):
        page = sign_in(reader).get(f"/cohorts/{cohort.pk}/").text
        seen[reader.name] = ("My field work" in page, "All field work" in page)
    assert sorted(seen.values()) == [(False, False), (False, True), (True, False)]
