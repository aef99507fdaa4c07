"""Which try counts: worked numbers, what holds of all, and that the database says the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import OuterRef, Value
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.counting import Try, is_passed, percent_counting
from assessments.enums import Counting
from assessments.models import Attempt, Quiz
from assessments.queries import has_passed, result_facts, tries_of
from cohorts.models import LearnerSummary
from cohorts.services import sum_up
from jobs.services import run_due_jobs
from people.models import Person

THREE = [Try(40, False, 60), Try(80, True, 60), Try(59, False, 60)]
PERCENTS = st.lists(st.integers(0, 100), min_size=1, max_size=6)


def tries(percents, needed=60):
    return [Try(percent, percent >= needed, needed) for percent in percents]


@pytest.mark.parametrize(
    ("rule", "percent", "passed"),
    [("best", 80, True), ("last", 59, False), ("first", 40, False), ("average", 59, False)],
)
def test_of_forty_eighty_and_fifty_nine(rule, percent, passed):
    assert (percent_counting(rule, [each.percent for each in THREE]), is_passed(rule, THREE)) == (percent, passed)


def test_nobody_is_told_sixty_by_an_average_below_it():
    assert percent_counting("average", [59, 60]) == 59
    assert not is_passed("average", tries([59, 60]))
    assert is_passed("average", tries([59, 61]))


@pytest.mark.parametrize("rule", Counting.values)
def test_of_no_try_nothing_is_passed_and_of_one_all_rules_say_the_same(rule):
    assert not is_passed(rule, [])
    assert percent_counting(rule, [70]) == 70
    assert is_passed(rule, tries([70]))


@given(percents=PERCENTS, rule=st.sampled_from(Counting.values), needed=st.integers(1, 100))
def test_what_counts_lies_among_the_tries_and_says_itself_whether_it_is_passed(percents, rule, needed):
    counted = percent_counting(rule, percents)
    assert min(percents) <= counted <= max(percents)
    assert is_passed(rule, tries(percents, needed)) == (counted >= needed)


@given(percents=PERCENTS, rule=st.sampled_from(["best", "average"]), order=st.randoms())
def test_the_order_of_tries_matters_only_to_first_and_last(percents, rule, order):
    mixed = list(percents)
    order.shuffle(mixed)
    assert percent_counting(rule, percents) == percent_counting(rule, mixed)


def handed_in(person, quiz, percents, needed=60, *, at_once=1):
    """Tries handed in one after the other, so many of them at one moment."""
    Attempt.objects.all().delete()
    at = datetime(2027, 1, 4, tzinfo=UTC)
    for number, percent in enumerate(percents):
        Attempt.objects.create(
            person=person,
            quiz=quiz,
            status="submitted",
            pass_percent=needed,
            percent=percent,
            passed=percent >= needed,
            submitted_at=at + timedelta(days=number // at_once),
        )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(percents=st.lists(st.integers(40, 80), max_size=5), rule=st.sampled_from(Counting.values))
def test_unlocking_figures_and_the_database_say_what_the_rule_says(learner, lesson, percents, rule):
    Quiz.objects.update(counts=rule)
    handed_in(learner, lesson.quiz, percents, at_once=2)
    ordered = list(Attempt.objects.order_by("submitted_at", "pk").values_list("percent", flat=True))
    passed = is_passed(rule, tries(ordered))
    assert (lesson.pk in result_facts(learner, lesson.course_key).passed) == passed
    asked = Person.objects.annotate(of=Value(lesson.pk)).filter(has_passed(OuterRef("pk"), OuterRef("of")))
    assert (learner in asked) == passed
    told = tries_of([learner.pk], [lesson.pk]).get(learner.pk, {}).get(lesson.pk)
    if percents:
        assert (told.number, told.percent, told.is_passed) == (len(percents), percent_counting(rule, ordered), passed)
    else:
        assert told is None


def test_the_common_rule_costs_no_query_more(learner, lesson, django_assert_num_queries):
    handed_in(learner, lesson.quiz, [40, 80])
    with django_assert_num_queries(2):
        result_facts(learner, lesson.course_key)
        tries_of([learner.pk], [lesson.pk])
    Quiz.objects.update(counts="last")
    with django_assert_num_queries(4):
        result_facts(learner, lesson.course_key)
        tries_of([learner.pk], [lesson.pk])


def test_where_an_editor_chooses_another_rule_what_was_summed_up_follows(learner, lesson, cohort, admin_client):
    handed_in(learner, lesson.quiz, [80, 40])
    sum_up(cohort)
    typed = {"draw": "0", "pass_percent": "60", "reveals": "always", "grace_minutes": "10", "works_without_line": "on"}
    address = f"/admin/snippets/assessments/quiz/edit/{lesson.quiz.pk}/"
    assert admin_client.post(address, typed | {"minutes": "0", "tries": "0", "counts": "last"}).status_code == 302
    run_due_jobs()
    sum_up(cohort)
    (cell,) = LearnerSummary.objects.get().cells.values()
    assert cell[:4] == [0, 0, 2, 40]


def test_her_result_says_what_counts_of_her_tries(sign_in, learner, lesson):
    Quiz.objects.update(counts="average")
    handed_in(learner, lesson.quiz, [40, 90])
    newest = Attempt.objects.get(percent=90)
    page = sign_in(learner).get(reverse("assessments:attempt", args=[newest.pk])).content.decode()
    assert "The average of all tries counts." in page
    assert "You have 65%: passed." in page
