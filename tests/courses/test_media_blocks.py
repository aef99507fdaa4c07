"""Sound, video and files in a lesson: what an editor must add to them, what a reader fetches, what a phone keeps."""

import re

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import StructBlockValidationError

from courses.media_blocks import AudioBlock, VideoBlock
from courses.models import LessonPage
from courses.paper import lesson_on_paper
from media.enums import LightState
from media.models import LearningDocument, LearningMedia, LightRendition
from media.services import keep_captions
from media.webvtt import Cue
from tests.factories import UserFactory, cohort_on, course_with_lessons, learner_in, lessons_of, library
from tests.lesson_body import LESSON_BODY

pytestmark = pytest.mark.django_db

CUES = [Cue(0, 1000, "Ten packets?")]


def a_file(kind: str, transcript: str = "") -> LearningMedia:
    file = ContentFile(b"x" * 5000, name="market.mp3" if kind == "audio" else "market.mp4")
    given = {"title": "Market", "type": kind, "collection": library(), "transcript": transcript}
    return LearningMedia.objects.create(file=file, **given)


def made_light(media: LearningMedia, size: int = 700) -> LightRendition:
    file = ContentFile(b"w" * size, name="market.webm")
    values = {"state": LightState.DONE, "file": file, "bytes": size, "seconds": 65}
    return LightRendition.objects.create(media=media, kind=media.type, **values)


@pytest.fixture
def course():
    return course_with_lessons(1)


@pytest.fixture
def lesson(course):
    return lessons_of(course)[0]


@pytest.fixture
def reader(course, lesson, sign_in):
    """Reads the lesson with this block above all others."""
    client = sign_in(learner_in(cohort_on(course)))

    def _read(kind: str, **value) -> str:
        lesson.body = [(kind, {"title": "At the market", **value}), *LESSON_BODY]
        lesson.save_revision().publish()
        return client.get(lesson.address).content.decode()

    return _read


def test_a_sound_is_taken_with_its_transcript_alone():
    block = AudioBlock()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"title": "At the market", "audio": a_file("audio", " \n").pk}))
    assert "no transcript" in str(refused.value.block_errors["audio"])
    assert block.clean(block.to_python({"title": "At the market", "audio": a_file("audio", "Ten?").pk}))


def test_a_video_is_taken_with_captions_or_where_nobody_speaks():
    block, video = VideoBlock(), a_file("video")
    typed = {"title": "At the market", "video": video.pk}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python(typed))
    assert "no captions" in str(refused.value.block_errors["video"])
    assert block.clean(block.to_python({**typed, "without_words": True}))
    keep_captions(video, language="hi", cues=CUES, by=UserFactory())
    assert block.clean(block.to_python(typed))


@pytest.mark.parametrize("block", [AudioBlock(), VideoBlock()])
def test_a_draft_is_kept_before_its_file_is_chosen(block):
    assert block.clean_deferred(block.to_python({"title": "At the market"}))["title"] == "At the market"


@pytest.mark.parametrize("kind", ["audio", "video"])
def test_a_lesson_whose_file_was_deleted_is_still_read_and_printed(reader, lesson, kind):
    media = a_file(kind, "Ten?")
    reader(kind, **{kind: media})
    media.delete()
    page = reader(kind, **{kind: None})
    assert "At the market" in page
    assert "data-player" not in page.partition("At the market</h2>")[2].partition("</section>")[0]
    assert lesson_on_paper(LessonPage.objects.get(pk=lesson.pk), below="MOVE")


def test_a_sound_plays_as_it_was_uploaded_until_its_light_version_is_done(reader):
    sound = a_file("audio", "Ten packets, please.\n\nTen rupees.")
    page = reader("audio", audio=sound)
    assert f'<audio controls preload="none" src="{sound.url}"' in page
    assert "<p>Ten rupees.</p>" in page
    assert "4.9\xa0KB" in page
    light = made_light(sound)
    page = reader("audio", audio=sound)
    sources = re.findall(r"<source (data-heavy )?src=\"([^\"]*)\"( type=\"audio/webm\")?>", page)
    assert sources == [("", light.file.url, ' type="audio/webm"'), ("data-heavy ", sound.url, "")]
    assert "1:05 · 700\xa0bytes" in page


def test_a_light_version_that_is_done_shows_at_the_next_request(reader, lesson, client):
    sound = a_file("audio", "Ten?")
    assert "<source" not in reader("audio", audio=sound)
    made_light(sound)
    assert "<source" in reader("audio", audio=sound)


def test_a_video_has_the_captions_of_the_readers_language_first(reader):
    video = a_file("video")
    for language in ("hi", "en"):
        keep_captions(video, language=language, cues=CUES, by=UserFactory())
    page = reader("video", video=video)
    tracks = re.findall(r'<track kind="captions" src="[^"]*" srclang="(\w\w)" label="[^"]*"( default)?>', page)
    assert tracks == [("en", " default"), ("hi", "")]


def test_a_download_says_what_it_is_and_how_large_before_it_is_fetched(reader):
    document = LearningDocument.objects.create(
        title="Price card", file=ContentFile(b"%PDF" + bytes(2044), name="card.pdf"), collection=library()
    )
    page = reader("download", document=document, about="To cut out")
    link = re.search(rf'<a [^>]*href="{document.url}"[^>]*>(.*?)</a>', page, re.DOTALL)
    assert "PDF, 2.0\xa0KB" in link[1]
    assert "To cut out" in page


def test_what_a_phone_keeps_is_the_light_version_and_its_size_is_said(reader, course, sign_in, lesson):
    video = a_file("video")
    captions = keep_captions(video, language="en", cues=CUES, by=UserFactory())
    learner = learner_in(cohort_on(course))
    address = f"/offline/pages/course/{course.translation_key}/"
    before = sign_in(learner).get(address).json()["bytes"]
    reader("video", video=video)
    with_original = sign_in(learner).get(address).json()["bytes"]
    assert with_original - before == 5000 + captions.bytes
    made_light(video)
    assert sign_in(learner).get(address).json()["bytes"] - before == 700 + captions.bytes


def test_on_paper_stands_what_is_said_and_where_to_look_at_the_rest(reader, lesson):
    reader("audio", audio=a_file("audio", "Ten packets, please."))
    alone = lesson_on_paper(lesson, below="MOVE")
    reader("video", video=a_file("video"))
    with_video = lesson_on_paper(lesson, below="MOVE")
    assert b"/Subtype /Image" not in alone
    assert b"/Subtype /Image" in with_video


def test_the_contents_name_what_is_played_and_fetched(reader):
    assert 'lang="en">At the market</a>' in reader("video", video=a_file("video"))
