"""A photo in a talk: kept once, seen by who takes part and by nobody else."""

import os
from base64 import b64decode
from datetime import timedelta
from io import BytesIO
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cohorts.services import withdraw_learner
from core.limits import LARGEST_FILE_BYTES, Budget
from core.pictures import Picture, kept_picture
from submissions.models import Submission
from submissions.queries import needs_of
from submissions.services import send_again
from talks.attached import purge_files
from talks.enums import MESSAGE
from talks.models import Message
from talks.services import send_message
from tests.factories import PersonFactory, UserFactory
from tests.submissions.phone import hand_over
from tests.talks.photos import in_base64, photo
from tests.talks.talk import file_of

pytestmark = pytest.mark.usefixtures("private_files")

JSON = {"Accept": "application/json"}


def _send(client, talk, *, body="My notebook", content=None, message_id=None):
    fields = {"body": body, "photo": in_base64(content or photo())}
    return hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields, id=message_id)


@pytest.fixture
def sent(talk, sign_in) -> Message:
    assert _send(sign_in(talk.learner), talk)["state"] == "applied"
    return Message.objects.get()


def test_a_photo_comes_with_its_words_and_both_sides_see_it(talk, sign_in, sent):
    for person, name in ((talk.learner, "Your photo"), (talk.mentor, "Photo from Lakshmi")):
        client = sign_in(person)
        page = client.get(talk.url).text
        assert f'src="{file_of(sent)}" width="30" height="40"' in page
        assert f'alt="{name}"' in page
        assert "My notebook" in page
        answer = client.get(file_of(sent))
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert not Image.open(BytesIO(answer.getvalue())).getexif()


def test_a_stranger_with_the_address_gets_nothing(talk, client, sign_in, sent):
    assert sign_in(PersonFactory(user=UserFactory())).get(file_of(sent)).status_code == 404
    client.logout()
    assert client.get(file_of(sent)).status_code == 302


def test_who_no_longer_takes_part_fetches_no_photo(talk, sign_in, sent):
    theirs = send_message(talk.thread.pk, author=talk.mentor, message_id=uuid4(), body="", photo=kept_picture(photo()))
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    client = sign_in(talk.learner)
    assert client.get(file_of(theirs)).status_code == 404
    assert client.get(file_of(sent)).status_code == 200  # her own is hers
    assert sign_in(talk.mentor).get(file_of(sent)).status_code == 200


def test_what_is_kept_about_her_names_where_her_photo_is_fetched(talk, sign_in, sent, settings):
    client = sign_in(talk.learner)
    for page in ("people:kept", "people:kept-file"):
        assert f"{settings.BASE_URL}{file_of(sent)}" in client.get(reverse(page)).text
    assert f'href="{settings.BASE_URL}{file_of(sent)}"' in client.get(reverse("people:kept")).text


def test_who_has_sent_very_many_photos_in_a_day_is_told_so_and_those_that_came_come_again(talk, sign_in, monkeypatch):
    monkeypatch.setattr("talks.attached.MOST_A_DAY", 1)
    client, first = sign_in(talk.learner), uuid4()
    assert _send(client, talk, message_id=first)["state"] == "applied"
    assert _send(client, talk)["code"] == "message_files_today"
    assert _send(client, talk, message_id=first)["state"] == "applied"
    assert hand_over(client, talk.learner, MESSAGE, talk.thread.pk, {"body": "Words"})["state"] == "applied"
    Message.objects.update(received_at=timezone.now() - timedelta(days=2))
    assert _send(client, talk)["state"] == "applied"


def test_the_file_of_a_message_that_is_not_there_is_cleared_after_a_day(talk, private_files, sent):
    purge_files({})  # nothing was left over
    folder = private_files / "talks" / str(talk.thread.pk)
    left, fresh = folder / str(uuid4()), folder / str(uuid4())
    for path in (left, fresh):
        path.write_bytes(b"taken back")
    long_ago = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (left, folder / str(sent.pk)):
        os.utime(path, (long_ago, long_ago))
    purge_files({})
    assert {path.name for path in folder.iterdir()} == {fresh.name, str(sent.pk)}


def test_where_nobody_has_sent_a_photo_there_is_nothing_to_clear(db):
    purge_files({})


