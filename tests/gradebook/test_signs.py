"""Who fails questions and who is one step short, in the list of a cohort's learners."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from attendance.enums import Presence
from cohorts.enums import Standing
from cohorts.models import Cohort, Enrolment, Session
from gradebook.queries import report_of
from gradebook.services import bring_up, mark_by_hand
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import cell_of, learners, sit
from tests.factories import learner_in, trainer_of
from tests.gradebook.conftest import meet

pytestmark = pytest.mark.django_db


def found(client, cohort, sign: str) -> list[str]:
    page = client.get(learners(cohort), {"standing": sign})
    return [row[0].value for row in page.context["list"].rows]


def test_who_handed_in_the_questions_of_a_lesson_twice_without_passing_is_found_and_counted(cohort, lessons, sign_in):
    asha, salma, mary = (learner_in(cohort, name=name) for name in ("Asha", "Salma", "Mary"))
    for wrong in ((1, 2, 3), (1, 2, 3)):
        sit(asha, lessons[0], wrong=wrong)
    sit(salma, lessons[0], wrong=(1, 2, 3))
    sit(mary, lessons[0], wrong=(1, 2, 3))
    sit(mary, lessons[0])
    client = sign_in(trainer_of(cohort))
    assert found(client, cohort, "failing") == ["Asha"]
    page = client.get(learners(cohort)).text
    assert '<dt>Fails questions</dt><dd><a href="?standing=failing">1</a></dd>' in page
    assert "handed in 2 times or more and not passed" in page


def test_who_is_at_most_two_days_short_and_has_all_else_is_one_step_short(cohort, lessons, sign_in):
    # 80 percent of five days are four: who was there on two of the two held is two days short.
    near, far = learner_in(cohort, name="Asha"), learner_in(cohort, name="Salma")
    trainer = trainer_of(cohort)
    held = Session.objects.filter(block__cohort=cohort).order_by("starts_at")[:2]
    for session in held:
        mark(session, near, Presence.PRESENT, by=trainer)
    mark(held[0], far, Presence.PRESENT, by=trainer)
    for person in (near, far):
        sit(person, lessons[1])
    client = sign_in(trainer)
    assert found(client, cohort, "one-short") == ["Asha"]
    assert '<dt>One step short</dt><dd><a href="?standing=one-short">1</a></dd>' in client.get(learners(cohort)).text


def test_nobody_is_one_step_short_where_no_programme_says_of_what(cohort, sign_in):
    learner_in(cohort)
    cohort.programme = None
    cohort.save()
    assert found(sign_in(trainer_of(cohort)), cohort, "one-short") == []


def test_a_sign_that_is_not_there_is_said_to_be_none(cohort, sign_in):
    learner_in(cohort)
    page = sign_in(trainer_of(cohort)).get(reverse("cohorts:learners", args=[cohort.pk]), {"standing": "rich"})
    assert "This list has no such choice." in page.text


def of_days(cohort, lessons, **days):
    """Learners by name who are as many days in the lists and have passed the test."""
    trainer = trainer_of(cohort)
    begun = Session.objects.filter(block__cohort=cohort, starts_at__lte=timezone.now())
    held = begun.order_by("starts_at")
    for name, number in days.items():
        person = learner_in(cohort, joined_days_ago=60, name=name)
        for place, session in enumerate(held):
            mark(session, person, Presence.PRESENT if place < number else Presence.ABSENT, by=trainer)
        sit(person, lessons[1])
    return trainer


def told_everywhere(client, cohort) -> list[list[str]]:
    """Who is one step short: in the trainer's list, by the filters of the gradebook, and how many by the report."""
    cache.clear()
    book, completing = (reverse(f"gradebook:{page}", args=[cohort.pk]) for page in ("book", "completing"))
    pages = [client.get(book, {"completion": "one-short"}), client.get(completing)]
    names = [[row[0].value for row in page.context["list"].rows] for page in pages]
    return [found(client, cohort, "one-short"), *names]


def test_one_step_short_is_one_rule_in_the_list_the_gradebook_and_the_report(cohort, lessons, sign_in):
    trainer = of_days(cohort, lessons, Asha=2, Bina=1, Chitra=3)
    client = sign_in(trainer)
    assert told_everywhere(client, cohort) == [["Asha", "Chitra"]] * 3
    page = client.get(reverse("gradebook:book", args=[cohort.pk]), {"completion": "more-short"})
    assert [row[0].value for row in page.context["list"].rows] == ["Bina"]
    report = report_of(trainer, cohort, bring_up(cohort))
    assert "2 learners are one step short of completing" in report.open


