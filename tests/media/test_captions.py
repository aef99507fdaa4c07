"""Captions of a video: brought or typed by an editor, one file a language, shown in the reader's language first."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from media.forms import LARGEST_CAPTIONS
from media.models import Captions, LearningMedia
from media.queries import captions_for
from media.services import keep_captions
from media.webvtt import Cue
from tests.factories import UserFactory, library

pytestmark = pytest.mark.django_db

TYPED = "00:01.000 --> 00:04.500\nAsha asks the price."
CUES = [Cue(1000, 4500, "Asha asks the price.")]


@pytest.fixture
def editor():
    return UserFactory(staff=True, is_superuser=True)


@pytest.fixture
def video():
    file = ContentFile(b"\x00\x00\x00\x20ftypisom", name="market.mp4")
    return LearningMedia.objects.create(title="Market", type="video", file=file, collection=library())


@pytest.fixture
def page(sign_in, editor, video):
    """Sends the form of captions; without fields, looks at it."""
    client, address = sign_in(editor), f"/admin/captions/{video.pk}/"
    return lambda asked="", **fields: client.post(address, fields) if fields else client.get(address + asked)


def test_what_is_typed_is_kept_as_a_file_that_players_read(page, video):
    assert page(language="hi", text=TYPED).status_code == 302
    captions = video.captions.get()
    content = default_storage.open(captions.file.name).read()
    assert content == b"WEBVTT\n\n00:00:01.000 --> 00:00:04.500\nAsha asks the price.\n"
    assert captions.bytes == len(content)
    assert page("?language=hi").context["form"]["text"].value() == content.decode()


def test_a_file_takes_the_place_of_what_stood_there(page, video, editor, django_capture_on_commit_callbacks):
    first = keep_captions(video, language="hi", cues=CUES, by=editor).file.name
    file = SimpleUploadedFile("market.srt", "1\n00:00:01,000 --> 00:00:02,000\nदाम?\n".encode())
    with django_capture_on_commit_callbacks(execute=True):
        page(language="hi", file=file)
    assert "दाम?" in default_storage.open(video.captions.get().file.name).read().decode()
    assert not default_storage.exists(first)


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"text": "WEBVTT\n\nAsha asks"}, "text", "Line 3"),
        ({"text": ""}, "text", "no captions"),
        ({"file": SimpleUploadedFile("a.vtt", "WEBVTT\n\nदाम".encode("utf-16"))}, "file", "UTF-8"),
        ({"file": SimpleUploadedFile("a.vtt", b"MZ\x00\x01")}, "file", "Line 1"),
        ({"file": SimpleUploadedFile("a.vtt", f"{TYPED}{'!' * LARGEST_CAPTIONS}".encode())}, "file", "500 KB"),
        ({"text": TYPED, "language": "fr"}, "language", "not one of"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(page, given, field, words):
    answer = page(**{"language": "en", **given})
    assert any(words in error for error in answer.context["form"].errors[field])
    assert answer.context["form"]["text"].value() == given.get("text")
    assert not Captions.objects.exists()


def test_captions_are_removed_with_their_file(page, video, editor, django_capture_on_commit_callbacks):
    name = keep_captions(video, language="hi", cues=CUES, by=editor).file.name
    with django_capture_on_commit_callbacks(execute=True):
        page(remove="hi")
    assert not video.captions.exists()
    assert not default_storage.exists(name)


def test_those_in_the_language_of_the_reader_come_first(video, editor):
    for language in ("ml", "en", "hi"):
        keep_captions(video, language=language, cues=CUES, by=editor)
    assert [each.language for each in captions_for(video, "hi")] == ["hi", "en", "ml"]
    assert captions_for(video, "kn")[0].language == "en"


def test_who_may_not_change_the_video_may_not_write_its_captions(sign_in, video):
    client = sign_in(UserFactory(staff=True))
    assert client.post(f"/admin/captions/{video.pk}/", {"language": "en", "text": TYPED}).status_code in (302, 403)
    assert not Captions.objects.exists()
