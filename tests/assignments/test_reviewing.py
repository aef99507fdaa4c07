"""Work is returned with comments or approved; by whom, seen by whom, and who is told."""

from datetime import date

import pytest
from django.utils import timezone

from assignments import lends, queries, services
from assignments.enums import Verdict, WorkState
from assignments.errors import CommentIsMissing, NewerCame, TooManyMarks
from assignments.models import HandIn, Review, Work
from assignments.permissions import can_review, can_see_work, files_visible_to, works_reviewed_by, works_visible_to
from assignments.signals import REVIEWED
from core.models import AuditEntry
from core.states import MoveIsNotYours
from jobs.models import Job
from notifications.queries import said
from notifications.services import mark_read
from people.enums import Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role
from submissions.services import take
from tests.assignments.handing import current, handed, photo, text, told
from tests.factories import AssignmentFactory, PersonFactory, learner_in, mentor_of

pytestmark = pytest.mark.django_db


def test_she_gets_it_back_with_comments_mends_it_and_it_is_approved(asha, baseline, trainer):
    take(asha, handed(baseline, asha, body="I sell cloth"))
    work = Work.objects.get()
    services.review(current(work), verdict=Verdict.RETURNED, comment="How much a week?", marks=None, by=trainer)
    work.refresh_from_db()
    assert (work.state, work.waits_since) == (WorkState.RETURNED, None)
    take(asha, handed(baseline, asha, body="₹700 a week"))
    services.review(current(work), verdict=Verdict.APPROVED, comment="", marks=8, by=trainer)
    work.refresh_from_db()
    assert (work.state, work.marks) == (WorkState.APPROVED, 8)
    assert told(asha) == [
        "Your work “Baseline of my enterprise” came back with comments.",
        "Your work “Baseline of my enterprise” is approved.",
    ]
    actions = AuditEntry.objects.filter(subject__startswith="assignments.work").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "work.handed_in",
        "work.returned",
        "work.handed_in",
        "work.approved",
    ]


def test_each_review_is_told_to_who_subscribes(asha, baseline, trainer, monkeypatch):
    heard = []
    monkeypatch.setattr(services, "announce", lambda fact, *, key, payload: heard.append((fact, payload)))
    take(asha, handed(baseline, asha, body="Done"))
    services.review(current(Work.objects.get()), verdict=Verdict.APPROVED, comment="", marks=None, by=trainer)
    assert heard == [(REVIEWED, {"cohort": str(baseline.cohort_id), "person": str(asha.pk)})]
    assert Job.objects.exists()


def test_what_is_approved_is_not_written_over_but_may_be_opened_again(asha, baseline, trainer):
    first = handed(baseline, asha, body="Done")
    take(asha, first)
    work = Work.objects.get()
    services.review(current(work), verdict=Verdict.APPROVED, comment="", marks=None, by=trainer)
    assert take(asha, handed(baseline, asha, body="And more")).code == "approved"
    assert take(asha, first).standing == "duplicate"
    assert HandIn.objects.count() == 1
    services.review(current(work), verdict=Verdict.RETURNED, comment="Add the costs", marks=None, by=trainer)
    assert take(asha, handed(baseline, asha, body="And more")).standing == "applied"
    assert list(Review.objects.values_list("verdict", flat=True)) == ["approved", "returned"]


def test_who_returns_says_what_to_mend_gives_no_more_marks_than_there_are_and_looks_at_the_newest(
    asha, baseline, trainer
):
    take(asha, handed(baseline, asha, body="First"))
    first = current(Work.objects.get())
    with pytest.raises(CommentIsMissing):
        services.review(first, verdict=Verdict.RETURNED, comment=" ", marks=None, by=trainer)
    with pytest.raises(TooManyMarks):
        services.review(first, verdict=Verdict.APPROVED, comment="", marks=11, by=trainer)
    take(asha, handed(baseline, asha, body="Second"))
    with pytest.raises(NewerCame):
        services.review(first, verdict=Verdict.APPROVED, comment="", marks=8, by=trainer)
    assert not Review.objects.exists()


def test_the_longest_waiting_comes_first_and_a_newer_version_does_not_lose_her_place(cohort, asha, baseline, trainer):
    mary = learner_in(cohort, name="Mary Thomas")
    take(asha, handed(baseline, asha, body="First"))
    take(mary, handed(baseline, mary, body="First"))
    take(asha, handed(baseline, asha, body="Second"))
    assert [work.person for work in queries.works_waiting_for(trainer)] == [asha, mary]
    waiting = queries.number_waiting(trainer)
    assert (waiting.number, waiting.since) == (2, Work.objects.get(person=asha).waits_since)


