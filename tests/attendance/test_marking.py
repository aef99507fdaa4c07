"""Marks of a session: from the page and from phones, kept and never overwritten unseen."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.enums import ATTENDANCE
from attendance.errors import MarksHerself, SessionIsToCome
from attendance.models import Mark
from attendance.queries import days_of, history_of, sheet_of
from attendance.services import mark_herself, mark_people
from attendance.signals import ATTENDANCE_CHANGED
from jobs.services import subscribe
from people.enums import Role
from people.services import grant_role
from submissions.errors import IdIsTaken
from tests.attendance.meetings import fields_of, list_of, mark, said, session_of
from tests.factories import learner_in, trainer_of
from tests.submissions.phone import hand_over


@pytest.fixture
def page(session):
    return reverse("attendance:mark", args=[session.pk])


def state_of(session, person):
    return next(row.state for row in list_of(session).rows if row.person == person.pk)


def test_the_page_shows_everybody_by_name_and_keeps_what_is_said_of_them(
    sign_in, trainer, session, page, lakshmi, asha
):
    client = sign_in(trainer)
    shown = client.get(page).content.decode()
    assert shown.index("Asha Kumari") < shown.index("Lakshmi Devi")
    typed = {f"state:{lakshmi.pk}": "present", f"state:{asha.pk}": "absent/ill"}
    assert client.post(page, typed).status_code == 302
    assert (state_of(session, lakshmi), state_of(session, asha)) == ("present", "absent/ill")


def test_everybody_else_is_present_by_one_button(sign_in, trainer, session, page, lakshmi, asha):
    typed = {f"state:{lakshmi.pk}": "late", f"state:{asha.pk}": "", "rest": "present"}
    sign_in(trainer).post(page, typed)
    assert (state_of(session, lakshmi), state_of(session, asha)) == ("late", "present")


def test_pressed_twice_is_once_and_what_stands_is_not_said_again(sign_in, trainer, session, page, lakshmi, asha):
    client = sign_in(trainer)
    for _time in range(2):
        client.post(page, {f"state:{lakshmi.pk}": "present", f"mark:{lakshmi.pk}": "-"})
    assert Mark.objects.count() == 1


def test_back_and_pressed_otherwise_is_a_correction_of_her_own(sign_in, trainer, session, page, lakshmi):
    client = sign_in(trainer)
    for state in ("present", "late", "present"):
        client.post(page, {f"state:{lakshmi.pk}": state, f"mark:{lakshmi.pk}": "-"})
    assert state_of(session, lakshmi) == "present"
    assert Mark.objects.count() == 3


def test_nobody_marked_is_said_on_the_page(sign_in, trainer, page, lakshmi):
    response = sign_in(trainer).post(page, {f"state:{lakshmi.pk}": ""})
    assert response.status_code == 422
    assert "Nobody is marked yet" in response.content.decode()


def test_a_phone_hands_in_a_sheet_once_however_often_it_comes(sign_in, trainer, session, lakshmi, asha):
    client = sign_in(trainer)
    sheet = fields_of(said(lakshmi, "present"), said(asha, "absent", reason="work"))
    for name in (uuid4(), uuid4()):
        assert hand_over(client, trainer, ATTENDANCE, session.pk, sheet, id=name) == {"state": "applied"}
    assert Mark.objects.count() == 2
    assert state_of(session, asha) == "absent/work"


def test_a_correction_keeps_what_stood_before_with_who_and_why(trainer, session, lakshmi):
    first = mark(session, lakshmi, "absent", by=trainer, reason="ill")
    mark(session, lakshmi, "late", first.pk, by=trainer)
    new, old = sorted(history_of(session, trainer), key=lambda heard: heard.stands, reverse=True)
    assert (new.presence, new.stands, new.by) == ("late", True, "Rukmini Hegde")
    assert (old.presence, old.stands, old.reason) == ("absent", False, "She is ill")


def test_two_trainers_without_network_are_both_kept_until_somebody_decides(cohort, trainer, session, lakshmi, sign_in):
    other = trainer_of(cohort)
    one = mark(session, lakshmi, "present", by=trainer)
    two = mark(session, lakshmi, "absent", by=other)
    (row,) = list_of(session).differing
    assert (row.state, set(row.says)) == ("", {"present", "absent"})
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].present == 0
    client = sign_in(trainer)
    page = client.get(reverse("attendance:session", args=[session.pk])).content.decode()
    assert "Two marks differ" in page
    assert list_of(session).counts == {"present": 0, "late": 0, "absent": 0, "differing": 1, "open": 0}
    decision = {f"state:{lakshmi.pk}": "present", f"mark:{lakshmi.pk}": f"- {one.pk} {two.pk}"}
    client.post(reverse("attendance:mark", args=[session.pk]), decision)
    assert list_of(session).differing == []
    assert state_of(session, lakshmi) == "present"
    assert [heard.is_decision for heard in history_of(session, trainer)] == [True, False, False]
    assert days_of(cohort, [lakshmi.pk])[lakshmi.pk].present == 1


def test_everybody_else_does_not_decide_between_two_marks(cohort, trainer, session, lakshmi, asha, sign_in, page):
    one = mark(session, lakshmi, "present", by=trainer)
    two = mark(session, lakshmi, "absent", by=trainer_of(cohort))
    typed = {f"state:{asha.pk}": "", f"state:{lakshmi.pk}": "", f"mark:{lakshmi.pk}": f"- {one.pk} {two.pk}"}
    sign_in(trainer).post(page, {**typed, "rest": "present"})
    assert len(list_of(session).differing) == 1
    assert state_of(session, asha) == "present"


def test_nobody_was_there_before_the_day(cohort, trainer, lakshmi):
    with pytest.raises(SessionIsToCome):
        mark(session_of(cohort, days=2), lakshmi, "present", by=trainer)


def test_a_mark_of_somebody_else_is_not_taken_for_hers(cohort, trainer, session, lakshmi):
    known = mark(session, lakshmi, "present", by=trainer)
    with pytest.raises(IdIsTaken):
        mark_people(session, [said(lakshmi, "absent", id=known.pk)], by=trainer_of(cohort))


def test_who_was_never_in_the_cohort_is_refused_and_who_left_is_taken(cohort, trainer, session, lakshmi, sign_in):
    client = sign_in(trainer)
    stranger = trainer_of(cohort)
    assert hand_over(client, trainer, ATTENDANCE, session.pk, fields_of(said(stranger, "present")))["code"] == (
        "not_in_cohort"
    )
    lakshmi.enrolments.update(status="withdrawn")
    assert hand_over(client, trainer, ATTENDANCE, session.pk, fields_of(said(lakshmi, "present")))["state"] == "applied"


@pytest.mark.parametrize(
    "fields", [{"state:x": "present"}, {"state:{}": "perhaps"}, {"state:{}": "late", "mark:{}": "x"}]
)
def test_what_cannot_be_read_is_refused(fields, trainer, session, lakshmi, sign_in):
    fields = {name.format(lakshmi.pk): value for name, value in fields.items()}
    assert hand_over(sign_in(trainer), trainer, ATTENDANCE, session.pk, fields)["state"] == "refused"


def test_marks_of_another_cohort_are_not_hers_to_make(trainer, lakshmi, session, sign_in):
    outcome = hand_over(sign_in(lakshmi), lakshmi, ATTENDANCE, session.pk, fields_of(said(lakshmi, "present")))
    assert outcome["code"] == "not_yours"


def test_a_make_up_shows_who_missed_and_counts_for_the_day(cohort, trainer, lakshmi, asha):
    missed = session_of(cohort, days=-3)
    mark(missed, lakshmi, "absent", by=trainer)
    mark(missed, asha, "present", by=trainer)
    make_up = session_of(cohort, makes_up=missed)
    assert [row.name for row in list_of(make_up).rows] == ["Lakshmi Devi"]
    mark(make_up, lakshmi, "present", by=trainer)
    days = days_of(cohort, [lakshmi.pk, asha.pk])
    assert (days[lakshmi.pk].held, days[lakshmi.pk].made_up, days[asha.pk].present) == (1, 1, 1)


def test_it_is_announced_whose_days_have_changed(
    cohort, trainer, session, lakshmi, asha, django_capture_on_commit_callbacks
):
    heard = []
    subscribe(ATTENDANCE_CHANGED, "tests.attendance", lambda payload: heard.append(payload["person"]))
    with django_capture_on_commit_callbacks(execute=True):
        first = mark(session, lakshmi, "present", by=trainer)
    assert sorted(heard) == sorted([str(lakshmi.pk), str(asha.pk)])  # a day more is held for everybody
    heard.clear()
    with django_capture_on_commit_callbacks(execute=True):
        mark(session, lakshmi, "late", first.pk, by=trainer)
    assert heard == [str(lakshmi.pk)]


def test_she_sees_her_own_days(sign_in, cohort, trainer, session, lakshmi):
    mark(session, lakshmi, "present", by=trainer)
    page = sign_in(lakshmi).get(reverse("attendance:mine", args=[cohort.pk])).content.decode()
    assert "1 of 1 day held (100%)" in page


@pytest.mark.parametrize("number", [3])
def test_a_list_is_drawn_for_all(number, cohort, session, trainer, sign_in, page):
    for _each in range(number):
        learner_in(cohort)
    assert sign_in(trainer).get(page).content.decode().count("data-row") == number


def test_a_list_holds_who_took_part_on_its_day_and_who_is_marked(sign_in, cohort, trainer, lakshmi, asha):
    learner_in(cohort, name="Mary", joined_days_ago=1)
    left = timezone.now() - timedelta(days=1)
    asha.enrolments.update(status="withdrawn", left_for="home", withdrawn_at=left)
    guest = learner_in(cohort, name="Salma", joined_days_ago=1)
    old = session_of(cohort, days=-3)
    mark(old, guest, "present", by=trainer)
    assert [(row.name, row.is_expected) for row in list_of(old).rows] == [
        ("Asha Kumari", True),
        ("Lakshmi Devi", True),
        ("Salma", True),
        ("Mary", False),
    ]
    assert list_of(old).counts["open"] == 2
    page = reverse("attendance:mark", args=[old.pk])
    client = sign_in(trainer)
    rows = re.findall(r'name="((?:state|later):[^"]+)"', client.get(page).text)
    assert len(rows) == 4
    client.post(page, {**dict.fromkeys(rows, ""), "rest": "present"})
    assert set(Mark.objects.values_list("person__name", flat=True)) == {"Asha Kumari", "Lakshmi Devi", "Salma"}
    assert [row.name for row in list_of(session_of(cohort)).rows] == ["Lakshmi Devi", "Mary", "Salma"]


def test_who_was_there_and_joined_only_afterwards_is_marked_by_name(sign_in, cohort, trainer, lakshmi):
    late = learner_in(cohort, name="Mary", joined_days_ago=1)
    old = session_of(cohort, days=-3)
    answer = sign_in(trainer).post(reverse("attendance:mark", args=[old.pk]), {f"later:{late.pk}": "present"})
    assert answer.status_code == 302
    assert days_of(cohort, [late.pk])[late.pk].percent == 100
    assert all(row.is_expected for row in list_of(old).rows)


def test_who_joined_later_makes_up_for_what_was_held_before(cohort, trainer, lakshmi):
    late = learner_in(cohort, name="Mary", joined_days_ago=1)
    missed = session_of(cohort, days=-3)
    mark(missed, lakshmi, "present", by=trainer)
    make_up = session_of(cohort, makes_up=missed)
    assert [row.name for row in list_of(make_up).rows] == ["Mary"]
    assert [row.name for row in list_of(missed).rows if row.is_expected] == ["Lakshmi Devi"]
    mark(make_up, late, "present", by=trainer)
    assert days_of(cohort, [late.pk])[late.pk].percent == 100


def test_what_stands_is_not_offered_a_second_time(sign_in, trainer, session, page, lakshmi):
    mark(session, lakshmi, "absent", by=trainer)
    select = sign_in(trainer).get(page).text.split("<select")[1].split("</select>")[0]
    offered = re.findall(r'<option value="absent"([^>]*)>', select)
    assert [words for words in offered if "hidden" not in words] == [""]
    assert "selected hidden" in select


def test_beside_the_names_of_two_who_are_called_the_same_stand_their_member_codes(cohort, session, trainer):
    sitas = {f"Sita Munda · {learner_in(cohort, name='Sita Munda').user.username}" for _ in range(2)}
    learner_in(cohort, name="Asha Pawar")
    names = [row.name for row in sheet_of(session, trainer).rows]
    assert sitas | {"Asha Pawar"} <= {*names}


@pytest.fixture
def teaches_asha(cohort, asha):
    """She learns in the cohort, and was given a role over its place."""
    grant_role(asha, role=Role.TRAINER, over=cohort.place, by=None)
    return asha


def test_who_came_to_teach_the_place_marks_the_others_and_not_herself(sign_in, session, page, lakshmi, teaches_asha):
    client = sign_in(teaches_asha)
    shown = client.get(page).text
    assert "another trainer marks you, or you scan the code" in shown
    assert f"state:{lakshmi.pk}" in shown
    assert str(teaches_asha.pk) not in re.findall(r'name="(?:state|later|mark):([^"]+)"', shown)
    refused = client.post(page, {f"state:{lakshmi.pk}": "present", f"state:{teaches_asha.pk}": "present"})
    assert refused.status_code == 422
    assert "you do not mark yourself" in refused.text
    assert not Mark.objects.exists()
    client.post(page, {f"state:{lakshmi.pk}": "", "rest": "present"})
    assert (state_of(session, lakshmi), state_of(session, teaches_asha)) == ("present", "")


def test_what_a_phone_says_of_herself_comes_back_with_the_reason(sign_in, session, teaches_asha):
    fields = fields_of(said(teaches_asha, "present"))
    outcome = hand_over(sign_in(teaches_asha), teaches_asha, ATTENDANCE, session.pk, fields)
    assert outcome["code"] == "marks_herself"
    with pytest.raises(MarksHerself):
        mark(session, teaches_asha, "late", by=teaches_asha)


def test_who_came_to_teach_the_place_is_marked_by_others_and_by_the_code(sign_in, trainer, session, page, teaches_asha):
    mark_herself(session, teaches_asha)
    assert state_of(session, teaches_asha) == "present"
    mark(session, teaches_asha, "late", by=trainer)
    told = sign_in(teaches_asha).get(reverse("attendance:session", args=[session.pk])).text
    assert "This is about you: another trainer decides." in told
    assert f"state:{teaches_asha.pk}" not in told
