"""A photo of the signed paper: kept beside the marks without what the phone noted, for who takes attendance alone."""

from io import BytesIO

from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from attendance.models import Mark, SheetPhoto


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