def test_her_work_is_seen_by_who_trains_her_and_where_she_agreed_by_manager_and_mentor(cohort, asha, baseline, trainer):
    manager, mentor, mary = PersonFactory(), mentor_of(cohort), learner_in(cohort)
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
    manager = Person.objects.get(pk=manager.pk)
    take(asha, handed(baseline, asha, photo=text(photo())))
    work = Work.objects.get()
    readers = {"asha": asha, "trainer": trainer, "manager": manager, "mentor": mentor, "mary": mary, "nobody": None}

    def seeing(sees):
        return {name for name, person in readers.items() if sees(person)}

    assert seeing(lambda person: can_see_work(person, work)) == {"asha", "trainer"}
    assert seeing(lambda person: can_review(person, work)) == {"trainer"}
    give_consent(asha, purpose=Purpose.SHARING, language="en", by=asha.user)
    for twin in (
        lambda person: can_see_work(person, work),
        lambda person: works_visible_to(person).filter(pk=work.pk).exists(),
        lambda person: files_visible_to(person).exists(),
    ):
        assert seeing(twin) == {"asha", "trainer", "manager", "mentor"}
    assert seeing(lambda person: can_review(person, work)) == {"trainer", "manager"}
    assert seeing(lambda person: works_reviewed_by(person).exists()) == {"trainer", "manager"}
    with pytest.raises(MoveIsNotYours):
        services.review(current(work), verdict=Verdict.APPROVED, comment="", marks=None, by=mentor)


def test_the_gradebook_is_told_of_each_how_far_she_is(cohort, asha, baseline, trainer, django_assert_max_num_queries):
    mary = learner_in(cohort)
    take(asha, handed(baseline, asha, body="Done"))
    services.review(current(Work.objects.get()), verdict=Verdict.APPROVED, comment="", marks=7, by=trainer)
    with django_assert_max_num_queries(2):
        done = queries.work_of(cohort, [asha, mary])
    assert done[asha.pk][baseline.pk] == queries.WorkDone(WorkState.APPROVED, 7, 10, counts=True)
    assert done[mary.pk][baseline.pk] == queries.WorkDone(WorkState.OPEN, None, 10, counts=True)


def test_who_takes_part_is_told_once_when_it_is_given(cohort, asha, trainer):
    given_now = AssignmentFactory.build(cohort=cohort, title="Market visit", due_on=None)
    services.set_assignment(given_now, by=trainer)
    services.set_assignment(given_now, by=trainer)
    to_come = AssignmentFactory(cohort=cohort, is_to_come=True, title="Plan")
    services.tell_of_given({})
    assert told(asha) == ["There is field work for you: “Market visit”."]
    to_come.block.ends_on = timezone.localdate()
    to_come.block.save()
    services.tell_of_given({})
    assert told(asha)[1:] == [lends._given({"title": "Plan", "due_on": to_come.due_on.isoformat()})]


def test_who_works_by_it_is_told_of_each_change_and_can_see_what_it_was(cohort, asha, trainer, sign_in):
    assignment = AssignmentFactory.build(cohort=cohort, title="Ask five customers", due_on=date(2030, 12, 7))
    services.set_assignment(assignment, by=trainer)
    assert told(asha) == ["There is field work for you: “Ask five customers”. Hand it in by 07-12-2030."]
    for day, task in ((3, "Ask five."), (2, "Ask ten.")):
        assignment.due_on, assignment.task = date(2030, 12, day), task
        services.set_assignment(assignment, by=trainer)
        assert told(asha) == [f"Your field work “Ask five customers” was changed. Hand it in by 0{day}-12-2030."]
    page = sign_in(asha).get(f"/assignments/{assignment.pk}/").text
    assert "due on 07-12-2030" in page
    assert "Ask five." in page


def test_what_is_put_off_to_a_later_block_is_no_news_now_and_is_told_when_that_ends(cohort, asha, trainer):
    assignment = AssignmentFactory.build(cohort=cohort, title="Market visit", due_on=None)
    services.set_assignment(assignment, by=trainer)
    told(asha)
    mark_read(asha, asha.notices.all())
    assignment.block = AssignmentFactory(cohort=cohort, is_to_come=True).block
    assignment.task = "Ask ten."
    services.set_assignment(assignment, by=trainer)
    told(asha)
    assert not asha.notices.unread().exists()
    assignment.block.ends_on = timezone.localdate()
    assignment.block.save()
    services.tell_of_given({})
    told(asha)
    assert any("Market visit" in line.text for line in said(asha, asha.notices.unread()))


def test_what_changes_nothing_for_who_works_by_it_is_no_news(cohort, asha, baseline, trainer):
    baseline.counts = not baseline.counts
    services.set_assignment(baseline, by=trainer)
    told(asha)
    services.set_assignment(baseline, by=trainer)
    assert told(asha) == [lends._given({"title": baseline.title, "due_on": baseline.due_on.isoformat()})]
    assert not baseline.former.exists()


def test_who_approves_without_the_marks_that_are_asked_for_is_asked_and_may_do_so(asha, baseline, trainer, sign_in):
    take(asha, handed(baseline, asha, body="I sell cloth"))
    work, client = Work.objects.get(), sign_in(trainer)
    address = f"/assignments/works/{work.pk}/"
    sent = {"version": str(current(work).pk), "comment": "", "marks": "", "verdict": "approved"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["marks"] == ["No marks are typed. If it is so, send it again."]
    assert not Review.objects.exists()
    (asked,) = [part for part in answer.text.split("<input") if 'name="asked"' in part]
    assert 'value="marks="' in asked
    assert client.post(address, {**sent, "asked": "marks="}).status_code == 302
    assert Review.objects.get().marks is None
