"""The code on the trainer's screen: right for half a minute and the one after, for who takes part, on the day."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.models import Mark, Scan
from attendance.passes import LETTERS, is_short_code, seconds_left, session_of, short_code, token, window_at
from tests.attendance.meetings import list_of, mark
from tests.factories import CohortFactory, learner_in

NOW = datetime(2026, 11, 27, 10, 0, 0, tzinfo=UTC)
KEY = "a key of the portal"


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, False), (0, True), (29, True), (59, True), (60, False)])
def test_a_code_is_taken_in_its_half_minute_and_the_next(seconds, is_taken):
    moment = NOW + timedelta(seconds=seconds)
    shown, typed = token(KEY, 7, window_at(NOW)), short_code(KEY, 7, window_at(NOW))
    assert (session_of(KEY, shown, moment) == 7) is is_taken
    assert is_short_code(KEY, 7, typed, moment) is is_taken


def test_a_code_is_of_one_session_one_time_and_one_key():
    window = window_at(NOW)
    shown = token(KEY, 7, window)
    assert session_of("another", shown, NOW) is None
    assert session_of(KEY, shown.replace("7-", "8-", 1), NOW) is None
    assert len({short_code(KEY, session, window) for session in range(200)}) == 200
    assert set(short_code(KEY, 7, window)) <= set(LETTERS)


@pytest.mark.parametrize("shown", ["", "7", "7-1", "x-y-z", "-", "٧-١-x", f"7-{'9' * 5000}-x", "7-2-3"])
def test_what_is_no_token_is_of_no_session(shown):
    assert session_of(KEY, shown, NOW) is None


def test_the_screen_asks_for_the_next_code_when_this_one_has_run_out():
    assert [seconds_left(NOW + timedelta(seconds=each)) for each in (0, 1, 29, 30)] == [30, 29, 1, 30]


def shown_to(client, session):
    """The letters on the screen."""
    page = client.get(reverse("attendance:show-code", args=[session.pk])).content.decode()
    return re.search(r'code-box__code">(\w{6})<', page)[1]


def test_who_types_the_letters_is_present_once(sign_in, trainer, session, lakshmi):
    code = shown_to(sign_in(trainer), session)
    client = sign_in(lakshmi)
    for typed in (code.lower(), f" {code} "):
        assert client.post(reverse("attendance:here"), {"code": typed}).status_code == 302
    (made,) = Mark.objects.all()
    assert (made.person, made.presence, made.means, made.source, made.recorded_by) == (
        lakshmi,
        "present",
        "code",
        "self",
        lakshmi,
    )


def test_who_scans_presses_once_and_has_time_for_it(sign_in, settings, session, lakshmi):
    client = sign_in(lakshmi)
    shown = token(settings.SECRET_KEY, session.pk, window_at(datetime.now(UTC)))
    page = client.get(reverse("attendance:scanned", args=[shown])).content.decode()
    assert Mark.objects.count() == 0
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    assert client.post(reverse("attendance:here"), {"sealed": sealed}).status_code == 302
    assert list_of(session).rows[0].state == "present"


def test_a_seal_is_of_her_alone(sign_in, settings, session, lakshmi, asha):
    shown = token(settings.SECRET_KEY, session.pk, window_at(datetime.now(UTC)))
    page = sign_in(lakshmi).get(reverse("attendance:scanned", args=[shown])).content.decode()
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    assert sign_in(asha).post(reverse("attendance:here"), {"sealed": sealed}).status_code == 404
    assert sign_in(asha).post(reverse("attendance:here"), {"sealed": "x"}).status_code == 422


def test_who_scans_too_late_is_led_on_to_scan_or_type_once_more(sign_in, session, lakshmi, settings):
    shown = token(settings.SECRET_KEY, session.pk, window_at(datetime.now(UTC)) - 9)
    response = sign_in(lakshmi).get(reverse("attendance:scanned", args=[shown]))
    assert response.status_code == 422
    assert "This code is not valid now" in response.text
    form = response.text.split('name="code"')[0].rsplit("<form", 1)[1]
    assert f'action="{reverse("attendance:here")}"' in form


def test_who_scans_the_code_of_another_cohort_is_asked_who_is_in_on_this_phone(sign_in, session, settings):
    shown = token(settings.SECRET_KEY, session.pk, window_at(datetime.now(UTC)))
    stranger = learner_in(CohortFactory())
    response = sign_in(stranger).get(reverse("attendance:scanned", args=[shown]))
    assert "Is somebody else signed in on this phone?" in response.text
    assert Mark.objects.count() == 0


def test_a_code_is_nothing_to_who_takes_no_part(sign_in, trainer, session):
    code = shown_to(sign_in(trainer), session)
    stranger = learner_in(CohortFactory())
    response = sign_in(stranger).post(reverse("attendance:here"), {"code": code})
    assert response.status_code == 422
    assert "Ask the trainer who shows it how to join." in response.text
    assert Mark.objects.count() == 0


def test_codes_cannot_be_guessed_by_trying(sign_in, session, lakshmi):
    client = sign_in(lakshmi)
    answers = [client.post(reverse("attendance:here"), {"code": "ACDEFG"}).content.decode() for _ in range(11)]
    assert "many tries" in answers[-1]
    assert "many tries" not in answers[0]


def test_where_the_trainer_said_absent_both_stand(sign_in, trainer, session, lakshmi):
    mark(session, lakshmi, "absent", by=trainer)
    code = shown_to(sign_in(trainer), session)
    sign_in(lakshmi).post(reverse("attendance:here"), {"code": code})
    assert [row.name for row in list_of(session).differing] == ["Lakshmi Devi"]


def test_where_the_trainer_said_late_she_stays_late(sign_in, trainer, session, lakshmi):
    mark(session, lakshmi, "late", by=trainer)
    code = shown_to(sign_in(trainer), session)
    sign_in(lakshmi).post(reverse("attendance:here"), {"code": code})
    assert list_of(session).rows[0].state == "late"


def said_to(client, code):
    return client.post(reverse("attendance:here"), {"code": code}, follow=True).text


def test_she_is_told_what_came_of_it(sign_in, trainer, session, lakshmi, asha):
    mark(session, lakshmi, "absent", by=trainer)
    code = shown_to(sign_in(trainer), session)
    for _ in range(2):  # scanning again changes nothing
        said = said_to(sign_in(lakshmi), code)
        assert "You have scanned. Your trainer marked you absent; she decides." in said
        assert "You are marked as present" not in said
    assert "Scanned the code herself" in sign_in(trainer).get(reverse("attendance:session", args=[session.pk])).text
    assert "You are marked as present. Welcome." in said_to(sign_in(asha), code)
    assert "You were marked already." in said_to(sign_in(asha), code)


def history_read(client, session):
    """What stands in "What was marked", without tags."""
    page = client.get(reverse("attendance:session", args=[session.pk])).text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.split('id="history"')[1]))


def test_who_was_marked_already_and_scans_is_seen_to_have_scanned_and_her_mark_stays(
    sign_in, trainer, session, lakshmi, asha
):
    mark(session, lakshmi, "late", by=trainer)
    code = shown_to(sign_in(trainer), session)
    for _ in range(2):  # a press too many
        assert "You were marked already." in said_to(sign_in(lakshmi), code)
    read = history_read(sign_in(trainer), session)
    at = timezone.localtime(Scan.objects.get().at)
    assert f"{at:%d-%m, %H:%M} · Scanned the code herself Scanned, and was marked already: 1" in read
    assert "Lakshmi Devi: Scanned, and was marked already" in read
    assert read.count("Lakshmi Devi: Late") == 1
    assert list_of(session).rows[1].state == "late"
    assert Mark.objects.count() == 1

    for _ in range(2):
        said_to(sign_in(asha), code)
    assert Scan.objects.count() == 1  # hers is in her mark
