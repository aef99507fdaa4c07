"""One learner in the gradebook, by her trainer and by herself; weights, and who has completed."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Question
from assignments.enums import Verdict
from assignments.models import HandIn
from assignments.services import review
from certificates.models import Certificate
from certificates.services import replace, revoke
from cohorts.models import Cohort, Enrolment, Session
from core.models import AuditEntry
from gradebook.models import HandMark
from gradebook.services import mark_by_hand
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import letter_of
from people.enums import Role
from people.models import Person
from people.services import grant_role
from submissions.services import take
from tests.assignments.handing import handed
from tests.attendance.meetings import mark
from tests.cohorts.test_trainers_page import seen, sit
from tests.factories import AssignmentFactory, PersonFactory, learner_in, trainer_of
from tests.gradebook.conftest import meet, take_lists
from tests.gradebook.test_book import book, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha(cohort):
    return learner_in(cohort, name="Asha")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


def page(name, cohort, *more):
    return reverse(f"gradebook:{name}", args=[cohort.pk, *more])


def by_hand(cohort, person, activity, value, by):
    return mark_by_hand(Enrolment.objects.get(person=person), activity, value, why="On paper", by=by.user)


def test_she_reads_what_is_wanting_and_what_would_do(cohort, lessons, asha, trainer, sign_in):
    sit(asha, lessons[1], wrong=(1, 2, 3))
    take_lists(cohort)
    by_hand(cohort, asha, "days", 2, trainer)
    words = seen(sign_in(asha).get(page("mine", cohort)).text)
    assert "2 things are wanting for your certificate." in words
    assert "2 days present, 4 needed. 2 days short." in words
    assert "3 days are still to come." in words
    assert "40%, 60% needed." in words
    assert "written by hand: On paper" in words


def test_a_make_up_is_named_where_the_days_to_come_are_not_enough(cohort, asha, trainer, sign_in):
    Session.objects.filter(block__cohort=cohort).update(starts_at="2026-01-05T10:00Z")
    take_lists(cohort)
    missed = Session.objects.first()
    meet(cohort.blocks.first(), 12, makes_up=missed)
    client = sign_in(asha)
    assert "The make-up on" in client.get(page("mine", cohort)).text


def test_her_own_page_is_hers_alone_while_she_takes_part(cohort, asha, sign_in):
    assert sign_in(learner_in(cohort)).get(page("learner", cohort, asha.pk)).status_code == 404
    assert sign_in(asha).get(page("mine", cohort)).status_code == 200
    Enrolment.objects.filter(person=asha).update(status="withdrawn")
    assert sign_in(asha).get(page("mine", cohort)).status_code == 404


def test_a_trainer_writes_a_mark_by_hand_and_says_why(cohort, lessons, asha, trainer, sign_in):
    key, client = str(lessons[1].translation_key), sign_in(trainer)
    sit(asha, lessons[1], wrong=(1, 2, 3))
    cell = page("cell", cohort, asha.pk, key)
    refused = client.post(cell, {"value": "70", "why": ""})
    assert (refused.status_code, HandMark.objects.count()) == (422, 0)
    assert 'value="70"' in refused.text
    assert client.post(cell, {"value": "70", "why": "Asked her aloud"}).status_code == 302
    assert "70%" in client.get(page("learner", cohort, asha.pk)).text
    told = seen(client.get(cell).text)
    assert f"40 → 70 by hand, {trainer.name} Asked her aloud" in told
    assert "– → 40 her own result" in told
    assert AuditEntry.objects.filter(action="gradebook.marked", by=trainer.user).count() == 1


def test_who_got_a_mark_by_hand_is_told_in_what_and_not_which_mark(cohort, lessons, asha, trainer):
    key = str(lessons[1].translation_key)
    for value in (37, 73):
        by_hand(cohort, asha, key, value, by=trainer)
        run_due_jobs()
    notice = Notice.objects.get(person=asha, kind="mark_written")  # one for an activity, however often it changes
    letter = letter_of(asha, [notice])
    assert lessons[1].title in letter.text
    assert letter.brief == letter.text
    assert not {"37", "73", "%"} & {*re.findall(r"\d+|%", letter.text)}
    assert notice.link == page("mine", cohort)


def test_a_mark_by_hand_is_no_more_than_there_was_to_be_had(cohort, programme, asha, trainer, sign_in):
    programme.assignments_needed = 1
    programme.save()
    for _number in range(2):
        AssignmentFactory(cohort=cohort)
    client = sign_in(trainer)
    for activity, most in (("days", 2), ("assignments", 2)):
        refused = client.post(page("cell", cohort, asha.pk, activity), {"value": most + 1, "why": "On paper"})
        assert (refused.status_code, HandMark.objects.filter(activity=activity).count()) == (422, 0)
        assert refused.context["form"].errors["value"] == [f"Type {most} or less."]
        taken = client.post(page("cell", cohort, asha.pk, activity), {"value": most, "why": "On paper"})
        assert taken.status_code == 302


def test_a_make_up_for_a_day_on_which_she_was_there_would_not_do(cohort, asha, trainer, sign_in):
    """And two for one missed day are one day."""
    Session.objects.filter(block__cohort=cohort).update(starts_at="2026-01-05T10:00Z")
    first, *_others, last = Session.objects.order_by("pk")
    Session.objects.filter(pk=last.pk).update(starts_at="2026-01-06T10:00Z")
    take_lists(cohort)
    mark(first, asha, "present", by=trainer)
    meet(cohort.blocks.first(), 12, makes_up=first)
    client = sign_in(asha)
    assert "ask for a make-up of 1 day" in client.get(page("mine", cohort)).text
    for in_days in (13, 14):
        meet(cohort.blocks.first(), in_days, makes_up=last)
    told = seen(client.get(page("mine", cohort)).text)
    day = (timezone.localdate() + timedelta(days=13)).strftime("%d-%m-%Y")
    assert f"The make-up on {day} would do." in told


@pytest.mark.parametrize("value", ["101", "-1", "many"])
def test_a_mark_is_a_percent(cohort, lessons, asha, trainer, sign_in, value):
    cell = page("cell", cohort, asha.pk, str(lessons[0].translation_key))
    assert sign_in(trainer).post(cell, {"value": value, "why": "x"}).status_code == 422


def test_a_trainer_sets_weights_and_sees_what_they_were(cohort, lessons, asha, trainer, sign_in):
    first, second = (str(lesson.translation_key) for lesson in lessons[:2])
    sit(asha, lessons[0])
    sit(asha, lessons[1], wrong=(1, 2))
    client = sign_in(trainer)
    assert rows_of(client.get(book(cohort)).text)["Asha"][0] == "80"
    assert client.post(page("weights", cohort), {first: "1", second: "x"}).status_code == 422
    assert client.post(page("weights", cohort), {first: "1", second: "0"}).status_code == 302
    assert rows_of(client.get(book(cohort)).text)["Asha"][0] == "100"
    client.post(page("weights", cohort), {first: "1", second: "3"})
    told = seen(client.get(page("weights", cohort)).text)
    assert "Lesson 2 · weight 1 → 0" in told
    assert "Lesson 2 · weight 0 → 3" in told
    assert f"Changed last {trainer.name}" in told


def test_who_reads_the_gradebook_reads_what_weighs_and_who_changed_it_and_changes_nothing(
    cohort, lessons, trainer, sign_in
):
    first = str(lessons[0].translation_key)
    sign_in(trainer).post(page("weights", cohort), {first: "3", str(lessons[1].translation_key): "1"})
    manager = PersonFactory()
    grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.organisation, by=None)
    client = sign_in(manager)
    told = client.get(page("weights", cohort)).text
    assert f"Lesson 1 · weight 1 → 3 {trainer.name}" in seen(told)
    assert "<dd>3</dd>" in told
    assert "Let them count" not in told
    assert client.post(page("weights", cohort), {first: "0"}).status_code == 404


def test_what_weighs_nothing_says_so(cohort, lessons, asha, trainer, sign_in):
    client = sign_in(trainer)
    client.post(page("weights", cohort), {str(lessons[0].translation_key): "0", str(lessons[1].translation_key): "1"})
    assert seen(client.get(page("learner", cohort, asha.pk)).text).count("Not weighed") == 1


def test_the_list_to_decide_by_names_who_has_completed_and_who_is_one_step_short(
    cohort, lessons, asha, trainer, sign_in
):
    bina, _chitra = learner_in(cohort, name="Bina"), learner_in(cohort, name="Chitra")
    for person in (asha, bina):
        by_hand(cohort, person, "days", 4, trainer)
    sit(bina, lessons[1])
    sit(asha, lessons[1], wrong=(1, 2, 3))
    rows = rows_of(sign_in(trainer).get(page("completing", cohort)).text)
    assert [(name, cells[2]) for name, cells in rows.items()] == [
        ("Bina", "Has completed"),
        ("Asha", "test at the end: 40%, 60% needed"),
    ]


def test_the_page_of_a_mark_says_what_she_cannot_do_yet_by_what_went_wrong_last(
    cohort, lessons, asha, trainer, sign_in
):
    Question.objects.filter(lesson=lessons[1].translation_key, kind="choice").update(
        objective=lessons[0].translation_key
    )
    sit(asha, lessons[1], wrong=(1, 3))
    client = sign_in(trainer)
    shown = seen(client.get(page("cell", cohort, asha.pk, lessons[1].translation_key)).text)
    assert "Lesson 1 : Sets a goal 1 of 1 question wrong" in shown
    assert "Lesson 2 : Sets a goal 1 of 4 questions wrong" in shown
    sit(asha, lessons[1])
    assert "cannot do yet" not in client.get(page("cell", cohort, asha.pk, lessons[1].translation_key)).text


def test_who_has_completed_is_given_a_certificate_once_and_nobody_else_is(
    cohort, programme, lessons, asha, trainer, sign_in
):
    bina = learner_in(cohort, name="Bina")
    by_hand(cohort, bina, "days", 4, trainer)
    sit(bina, lessons[1])
    client, ticked = sign_in(trainer), {"person": [str(asha.pk), str(bina.pk)]}
    client.post(page("completing", cohort), ticked)
    assert not Certificate.objects.exists()
    programme.certificate_title, programme.certificate_months = "Trained in MOVE", 24
    programme.save()
    assert f'value="{bina.pk}" form="give"' in client.get(page("completing", cohort)).text
    for _press in range(2):
        assert client.post(page("completing", cohort), ticked).status_code == 302
    given = Certificate.objects.get()
    assert (given.person, given.titles, given.valid_months) == (bina, {"en": "Trained in MOVE"}, 24)
    assert (given.programme_key, given.cohort_key, given.issued_by) == (programme.pk, cohort.pk, trainer.user)
    left = client.get(page("completing", cohort)).text
    assert rows_of(left)["Bina"][3] == given.number_in_groups
    assert "There is nobody to tick here" in left
    assert "Give a certificate to all who are ticked" not in left


def test_nobody_is_ticked_until_somebody_ticks_her_or_all(cohort, bina, trainer, sign_in):
    client, address = sign_in(trainer), page("completing", cohort)
    box = f'name="person" value="{bina.pk}" form="give"'
    assert f"{box} aria-label" in client.get(address).text
    assert f"{box} checked" in client.get(address, {"tick": "all"}).text
    assert "Nobody was ticked who has completed." in client.post(address, {}, follow=True).text


@pytest.fixture
def bina(cohort, programme, lessons, trainer):
    """She has completed."""
    programme.certificate_title = "Trained in MOVE"
    programme.save()
    person = learner_in(cohort, name="Bina")
    by_hand(cohort, person, "days", 4, trainer)
    sit(person, lessons[1])
    return person


def test_a_name_put_right_stands_with_its_new_number(cohort, bina, trainer, sign_in):
    client = sign_in(trainer)
    client.post(page("completing", cohort), {"person": [str(bina.pk)]})
    new = replace(Certificate.objects.get(), name="Beena", reason="Spelt wrong", by=None)
    assert rows_of(client.get(page("completing", cohort)).text)["Bina"][3] == new.number_in_groups


def test_a_certificate_leads_to_where_it_is_taken_back_and_put_right(cohort, bina, trainer, sign_in):
    client, address = sign_in(trainer), page("completing", cohort)
    client.post(address, {"person": [str(bina.pk)]})
    link = reverse("certificates:detail", args=[Certificate.objects.get().number])
    assert f'href="{link}"' in client.get(address).text
    assert client.get(link).status_code == 200


def test_what_was_taken_back_is_given_again_to_who_is_ticked_and_has_completed(cohort, bina, asha, trainer, sign_in):
    client, address = sign_in(trainer), page("completing", cohort)
    client.post(address, {"person": [str(bina.pk)]})
    revoke(Certificate.objects.get(), reason="Issued by mistake", by=None)
    shown = client.get(address).text
    assert rows_of(shown)["Bina"][3] == "Taken back Give again"
    assert f'name="again" value="{bina.pk}" form="give">' in shown
    told = client.post(address, {"person": [str(bina.pk)]}, follow=True).text
    assert "To give it again, tick" in told
    assert not Certificate.objects.standing().exists()
    client.post(address, {"again": [str(bina.pk), str(asha.pk)]})
    again = Certificate.objects.standing().get()
    assert again.person == bina
    assert rows_of(client.get(address).text)["Bina"][3] == again.number_in_groups


@pytest.mark.parametrize(
    ("asked", "language"),
    [({}, "kn"), ({"language": "ta"}, "ta"), ({"language": "own"}, "hi"), ({"language": "xx"}, "")],
)
def test_the_papers_are_in_the_language_of_the_cohort_unless_another_is_chosen(
    cohort, bina, trainer, sign_in, asked, language
):
    Cohort.objects.filter(pk=cohort.pk).update(language="kn")
    Person.objects.filter(pk=bina.pk).update(language="hi")
    client, address = sign_in(trainer), page("completing", cohort)
    assert '<option value="kn" selected>' in client.get(address).text
    client.post(address, {"person": [str(bina.pk)], **asked})
    assert [each.language for each in Certificate.objects.all()] == ([language] if language else [])


def test_the_paper_has_the_title_of_its_language_and_it_is_said_in_which_there_is_none(
    cohort, programme, bina, trainer, sign_in
):
    programme.certificate_titles = {"ta": "மூவ் பயிற்சி"}
    programme.save()
    client, address = sign_in(trainer), page("completing", cohort)
    assert "not written in हिन्दी, ಕನ್ನಡ, മലയാളം, বাংলা:" in client.get(address).text
    client.post(address, {"person": [str(bina.pk)], "language": "ta"})
    given = Certificate.objects.get()
    assert (given.titled_on_paper.value, given.titled.value) == ("மூவ் பயிற்சி", "Trained in MOVE")


def test_days_of_the_lists_count_as_soon_as_they_are_marked(
    cohort, asha, trainer, sign_in, django_capture_on_commit_callbacks
):
    client = sign_in(trainer)
    assert "4 days to go" in client.get(book(cohort)).text
    first = Session.objects.filter(block__cohort=cohort).order_by("starts_at").first()
    with django_capture_on_commit_callbacks(execute=True):
        mark(first, asha, "present", by=trainer)
    assert "3 days to go" in client.get(book(cohort)).text


def test_who_learns_and_who_teaches_find_their_pages_on_the_page_of_the_cohort(cohort, asha, trainer, sign_in):
    address = reverse("cohorts:cohort", args=[cohort.pk])
    assert page("mine", cohort) in sign_in(asha).get(address).text
    assert book(cohort) in sign_in(trainer).get(address).text


def test_the_file_has_the_titles_of_the_activities(cohort, lessons, asha, trainer, sign_in):
    sit(asha, lessons[0], wrong=(1,))
    lines = sign_in(trainer).get(book(cohort), {"file": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:6] == ["Learner", "Total (%)", "Marked", "Completion", "Lesson 1", "Lesson 2"]
    assert lines[1].startswith("Asha,80,1,")


def test_work_counts_once_it_is_approved_in_percent_of_its_marks(
    cohort, programme, asha, trainer, sign_in, django_capture_on_commit_callbacks
):
    programme.assignments_needed = 1
    programme.save()
    baseline, client = AssignmentFactory(cohort=cohort, marks_of=8), sign_in(trainer)
    take(asha, handed(baseline, asha, body="I sell cloth"))
    assert rows_of(client.get(book(cohort)).text)["Asha"][5] == "–"
    with django_capture_on_commit_callbacks(execute=True):
        review(HandIn.objects.get(), verdict=Verdict.APPROVED, comment="", marks=5, by=trainer)
    told = rows_of(client.get(book(cohort)).text)["Asha"]
    assert (told[0], told[5]) == ("63", "63")
    assert "assignment" not in told[2]
    assert baseline.title in client.get(page("learner", cohort, asha.pk)).text


def test_lists_of_one_cohort_are_files_of_different_names(cohort, trainer, programme, sign_in):
    client = sign_in(trainer)
    pages = [page("book", cohort), page("completing", cohort)]
    pages += [reverse(f"cohorts:{name}", args=[cohort.pk]) for name in ("learners", "coming-and-going")]
    names = [client.get(address, {"file": "csv"})["Content-Disposition"] for address in pages]
    assert len(set(names)) == len(names)