def test_a_file_that_a_full_disk_cut_off_does_not_stay(talk, sign_in, private_files, monkeypatch):
    def cut_off(storage: FileSystemStorage, name: str, content: object) -> str:
        path = private_files / name
        path.parent.mkdir(parents=True)
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(FileSystemStorage, "_save", cut_off)
    assert _send(sign_in(talk.learner), talk)["state"] == "held"
    assert not [path for path in private_files.rglob("*") if path.is_file()]


def test_a_message_of_words_alone_has_no_file(talk, sign_in):
    assert sign_in(talk.learner).get(file_of(talk.say("No photo"))).status_code == 404


@pytest.mark.parametrize("fields", [{"body": "Look"}, {"body": "Look", "photo": in_base64(photo())}])
def test_what_came_before_she_left_is_known_when_it_comes_again_and_nothing_new_is_taken(talk, sign_in, fields):
    client, message_id = sign_in(talk.learner), uuid4()
    outcome = hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields, id=message_id)
    withdraw_learner(talk.learner.enrolments.get(), by=None)
    assert hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields, id=message_id) == outcome
    assert hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields)["code"] == "thread_closed"
    assert hand_over(client, talk.learner, MESSAGE, uuid4(), fields, id=message_id)["code"] == "thread_closed"
    assert Message.objects.count() == 1


def test_the_same_photo_sent_again_is_one(talk, sign_in, private_files):
    client, message_id = sign_in(talk.learner), uuid4()
    assert [_send(client, talk, message_id=message_id)["state"] for _ in range(2)] == ["applied", "applied"]
    assert Message.objects.count() == 1
    assert len([path for path in private_files.rglob("*") if path.is_file()]) == 1


def test_what_a_try_that_was_cut_off_left_is_written_over(talk, sign_in):
    message = Message(pk=uuid4(), thread=talk.thread)
    storages["private"].save(message.file_name, BytesIO(b"half"))
    _send(sign_in(talk.learner), talk, message_id=message.pk)
    kept = sign_in(talk.mentor).get(file_of(message)).getvalue()
    assert Image.open(BytesIO(kept)).size == (30, 40)


def test_a_photo_needs_no_words_and_the_list_says_that_it_is_one(talk, sign_in):
    _send(sign_in(talk.learner), talk, body="")
    assert talk.bodies() == [""]
    assert "Photo</span>" in sign_in(talk.mentor).get("/talks/").text


def test_news_name_the_photo_and_say_nothing_of_one_where_there_is_none(talk, sign_in, sent):
    talk.say("Words")
    with_photo, words = sign_in(talk.mentor).get(f"{talk.url}messages/?after=0", headers=JSON).json()["messages"]
    assert with_photo["photo"] == {"address": file_of(sent), "width": 30, "height": 40}
    assert "photo" not in words


@pytest.mark.parametrize("written", ["", "%%%", in_base64(b"<html>")])
def test_what_is_no_picture_is_refused_with_a_sentence_and_never_shown_as_text(talk, sign_in, written):
    client = sign_in(talk.learner)
    fields = {"body": "" if written == "" else "Look", "photo": written}
    outcome = hand_over(client, talk.learner, MESSAGE, talk.thread.pk, fields)
    assert outcome["state"] == "refused"
    assert outcome["code"] == ("message_empty" if written == "" else "message_photo")
    assert Message.objects.count() == 0
    if written:
        assert Submission.objects.get().field == "photo"
        assert written not in client.get(reverse("submissions:mine")).text


@pytest.mark.parametrize("about", [uuid4(), "a talk"])
def test_a_photo_for_a_talk_that_is_not_hers_is_not_opened(talk, sign_in, monkeypatch, about):
    monkeypatch.setattr("talks.forms.kept_picture", lambda _content: pytest.fail("it was opened"))
    fields = {"body": "Look", "photo": in_base64(photo())}
    outcome = hand_over(sign_in(talk.learner), talk.learner, MESSAGE, about, fields)
    assert outcome["code"] == ("not_yours" if about == "a talk" else "thread_closed")


def test_a_photo_too_large_to_open_says_so_and_not_that_it_is_none(talk, sign_in):
    packed = BytesIO()
    Image.new("1", (6000, 6000)).save(packed, "PNG")
    assert _send(sign_in(talk.learner), talk, content=packed.getvalue())["code"] == "message_photo_too_large"


