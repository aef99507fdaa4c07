"""Files that editors hand in: handed out in parts, refused where they are no pictures, gone where the disk is full."""

import errno
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.images.models import SourceImageIOError

from media.models import LearningDocument, LearningImage
from portal.picture_sizes import PictureSizes
from tests.factories import UserFactory

TEN = b"0123456789"


@pytest.fixture
def sound():
    default_storage.save("media/lesson.mp3", ContentFile(TEN))
    return "/uploads/media/lesson.mp3"


@pytest.mark.parametrize(
    ("asked", "part", "bytes_"),
    [
        ("bytes=2-5", b"2345", "bytes 2-5/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=0-999", TEN, "bytes 0-9/10"),
        ("bytes=-99", TEN, "bytes 0-9/10"),
    ],
)
def test_a_part_of_a_file_is_handed_out(client, sound, asked, part, bytes_):
    answer = client.get(sound, headers={"range": asked})
    assert answer.status_code == 206
    assert (answer["Content-Range"], answer["Content-Length"]) == (bytes_, str(len(part)))
    assert b"".join(answer.streaming_content) == part
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"])
def test_the_whole_is_handed_out_where_no_one_part_is_asked_for(client, sound, asked):
    answer = client.get(sound, headers={"range": asked})
    assert (answer.status_code, answer["Accept-Ranges"]) == (200, "bytes")
    assert b"".join(answer.streaming_content) == TEN


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=5-2", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_not_to_be(client, sound, asked):
    answer = client.get(sound, headers={"range": asked})
    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */10")


def test_a_part_of_a_file_that_is_another_by_now_is_the_whole(client, sound):
    answer = client.get(sound, headers={"range": "bytes=2-5", "if-range": "Thu, 01 Jan 1970 00:00:00 GMT"})
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == TEN


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["documents", "./documents", "/documents", "media/../documents", "documents/."])
def test_a_document_is_handed_out_by_no_way_around_the_page_that_asks_who_may_have_it(client, way):
    default_storage.save("documents/plan.pdf", ContentFile(TEN))
    assert client.get(f"/uploads/{way}/plan.pdf").status_code == 404


class FullDisk(ContentFile):
    """A file of which the disk takes the first chunk."""

    def chunks(self, chunk_size=None):
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")


def test_what_a_full_disk_has_cut_off_does_not_stay():
    with pytest.raises(OSError, match="No space"):
        default_storage.save("images/new.png", FullDisk(b""))
    assert not default_storage.exists("images/new.png")


def test_a_picture_that_stood_there_before_stays():
    default_storage.save("images/old.png", ContentFile(b"whole"))
    with pytest.raises(OSError, match="No space"):
        default_storage._save("images/old.png", FullDisk(b""))
    assert default_storage.exists("images/old.png")


def test_a_size_of_a_picture_that_cannot_be_kept_is_missing_and_breaks_no_page():
    with pytest.raises(SourceImageIOError):
        PictureSizes().save("images/small.png", FullDisk(b""))


@pytest.mark.django_db
def test_who_hands_in_a_file_that_has_no_room_is_told_so(sign_in, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("portal.storage.FileSystemStorage._save", full)
    client = sign_in(UserFactory(staff=True, is_superuser=True))
    client.raise_request_exception = False
    answer = client.post("/admin/images/add/", {"title": "Plan", "file": picture(), "collection": root_collection().pk})
    assert answer.status_code == 507
    assert "no room" in answer.content.decode()
    assert not LearningImage.objects.exists()


def root_collection():
    from wagtail.models import Collection

    return Collection.get_first_root_node() or Collection.add_root(name="Root")


def picture(size=(20, 20), name="plan.png"):
    content = BytesIO()
    Image.new("1", size).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


NO_PICTURES = {
    "a page": SimpleUploadedFile("page.jpg", b"<html><script>alert(1)</script></html>"),
    "the head of a GIF and then a script": SimpleUploadedFile("both.gif", b"GIF89a/*" + b"\x00" * 3 + b"*/=alert(1)"),
    "cut off": SimpleUploadedFile("cut.png", picture().read()[:20]),
    "a lying head": SimpleUploadedFile("huge.png", picture().read()[:16] + b"\x00\x01\x00\x00" * 2 + b"\x08" * 40),
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", NO_PICTURES)
def test_what_is_no_picture_is_refused_beside_its_field(kind):
    assert "file" in form_with(NO_PICTURES[kind]).errors


@pytest.mark.django_db
@pytest.mark.parametrize(("size", "taken"), [((5000, 5000), True), ((5001, 5000), False)])
def test_a_picture_of_more_than_25_million_pixels_is_refused_before_it_is_read(size, taken):
    assert ("file" not in form_with(picture(size)).errors) == taken


def form_with(file):
    root_collection()
    file.seek(0)
    return get_image_form(LearningImage)({"title": "Plan"}, {"file": file}, user=UserFactory(is_superuser=True))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("plan.pdf", True),
        ("list.CSV", True),
        *[(f"page.{kind}", False) for kind in ("html", "svg", "js", "exe")],
    ],
)
def test_a_document_is_of_a_kind_that_no_browser_runs(name, taken):
    data = {"title": "Plan", "collection": root_collection().pk}
    form = get_document_form(LearningDocument)(
        data, {"file": SimpleUploadedFile(name, b"x")}, user=UserFactory(is_superuser=True)
    )
    assert ("file" not in form.errors) == taken
