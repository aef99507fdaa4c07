"""A spoken message in a talk: heard by who takes part and by nobody else."""

import pytest
from django.urls import reverse

from submissions.models import Submission
from talks.enums import MESSAGE
from talks.models import Message
from tests.submissions.phone import hand_over
from tests.talks.photos import in_base64, photo
from tests.talks.recordings import mp4, webm
from tests.talks.talk import file_of

SPOKEN = webm(23)
pytestmark = pytest.mark.usefixtures("private_files")

JSON = {"Accept": "application/json"}


def _say(client, talk, **fields):
    fields = {"body": "", "voice": in_base64(SPOKEN), "seconds": "23", **fields}
    return hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields)


@pytest.fixture
def spoken(talk, sign_in) -> Message:
    assert _say(sign_in(talk.learner), talk)["state"] == "applied"
    return Message.objects.get()


def test_what_was_spoken_is_played_by_both_sides_with_its_length(talk, sign_in, spoken):
    for person, name in ((talk.learner, "Your voice message"), (talk.mentor, "Voice message from Lakshmi")):
        client = sign_in(person)
        page = client.get(talk.url).text
        assert f'src="{file_of(spoken)}"' in page
        assert f'aria-label="{name}"' in page
        assert '<span class="small number" data-sound="time" aria-live="off">' in page  # it runs while she listens
        assert ">0:23<" in page
        answer = client.get(file_of(spoken))
        assert (answer["Content-Type"], answer.getvalue()) == ("audio/webm", SPOKEN)
        assert "Voice message</span>" in client.get("/talks/").text


def test_taking_her_day_along_says_what_was_spoken_weighs(talk, sign_in):
    client = sign_in(talk.learner)
    talk.say("In words")
    before = client.get("/offline/pages/day/mine/").json()["bytes"]
    assert _say(client, talk)["state"] == "applied"
    assert client.get("/offline/pages/day/mine/").json()["bytes"] == before + 23 * 2000


def test_a_player_may_ask_for_a_part(talk, sign_in, spoken):
    answer = sign_in(talk.mentor).get(file_of(spoken), headers={"Range": "bytes=0-3"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, SPOKEN[:4])


def test_news_name_what_was_spoken(talk, sign_in, spoken):
    (said,) = sign_in(talk.mentor).get(f"{talk.url}messages/?after=0", headers=JSON).json()["messages"]
    assert said["voice"] == {"address": file_of(spoken), "seconds": 23}
    assert "photo" not in said


@pytest.mark.parametrize("written", ["%%%", in_base64(b"<html>"), in_base64(mp4(brand=b"heic", tracks=()))])
def test_what_is_no_recording_is_refused_with_a_sentence_and_never_shown_as_text(talk, sign_in, written):
    client = sign_in(talk.learner)
    outcome = _say(client, talk, body="Listen", voice=written)
    assert (outcome["state"], outcome["code"]) == ("refused", "message_voice")
    assert Submission.objects.get().field == "voice"
    assert written not in client.get(reverse("submissions:mine")).text


def test_a_photo_and_what_was_spoken_do_not_go_in_one_message(talk, sign_in):
    outcome = _say(sign_in(talk.learner), talk, photo=in_base64(photo()))
    assert (outcome["state"], outcome["code"]) == ("refused", "message_photo_and_voice")
    assert Message.objects.count() == 0