def test_what_is_refused_with_a_photo_is_kept_without_it_and_sent_again_from_the_phone(talk, sign_in):
    client, other = sign_in(talk.learner), uuid4()
    fields = {"body": "My notebook", "photo": in_base64(photo())}
    assert hand_over(client, talk.learner, MESSAGE, other, fields)["code"] == "thread_closed"
    kept = Submission.objects.get()
    assert kept.fields == {"body": "My notebook", "photo": ""}
    (need,) = needs_of(talk.learner)
    assert need.lines == ["My notebook"]
    assert not need.can_be_sent


def test_what_is_held_with_a_photo_keeps_it_without_what_the_phone_noted_and_is_taken_later(talk, sign_in, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr("talks.services.keep_file", Mock(side_effect=OSError))
        assert _send(sign_in(talk.learner), talk)["state"] == "held"
    held = Submission.objects.get()
    assert not Image.open(BytesIO(b64decode(held.fields["photo"]))).getexif()
    assert needs_of(talk.learner)[0].can_be_sent
    assert send_again(held, by=talk.learner.user).is_kept
    assert Message.objects.get().photo.height == 40


@pytest.mark.parametrize("photo_came", [in_base64(photo()), in_base64(b"<html>")])
@pytest.mark.parametrize("broken", [True, False])
def test_what_is_kept_about_her_never_shows_a_file_as_letters(talk, sign_in, monkeypatch, photo_came, broken):
    if broken:
        monkeypatch.setattr("talks.forms.MessageForm.is_valid", Mock(side_effect=OSError))
    client = sign_in(talk.learner)
    hand_over(client, talk.learner, MESSAGE, talk.thread.pk, {"body": "क" * 4001, "photo": photo_came})
    assert Submission.objects.count() == 1
    for page in ("people:kept", "people:kept-file"):
        shown = client.get(reverse(page)).text
        assert photo_came[:40] not in shown
        assert "UklGR" not in shown  # as a WebP begins in base64


def test_who_sends_many_photos_in_a_minute_waits_and_her_words_do_not(talk, sign_in, monkeypatch):
    monkeypatch.setattr("submissions.services.RECORDS_WITH_FILES", Budget("few", most=1, seconds=60))
    client = sign_in(talk.learner)
    assert _send(client, talk)["state"] == "applied"
    record = {"id": str(uuid4()), "kind": MESSAGE, "about": str(talk.thread.pk)}
    batch = {"person": str(talk.learner.pk), "records": [{**record, "fields": {"body": "", "photo": "x"}}]}
    answer = client.post(reverse("submissions:hand-in"), batch, content_type="application/json")
    assert (answer.status_code, answer.json()["outcomes"]) == (429, [])
    assert hand_over(client, talk.learner, MESSAGE, talk.thread.pk, {"body": "Words"})["state"] == "applied"


@pytest.mark.django_db(transaction=True)
def test_a_photo_is_opened_before_the_transaction_begins(talk, sign_in, monkeypatch):
    opened = []

    def look(content: bytes) -> Picture:
        opened.append(connection.in_atomic_block)
        return kept_picture(content)

    monkeypatch.setattr("talks.forms.kept_picture", look)
    assert _send(sign_in(talk.learner), talk)["state"] == "applied"
    assert opened == [False]


def test_without_scripts_the_form_takes_the_photo(talk, sign_in):
    file = SimpleUploadedFile("page.jpg", photo(), "image/jpeg")
    answer = sign_in(talk.learner).post(f"{talk.url}messages/", {"id": uuid4(), "body": "", "photo": file})
    assert (answer.status_code, answer.url) == (302, talk.url)
    assert Message.objects.get().photo.height == 40


@pytest.mark.parametrize("content", [b"<html>", bytes(LARGEST_FILE_BYTES + 1)])
def test_without_scripts_what_is_not_taken_leaves_the_words_there(talk, sign_in, content):
    file = SimpleUploadedFile("page.jpg", content, "image/jpeg")
    answer = sign_in(talk.learner).post(f"{talk.url}messages/", {"id": uuid4(), "body": "Look", "photo": file})
    assert answer.status_code == 422
    assert answer.context["error"]
    assert answer.context["typed"] == "Look"
    assert talk.bodies() == []
