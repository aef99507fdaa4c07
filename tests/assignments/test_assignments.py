"""Work between blocks: handed in from wherever she is, returned with comments, approved; seen by who may."""

from base64 import b64encode
from datetime import date, datetime, timedelta
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assignments import lends, queries, services
from assignments.attached import purge_files
from assignments.due import days_late, written_at
from assignments.enums import HAND_IN, Verdict, WorkState
from assignments.errors import CommentIsMissing, NewerCame, TooManyMarks
from assignments.models import AttachedFile, HandIn, Review, Work
from assignments.permissions import can_review, can_see_work, files_visible_to, works_reviewed_by, works_visible_to
from assignments.signals import REVIEWED
from cohorts.services import withdraw_learner
from core.models import AuditEntry
from core.states import MoveIsNotYours
from jobs.models import Job
from jobs.services import run_due_jobs
from notifications.models import Notice
from notifications.queries import said
from people.enums import Purpose, Role
from people.models import Person
from people.services import give_consent, grant_role
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.models import Submission
from submissions.services import take
from tests.factories import (
    AssignmentFactory,
    CohortFactory,
    PersonFactory,
    learner_in,
    mentor_of,
    trainer_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db):
    return CohortFactory()


@pytest.fixture
def asha(cohort):
    return learner_in(cohort, name="Asha Pawar")


@pytest.fixture
def trainer(cohort):
    return trainer_of(cohort)


@pytest.fixture
def baseline(cohort):
    return AssignmentFactory(cohort=cohort, title="Baseline of my enterprise", marks_of=10)


def photo(size=(40, 30)):
    """A JPEG that says where it was taken."""
    kept, notes = BytesIO(), Image.Exif()
    notes[0x8825] = {1: "N", 2: (12.0, 30.0, 0.0)}
    Image.new("RGB", size, "white").save(kept, "JPEG", exif=notes)
    return kept.getvalue()


def document(part="word/document.xml"):
    kept = BytesIO()
    with ZipFile(kept, "w") as packed:
        packed.writestr(part, "<w/>")
    return kept.getvalue()


def text(content):
    return b64encode(content).decode()


def handed(assignment, person, key=None, device_at=None, **fields):
    about = f"{assignment.pk}/{person.pk}"
    return Handed(id=key or uuid4(), kind=HAND_IN, about=about, fields=query_dict(fields), device_at=device_at)


def told(person):
    run_due_jobs()
    return [line.text for line in said(person, Notice.objects.filter(person=person).order_by("pk"))]


def current(work):
    return work.versions.current().get()


def test_what_is_handed_in_twice_is_there_once(asha, baseline):
    once = handed(baseline, asha, body="₹3,000 a month", photo=text(photo()))
    assert [take(asha, once).standing for _ in range(2)] == ["applied", "duplicate"]
    work = Work.objects.get()
    assert (work.state, current(work).body, current(work).files.count()) == ("handed_in", "₹3,000 a month", 1)


def test_nothing_of_what_the_camera_noted_is_kept(asha, baseline):
    take(asha, handed(baseline, asha, photo=text(photo())))
    with storages["private"].open(AttachedFile.objects.get().path) as file, Image.open(file) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("WEBP", (40, 30), {})


def test_each_version_is_kept_and_the_newest_stands(asha, baseline):
    for body in ("First", "Second", "Third"):
        assert take(asha, handed(baseline, asha, body=body)).standing == "applied"
    work = Work.objects.get()
    assert (current(work).body, work.versions.count()) == ("Third", 3)
    assert [version.body for version in queries.versions_of(work)] == ["Third", "Second", "First"]


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


def test_late_is_said_and_not_refused_and_counts_from_when_she_wrote_it(asha, baseline):
    baseline.due_on = timezone.localdate() - timedelta(days=2)
    baseline.save()
    take(asha, handed(baseline, asha, body="Late"))
    assert current(Work.objects.get()).days_late == 2
    take(asha, handed(baseline, asha, body="In time", device_at=timezone.now() - timedelta(days=3)))
    assert current(Work.objects.get()).days_late == 0


