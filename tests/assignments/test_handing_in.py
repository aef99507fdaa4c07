"""Work is handed in from wherever she is, once however often it comes, and each version is kept."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assignments import queries
from assignments.attached import purge_files
from assignments.due import days_late, written_at
from assignments.models import AttachedFile, HandIn, Work
from cohorts.services import withdraw_learner
from submissions.models import Submission
from submissions.services import take
from tests.assignments.handing import current, document, handed, photo, text
from tests.factories import AssignmentFactory, PersonFactory, learner_in, mentor_of

pytestmark = pytest.mark.django_db


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


def test_files_of_what_is_not_there_are_cleared(asha, baseline, monkeypatch):
    take(asha, handed(baseline, asha, photo=text(photo())))
    files = storages["private"]
    stray = files.save(f"assignments/{uuid4()}", SimpleUploadedFile("x", b"x"))
    monkeypatch.setattr("assignments.attached.DAY", timedelta(seconds=-1))
    purge_files({})
    assert not files.exists(stray)
    assert files.exists(AttachedFile.objects.get().path)