def test_nobody_is_one_step_short_of_a_cohort_that_is_over_but_for_who_has_a_make_up(cohort, lessons, sign_in):
    for number, session in enumerate(Session.objects.filter(block__cohort=cohort)):
        Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() - timedelta(days=20 - number))
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() - timedelta(days=1), state="finished")
    cohort.refresh_from_db()
    trainer = of_days(cohort, lessons, Asha=3, Bina=2)
    client = sign_in(trainer)
    assert told_everywhere(client, cohort) == [[]] * 3
    last = Session.objects.filter(block__cohort=cohort).order_by("starts_at").last()
    meet(cohort.blocks.last(), 5, makes_up=last)
    assert told_everywhere(client, cohort) == [["Asha"]] * 3
    Cohort.objects.filter(pk=cohort.pk).update(state="closed")
    assert told_everywhere(client, cohort) == [[]] * 3


def keeps_up(client, cohort, person) -> tuple[str, str]:
    """What the list says of how she keeps up, and her own page."""
    page = client.get(learners(cohort)).text
    row = page[page.index(f">{person.name}</a>") :]
    hers = client.get(reverse("cohorts:learner", args=[cohort.pk, person.pk])).text
    return cell_of(row[: row.index("</tr>")], "Keeps up"), hers


def test_who_has_completed_is_said_to_have_and_not_to_be_late(cohort, sign_in):
    asha, bina = (learner_in(cohort, joined_days_ago=60, name=name) for name in ("Asha", "Bina"))
    trainer = trainer_of(cohort)
    stay = Enrolment.objects.select_related("cohort__programme", "person__user").get(person=asha)
    for activity, mark_of in (("days", 4), (str(cohort.programme.post_test_id), 60)):
        mark_by_hand(stay, activity, mark_of, why="On paper", by=trainer.user)
    client = sign_in(trainer)
    said, page = keeps_up(client, cohort, asha)
    assert said == "Has completed"
    assert "Has completed" in page
    assert "Not begun" not in page
    said, page = keeps_up(client, cohort, bina)
    assert said.startswith("Not begun")
    assert "Not begun" in page
    file = b"".join(client.get(learners(cohort), {"file": "csv"}).streaming_content).decode()
    assert "Has completed" in next(line for line in file.splitlines() if "Asha" in line)


def counted_late(client, cohort) -> list[int]:
    """Who is late, then who is to begin: in the list, among the figures of all cohorts, and above the list."""
    cache.clear()
    found = []
    for standing in (Standing.LATE, Standing.NOT_BEGUN):
        page = client.get(learners(cohort), {"standing": standing})
        every = client.get(reverse("cohorts:all-figures"))
        [row] = every.context["list"].rows
        [across] = [cell.value for cell in row if cell.column.key == standing]
        above = re.search(rf'<a href="\?standing={standing}">(\d+)</a>', page.text)
        found += [len(page.context["list"].rows), across, int(above[1]) if above else 0]
    return found


def test_who_has_completed_is_counted_neither_late_nor_as_not_begun_wherever_it_is_counted(cohort, sign_in):
    asha, _bina = (learner_in(cohort, joined_days_ago=60, name=name) for name in ("Asha", "Bina"))
    trainer = trainer_of(cohort)
    client = sign_in(trainer)
    assert counted_late(client, cohort) == [2] * 6
    stay = Enrolment.objects.select_related("cohort__programme", "person__user").get(person=asha)
    for activity, mark_of in (("days", 4), (str(cohort.programme.post_test_id), 60)):
        mark_by_hand(stay, activity, mark_of, why="On paper", by=trainer.user)
    bring_up(cohort)
    assert counted_late(client, cohort) == [1] * 6
    assert "goes by the lessons on the phone" in client.get(learners(cohort)).text
    assert "goes by the lessons on the phone" in client.get(reverse("cohorts:all-figures")).text
    hers = client.get(reverse("cohorts:learner", args=[cohort.pk, asha.pk])).text
    assert ">Late</span>" not in hers


@pytest.mark.parametrize("change", [{"state": "finished"}, {"state": "closed"}, {"ends_on": date(2020, 1, 1)}])
def test_in_a_cohort_that_is_over_nobody_is_counted_so(cohort, sign_in, change):
    learner_in(cohort, joined_days_ago=60)
    client = sign_in(trainer_of(cohort))
    assert counted_late(client, cohort) == [1] * 6
    Cohort.objects.filter(pk=cohort.pk).update(**{"starts_on": date(2019, 12, 1), **change})
    assert counted_late(client, cohort) == [0] * 6


@pytest.mark.parametrize("state", ["finished", "closed"])
def test_in_a_cohort_that_is_over_nobody_is_late_or_still_to_begin(cohort, sign_in, state):
    asha, trainer = learner_in(cohort, joined_days_ago=60, name="Asha"), trainer_of(cohort)
    Cohort.objects.filter(pk=cohort.pk).update(state=state)
    said, page = keeps_up(sign_in(trainer), cohort, asha)
    assert said == "–"
    assert "Not begun" not in page