@given(st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_day_is_late_or_in_time_and_nothing_else(handed_in_on, due_on):
    late = days_late(handed_in_on, due_on)
    assert (late == 0) == (handed_in_on <= due_on)
    assert late >= 0


@given(st.datetimes(), st.datetimes())
def test_nothing_is_written_after_it_came(device_at: datetime, received_at: datetime):
    assert written_at(device_at, received_at) <= received_at


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"body": " \u200b "}, "empty"),
        ({"photo": text(b"no photo")}, "invalid_image"),
        ({"photo": "no base64!"}, "invalid_image"),
        ({"voice": text(b"no sound"), "seconds": "3"}, "not_a_recording"),
        ({"file": text(b"MZ a program"), "file_name": "plan.pdf"}, "not_a_document"),
        ({"file": text(document("word/vbaProject.bin")), "file_name": "plan.docx"}, "not_a_document"),
        ({"file": text(document()), "file_name": "plan.exe"}, "not_a_document"),
    ],
)
def test_what_is_nothing_or_not_what_it_calls_itself_is_refused_and_its_words_are_kept(asha, baseline, fields, code):
    outcome = take(asha, handed(baseline, asha, **{"body": "", **fields}))
    assert (outcome.standing, outcome.code) == ("refused", code)
    assert not Work.objects.exists()
    assert not AttachedFile.objects.exists()
    assert Submission.objects.get().code == code


@pytest.mark.parametrize(
    ("content", "name", "kept"),
    [
        (document(), "../Plan of Asha.docx", "Plan of Asha.docx"),
        (document("xl/workbook.xml"), "C:\\costs\\costs.XLSX", "costs.xlsx"),
        (b"%PDF-1.7", "ബേസ്‌ലൈൻ.pdf", "ബേസ്‌ലൈൻ.pdf"),
    ],
)
def test_a_document_is_kept_under_a_plain_name_and_comes_as_a_file_to_save(
    sign_in, asha, baseline, content, name, kept
):
    assert take(asha, handed(baseline, asha, file=text(content), file_name=name)).standing == "applied"
    file = AttachedFile.objects.get()
    assert file.name == kept
    answer = sign_in(asha).get(f"/assignments/files/{file.pk}/")
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == content


def test_a_photo_that_is_sent_as_a_file_is_drawn_anew_like_any(asha, baseline):
    take(asha, handed(baseline, asha, file=text(photo()), file_name="page.jpg"))
    assert AttachedFile.objects.get().means == "photo"


def test_her_trainer_hands_in_what_came_on_paper(asha, baseline, trainer):
    assert take(trainer, handed(baseline, asha, photo=text(photo()))).standing == "applied"
    version = HandIn.objects.get()
    assert (version.work.person, version.recorded_by, version.source) == (asha, trainer, "book")


