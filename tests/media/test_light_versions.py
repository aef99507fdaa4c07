"""Light versions: asked for by an upload, made by a long job, played once they are done."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from jobs.models import Job
from jobs.services import run_due_jobs
from media import ffmpeg
from media.enums import LightState
from media.errors import FfmpegIsMissing, FileCannotBeRead, FileIsGone, TakesTooLong
from media.models import LearningMedia, LightRendition
from media.services import ask_for_light, load_sound, make_light
from tests.factories import UserFactory, library

pytestmark = pytest.mark.django_db

ORIGINAL = b"ID3\x04" + bytes(996)
SOUND = {"streams": [{"codec_type": "audio"}], "format": {"duration": "65.2"}}


class Ffmpeg:
    """Answers in the place of ffmpeg: ``found`` of the file, and a light version of so many ``bytes``."""

    def __init__(self, found=SOUND, size=100, then=lambda: None) -> None:
        self.found, self.size, self.then, self.commands = found, size, then, []

    def __call__(self, command, tell, seconds) -> None:
        self.commands.append(command)
        if command[0] == "ffprobe":
            tell(json.dumps(self.found))
            return
        for line in ("out_time_us=N/A\n", "out_time_us=30000000\n", "out_time_us=65200000\n"):
            tell(line)
        self.then()
        Path(command[-1].removeprefix("file:")).write_bytes(b"w" * self.size)


@pytest.fixture(autouse=True)
def is_there(monkeypatch):
    monkeypatch.setattr("media.ffmpeg.is_there", lambda: True)


@pytest.fixture
def editor():
    return UserFactory(staff=True, is_superuser=True)


def a_sound(content=ORIGINAL, **values) -> LearningMedia:
    file = ContentFile(content, name="song.mp3")
    return LearningMedia.objects.create(title="Song", type="audio", file=file, collection=library(), **values)


@pytest.fixture
def sound(db):
    return a_sound()


def anew(sound) -> LearningMedia:
    return LearningMedia.objects.get(pk=sound.pk)


def make(rendition, run):
    return make_light({"asked": str(rendition.asked)}, lambda done, of, words="": None, run=run)


def test_the_original_plays_until_the_light_version_is_done_and_then_that(sound, editor):
    rendition = ask_for_light(sound, by=editor)
    assert (anew(sound).light, anew(sound).weight) == (None, 1000)
    make(rendition, Ffmpeg())
    light = anew(sound).light
    assert (light.bytes, light.seconds, light.media_type) == (100, 65.2, "audio/webm")
    assert (anew(sound).weight, anew(sound).length) == (100, "1:05")
    assert light.file.open().read() == b"w" * 100


def test_a_light_version_that_saves_little_is_not_kept(sound, editor):
    rendition = ask_for_light(sound, by=editor)
    make(rendition, Ffmpeg(size=950))
    rendition.refresh_from_db()
    assert (rendition.state, rendition.file.name) == (LightState.NOT_NEEDED, "")
    assert anew(sound).weight == 1000


def test_how_far_it_is_is_told_in_seconds_of_the_sound(sound, editor):
    told = []
    rendition = ask_for_light(sound, by=editor)
    make_light({"asked": str(rendition.asked)}, lambda done, of, words="": told.append((done, of)), run=Ffmpeg())
    assert told == [(0, 65), (30, 65), (64, 65)]


def test_the_job_ends_with_why_where_ffmpeg_is_missing_and_the_original_plays(sound, editor, monkeypatch):
    monkeypatch.setattr("media.ffmpeg.is_there", lambda: False)
    rendition = ask_for_light(sound, by=editor)
    run_due_jobs()
    rendition.refresh_from_db()
    assert rendition.state == LightState.REFUSED
    assert rendition.job.told == str(FfmpegIsMissing.message)
    assert anew(sound).light is None


LONG = {**SOUND, "format": {"duration": "10801"}}


@pytest.mark.parametrize(
    ("found", "refusal"), [({"streams": []}, FileCannotBeRead), ([], FileCannotBeRead), (LONG, TakesTooLong)]
)
def test_what_cannot_be_made_light_is_refused_with_why(sound, editor, found, refusal):
    rendition = ask_for_light(sound, by=editor)
    with pytest.raises(refusal):
        make(rendition, Ffmpeg(found))
    rendition.refresh_from_db()
    assert rendition.state == LightState.REFUSED


def test_what_is_a_list_of_other_files_is_never_given_to_ffmpeg(editor):
    rendition = ask_for_light(a_sound(b"#EXTM3U\nfile:///etc/passwd\n"), by=editor)
    run = Ffmpeg()
    with pytest.raises(FileCannotBeRead):
        make(rendition, run)
    assert run.commands == []


@pytest.mark.parametrize("error", [ffmpeg.RunFailed, ffmpeg.TookTooLong])
def test_ffmpeg_that_fails_ends_the_job(sound, editor, error):
    def fail():
        raise error

    with pytest.raises((FileCannotBeRead, TakesTooLong)):
        make(ask_for_light(sound, by=editor), Ffmpeg(then=fail))


def test_what_was_made_of_a_file_that_was_replaced_meanwhile_is_not_kept(sound, editor):
    first = ask_for_light(sound, by=editor)
    with pytest.raises(FileIsGone):
        make(first, Ffmpeg(then=lambda: ask_for_light(sound, by=editor)))
    assert LightRendition.objects.get().state == LightState.ASKED
    assert default_storage.listdir("light")[1] == []


def test_a_job_that_begins_again_after_its_process_died_makes_the_same(sound, editor):
    def die():
        raise KeyboardInterrupt

    rendition = ask_for_light(sound, by=editor)
    with pytest.raises(KeyboardInterrupt):
        make(rendition, Ffmpeg(then=die))
    make(rendition, Ffmpeg())
    assert anew(sound).weight == 100


def test_its_files_go_with_the_sound(sound, editor, django_capture_on_commit_callbacks):
    make(ask_for_light(sound, by=editor), Ffmpeg())
    names = sound.file.name, anew(sound).light.file.name
    with django_capture_on_commit_callbacks(execute=True):
        anew(sound).delete()
    assert not any(map(default_storage.exists, names))


def test_asked_for_anew_the_earlier_one_goes(sound, editor, django_capture_on_commit_callbacks):
    make(ask_for_light(sound, by=editor), Ffmpeg())
    name = anew(sound).light.file.name
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_light(sound, by=editor)
    assert not default_storage.exists(name)
    assert anew(sound).light is None


def test_another_recording_of_the_products_own_does_not_keep_the_light_version_of_the_last(editor, tmp_path):
    library()
    path = tmp_path / "why.mp3"
    path.write_bytes(ORIGINAL)
    sound = load_sound(path, title="Why", transcript="Why")
    make(ask_for_light(sound, by=editor), Ffmpeg())
    path.write_bytes(ORIGINAL + b"more")
    load_sound(path, title="Why", transcript="Why")
    assert anew(sound).light is None


@pytest.mark.skipif(not ffmpeg.is_there(), reason="ffmpeg is missing. On Debian: apt-get install ffmpeg")
def test_ffmpeg_itself_makes_a_spoken_line_and_a_video_light(editor, tmp_path):
    film = tmp_path / "film.mp4"
    drawn = ["-f", "lavfi", "-i", "testsrc2=s=640x480:r=25:d=1", "-f", "lavfi", "-i", "sine=d=1"]
    made = ["ffmpeg", "-loglevel", "error", *drawn, "-b:v", "2M", f"file:{film}"]
    ffmpeg.run(made, lambda line: None, 60)
    file = ContentFile(film.read_bytes(), name="film.mp4")
    video = LearningMedia.objects.create(title="Film", type="video", file=file, collection=library())
    make(ask_for_light(video, by=editor), ffmpeg.run)
    light = anew(video).light
    assert light.file.open().read(4) == b"\x1aE\xdf\xa3"
    assert 0 < light.bytes < len(film.read_bytes())
    assert round(light.seconds) == 1


# --- At the editor's desk --------------------------------------------------------------------------------------------


def upload(client, content, name="song.mp3", kind="audio"):
    library()
    given = {"title": "Song", "file": SimpleUploadedFile(name, content), "collection": library().pk, "duration": 0}
    return client.post(f"/admin/media/{kind}/add/", given)


def test_what_is_uploaded_is_asked_to_be_made_light_by_who_uploads_it(sign_in, editor):
    assert upload(sign_in(editor), ORIGINAL).status_code == 302
    rendition = LightRendition.objects.get()
    assert (rendition.media.title, rendition.job.by) == ("Song", editor)


def test_a_new_file_is_made_light_anew_and_a_new_title_changes_nothing(sign_in, editor, sound):
    client = sign_in(editor)
    address = f"/admin/media/edit/{sound.pk}/"
    given = {"title": "Another title", "collection": sound.collection_id, "duration": 0}
    client.post(address, given)
    assert not LightRendition.objects.exists()
    client.post(address, {**given, "file": SimpleUploadedFile("new.mp3", ORIGINAL)})
    assert LightRendition.objects.get().state == LightState.ASKED


@pytest.mark.parametrize(
    ("content", "name", "kind", "words"),
    [
        (b"<html><script>alert(1)</script>", "song.mp3", "audio", "neither sound nor video"),
        (b"#EXTM3U\nfile:///etc/passwd", "song.mp3", "audio", "neither sound nor video"),
        (b"OggS\x00\x02" + bytes(60), "song.mp3", "audio", "What is inside is Ogg"),
        (ORIGINAL, "song.exe", "audio", "What is inside is MP3"),
        (ORIGINAL, "film.mp4", "video", "What is inside is MP3"),
    ],
)
def test_a_file_of_another_kind_is_refused_beside_its_field(sign_in, editor, content, name, kind, words):
    answer = upload(sign_in(editor), content, name, kind)
    assert answer.status_code == 200
    assert any(words in error for error in answer.context["form"].errors["file"])
    assert not answer.context["form"].non_field_errors()
    assert not LearningMedia.objects.exists()


def test_the_page_of_a_sound_says_how_its_light_version_stands_and_has_it_made(sign_in, editor, sound):
    client = sign_in(editor)
    page = client.get(f"/admin/media/edit/{sound.pk}/").content.decode()
    assert "None: the original plays." in page
    assert client.post(f"/admin/light-versions/{sound.pk}/").status_code == 302
    part = client.get(f"/admin/light-versions/{sound.pk}/").content.decode()
    assert 'data-over="no"' in part
    assert "Waits for its turn" in part
    make(LightRendition.objects.get(), Ffmpeg())
    Job.objects.update(done_at="2026-01-01T00:00Z")
    part = client.get(f"/admin/light-versions/{sound.pk}/").content.decode()
    assert 'data-over="yes"' in part
    assert "Opus at 24 kbit/s" in part


def test_the_list_says_what_to_install_where_ffmpeg_is_missing_and_else_has_all_made(
    sign_in, editor, sound, monkeypatch
):
    client = sign_in(editor)
    assert "1 file has no light version" in client.get("/admin/media/").content.decode()
    client.post("/admin/light-versions/")
    assert LightRendition.objects.get().job.by == editor
    assert "no light version" not in client.get("/admin/media/").content.decode()
    monkeypatch.setattr("media.templatetags.light.is_there", lambda: False)
    assert "apt-get install ffmpeg" in client.get("/admin/media/").content.decode()


def test_who_may_not_change_a_sound_may_not_have_it_made_light(sign_in, sound):
    client = sign_in(UserFactory(staff=True))
    assert client.post(f"/admin/light-versions/{sound.pk}/").status_code in (302, 403)
    assert client.post("/admin/light-versions/").status_code in (302, 403)
    assert not LightRendition.objects.exists()
