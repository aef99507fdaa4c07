"""A photo of the signed paper: kept beside the marks without what the phone noted, for who takes attendance alone."""

from base64 import b64encode
from io import BytesIO

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from attendance.enums import SHEET
from attendance.models import Mark, SheetPhoto
from core.models import AuditEntry
from submissions.models import Submission
from submissions.queries import needs_of
from tests.attendance.meetings import session_of
from tests.factories import CohortFactory, trainer_of
from tests.submissions.phone import hand_over


def jpeg_of_a_phone() -> bytes:
    """With where it was taken written in it."""
    image, notes = Image.new("RGB", (64, 48), "white"), Image.Exif()
    notes[0x010E] = "at her house"
    written = BytesIO()
    image.save(written, "JPEG", exif=notes)
    return written.getvalue()


def test_it_is_kept_without_what_the_phone_noted_and_marks_nobody(sign_in, trainer, session, lakshmi):
    client = sign_in(trainer)
    assert b"at her house" in jpeg_of_a_phone()
    photo = SimpleUploadedFile("sheet.jpg", jpeg_of_a_phone(), "image/jpeg")
    address = reverse("attendance:add-sheet", args=[session.pk])
    assert client.post(address, {"photo": photo}).status_code == 302
    kept = SheetPhoto.objects.get()
    assert (kept.session, kept.recorded_by, kept.width, kept.height) == (session, trainer, 64, 48)
    with storages["private"].open(kept.file_name) as file:
        written = file.read()
    assert b"at her house" not in written
    assert Image.open(BytesIO(written)).format == "WEBP"
    assert Mark.objects.count() == 0
    shown = reverse("attendance:sheet-photo", args=[kept.pk])
    page = client.get(reverse("attendance:session", args=[session.pk])).text
    assert shown in page
    assert f'<p class="small soft">{trainer.name}, <time' in page
    assert client.get(shown).status_code == 200
    assert sign_in(lakshmi).get(shown).status_code == 404


def test_what_is_no_picture_is_said_beside_the_field(sign_in, trainer, session):
    address = reverse("attendance:add-sheet", args=[session.pk])
    response = sign_in(trainer).post(address, {"photo": SimpleUploadedFile("x.jpg", b"x", "image/jpeg")})
    assert response.status_code == 422
    assert "not a picture" in response.content.decode()


def add_photo(client, session, content: bytes, **more: str):
    """By the form of the page."""
    posted = {"photo": SimpleUploadedFile("sheet.jpg", content, "image/jpeg"), **more}
    return client.post(reverse("attendance:add-sheet", args=[session.pk]), posted, follow=True).text


def jpeg(colour: str) -> bytes:
    written = BytesIO()
    Image.new("RGB", (64, 48), colour).save(written, "JPEG")
    return written.getvalue()


def test_the_same_photo_is_kept_once_in_a_session_and_said_to_be(sign_in, trainer, cohort, session):
    client = sign_in(trainer)
    add_photo(client, session, jpeg("red"))
    said = add_photo(client, session, jpeg("red"))
    assert "The same photo is kept with this session already: it is kept once." in said
    assert SheetPhoto.objects.count() == 1
    add_photo(client, session, jpeg("blue"))
    add_photo(client, session_of(cohort, days=-1), jpeg("red"))
    assert SheetPhoto.objects.count() == 3


def test_a_phone_is_told_that_the_same_is_kept_and_has_nothing_left_to_do(sign_in, trainer, session):
    client, photo = sign_in(trainer), {"photo": b64encode(jpeg("red")).decode()}
    assert hand_over(client, trainer, SHEET, session.pk, photo) == {"state": "applied"}
    again = hand_over(client, trainer, SHEET, session.pk, photo)
    assert again["state"] == "applied"
    assert "is kept once" in again["facts"]["said"]
    assert (SheetPhoto.objects.count(), Submission.objects.count()) == (1, 0)


def test_a_wrong_photo_is_taken_off_and_stays_to_be_read_with_who_and_when(sign_in, trainer, cohort, session):
    add_photo(sign_in(trainer), session, jpeg("red"))
    photo = SheetPhoto.objects.get()
    address = reverse("attendance:take-off-sheet", args=[photo.pk])
    other = trainer_of(cohort)
    for who in (other, trainer):  # who comes second changes nothing
        page = sign_in(who).post(address, follow=True).text
    photo.refresh_from_db()
    assert (photo.withdrawn_by, photo.withdrawn_at is not None) == (other, True)
    assert AuditEntry.objects.filter(action="sheetphoto.taken_off").count() == 1
    assert "1 photo was taken off" in page
    assert f"Taken off by {other.name}" in page
    assert "Take this photo off" not in page
    assert sign_in(trainer).get(reverse("attendance:sheet-photo", args=[photo.pk])).status_code == 200
    add_photo(sign_in(trainer), session, jpeg("red"))
    assert SheetPhoto.objects.current().count() == 1  # it was the right one after all


def test_nobody_else_takes_a_photo_off(sign_in, trainer, session, lakshmi):
    add_photo(sign_in(trainer), session, jpeg("red"))
    photo = SheetPhoto.objects.get()
    address = reverse("attendance:take-off-sheet", args=[photo.pk])
    assert sign_in(lakshmi).post(address).status_code == 404
    assert sign_in(trainer_of(CohortFactory())).post(address).status_code == 404
    assert SheetPhoto.objects.current().get() == photo


def test_a_photo_that_was_not_taken_is_taken_again_in_its_place(sign_in, trainer, session):
    client = sign_in(trainer)
    assert hand_over(client, trainer, SHEET, session.pk, {"photo": "no photo"})["state"] == "refused"
    (need,) = needs_of(trainer)
    page = client.get(need.address).text
    assert f'data-corrects="{need.submission.pk}"' in page
    assert "not a picture" in page
    client.post(need.address, {"photo": SimpleUploadedFile("sheet.jpg", jpeg("red"), "image/jpeg")})
    assert SheetPhoto.objects.count() == 1
    assert needs_of(trainer) == []