def test_without_scripts_her_trainer_comes_back_to_the_list(sign_in, asha, baseline, trainer):
    client = sign_in(trainer)
    page = client.get(f"/assignments/{baseline.pk}/learners/").text
    address = f"/assignments/{baseline.pk}/for/{asha.pk}/"
    assert address in page
    posted = {"id": str(uuid4()), "body": "", "photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
    answer = client.post(address, posted, follow=True)
    assert answer.redirect_chain[-1][0] == f"/assignments/{baseline.pk}/learners/"
    assert "It is handed in." in answer.text
    assert HandIn.objects.get().work.person == asha


def test_nobody_hands_in_for_another_nor_before_it_is_given(cohort, asha, baseline, trainer):
    mary, stranger = learner_in(cohort), PersonFactory()
    to_come = AssignmentFactory(cohort=cohort, is_to_come=True)
    for author, assignment, learner in (
        (mary, baseline, asha),
        (stranger, baseline, stranger),
        (asha, to_come, asha),
        (trainer, baseline, stranger),
        (mentor_of(cohort), baseline, asha),
    ):
        assert take(author, handed(assignment, learner, body="Done")).code == "not_yours"


def test_who_has_left_hands_in_no_more_and_what_came_before_is_known(asha, baseline):
    first = handed(baseline, asha, body="Done")
    take(asha, first)
    withdraw_learner(asha.enrolments.get(), by=asha.user)
    assert take(asha, first).standing == "duplicate"
    assert take(asha, handed(baseline, asha, body="More")).code == "not_yours"


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


def test_the_desk_asks_for_what_is_to_be_done_and_shows_who_teaches_how_much_waits(sign_in, asha, baseline, trainer):
    assert "Field work for you." in sign_in(asha).get("/desk/").text
    take(asha, handed(baseline, asha, body="Done"))
    assert "Field work for you." not in sign_in(asha).get("/desk/").text
    assert "1 piece of work waits for your review." in sign_in(trainer).get("/desk/").text
    services.review(current(Work.objects.get()), verdict=Verdict.RETURNED, comment="More", marks=None, by=trainer)
    assert "Returned with comments." in sign_in(asha).get("/desk/").text
    assert "waits for your review" not in sign_in(trainer).get("/desk/").text


def test_the_phone_keeps_the_list_and_what_is_to_be_handed_in(asha, baseline):
    assert [page.address for page in lends.pages_of_my_assignments(asha.user)] == [
        "/assignments/",
        f"/assignments/{baseline.pk}/",
    ]
    take(asha, handed(baseline, asha, body="Done"))
    assert list(lends.pages_of_my_assignments(asha.user)) == []


def test_without_scripts_she_hands_in_by_the_button_once_however_often_she_presses(sign_in, asha, baseline):
    client, key = sign_in(asha), str(uuid4())
    for _ in range(2):
        posted = {"id": key, "body": "Done", "photo": SimpleUploadedFile("a.jpg", photo(), "image/jpeg")}
        assert client.post(f"/assignments/{baseline.pk}/", posted).status_code == 302
    assert AttachedFile.objects.get().means == "photo"
    page = client.get(f"/assignments/{baseline.pk}/").text
    assert "What you handed in" in page
    assert "Waits for review" in page


def test_a_file_that_is_too_large_is_said_to_be_so_with_the_text_still_there(sign_in, asha, baseline, monkeypatch):
    monkeypatch.setattr("assignments.forms.LARGEST_FILE_BYTES", 100)
    posted = {"body": "My plan", "file": SimpleUploadedFile("a.pdf", b"%PDF-" + b"x" * 100)}
    answer = sign_in(asha).post(f"/assignments/{baseline.pk}/", posted)
    assert answer.status_code == 422
    assert "larger than 8 MB" in answer.text
    assert "My plan" in answer.text


def test_the_pages_of_a_trainer_lead_from_setting_to_approving(sign_in, cohort, asha, trainer):
    client = sign_in(trainer)
    typed = {
        "form_id": str(uuid4()),
        "title": "Diagnostic",
        "task": "Ask five customers.",
        "due_on": "",
        "takes": ["text"],
        "counts": "on",
    }
    for _ in range(2):
        assert client.post(f"/assignments/of/{cohort.pk}/new/", typed).url == f"/assignments/of/{cohort.pk}/"
    assignment = cohort.assignments.get()
    assert f"/assignments/of/{cohort.pk}/" in client.get(f"/cohorts/{cohort.pk}/").text
    assert "Diagnostic" in client.get(f"/assignments/of/{cohort.pk}/").text
    take(asha, handed(assignment, asha, body="They want cloth"))
    work = Work.objects.get()
    assert "Asha Pawar" in client.get("/assignments/waiting/").text
    assert "Asha Pawar" in client.get(f"/assignments/{assignment.pk}/learners/?state=handed_in").text
    assert "Asha Pawar" not in client.get(f"/assignments/{assignment.pk}/learners/?state=open").text
    assert "They want cloth" in client.get(f"/assignments/works/{work.pk}/").text
    seen = {"version": str(current(work).pk), "comment": ""}
    assert client.post(f"/assignments/works/{work.pk}/", {**seen, "verdict": "returned"}).status_code == 422
    assert client.post(f"/assignments/works/{work.pk}/", {**seen, "verdict": "approved"}).status_code == 302
    assert client.post(f"/assignments/{assignment.pk}/change/", {**typed, "title": "Diagnostics"}).status_code == 302
    assert "Diagnostics" in sign_in(asha).get("/assignments/").text


def test_who_judged_an_older_version_is_shown_the_newer_and_judges_that(sign_in, asha, baseline, trainer):
    take(asha, handed(baseline, asha, body="First"))
    work, client = Work.objects.get(), sign_in(trainer)
    typed = {"version": str(current(work).pk), "comment": "Good", "marks": "8", "verdict": "approved"}
    take(asha, handed(baseline, asha, body="Second"))
    answer = client.post(f"/assignments/works/{work.pk}/", typed)
    assert answer.status_code == 422
    assert "newer version meanwhile" in answer.text
    assert f'value="{current(work).pk}"' in answer.text
    typed["version"] = str(current(work).pk)
    assert client.post(f"/assignments/works/{work.pk}/", typed).status_code == 302


@pytest.mark.parametrize("page", ["waiting", "learners", "cohort"])
def test_lists_ask_no_more_for_twenty_learners_than_for_two(
    sign_in, cohort, baseline, trainer, page, django_assert_max_num_queries
):
    client = sign_in(trainer)
    address = {
        "waiting": "/assignments/waiting/",
        "learners": f"/assignments/{baseline.pk}/learners/",
        "cohort": f"/assignments/of/{cohort.pk}/",
    }[page]
    for number in (2, 18):
        for _ in range(number):
            learner = learner_in(cohort)
            take(learner, handed(baseline, learner, body="Done"))
        client.get(address)
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200


def test_files_of_what_is_not_there_are_cleared(asha, baseline, monkeypatch):
    take(asha, handed(baseline, asha, photo=text(photo())))
    files = storages["private"]
    stray = files.save(f"assignments/{uuid4()}", SimpleUploadedFile("x", b"x"))
    monkeypatch.setattr("assignments.attached.DAY", timedelta(seconds=-1))
    purge_files({})
    assert not files.exists(stray)
    assert files.exists(AttachedFile.objects.get().path)
