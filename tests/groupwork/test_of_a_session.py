"""What is written down from the page of a session belongs to that one, whenever it is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cohorts.models import Session
from groupwork.enums import DECISION, IDEA, SHEET
from groupwork.models import Decision, Idea, Sheet
from groupwork.queries import path_of
from submissions.queries import needs_of
from tests.factories import CohortFactory
from tests.groupwork.test_group_work import MARKET, PILOT, hand_in

pytestmark = pytest.mark.django_db
IDEA_SAID = {"name": "Papad", "reason": "Asked for"}


@pytest.fixture
def earlier(session):
    return Session.objects.create(
        block=session.block, starts_at=session.starts_at - timedelta(days=1), venue="Hall", title="Visit"
    )


def test_what_is_written_from_the_page_of_yesterdays_session_is_listed_there(sign_in, group, trainer, session, earlier):
    client = sign_in(trainer)
    (part,) = client.get(f"/attendance/{earlier.pk}/").context["parts"]
    group_page = client.get(part.entries[0][1])
    named = f"Session of {timezone.localdate(earlier.starts_at):%d-%m-%Y}"
    assert f"It will stand here: {named}." in group_page.text
    address = f"/groupwork/{group.pk}/ideas/?session={earlier.pk}"
    assert f'href="{address}"' in group_page.text
    form = client.get(address).context["form"]
    assert (form["session"].value(), dict(form.fields["session"].choices)[str(earlier.pk)]) == (earlier.pk, named)
    sent = {**IDEA_SAID, "verdict": "dropped", "why": "Too dear", "session": str(earlier.pk)}
    client.post(address, sent)
    assert (Idea.objects.get().session, Decision.objects.get().session) == (earlier, earlier)
    (part,) = client.get(f"/attendance/{earlier.pk}/").context["parts"]
    assert part.entries[0][2] == ["Idea: Papad", "Dropped: Papad"]
    (part,) = client.get(f"/attendance/{session.pk}/").context["parts"]
    assert part.entries[0][2] == []
    assert path_of(group).dropped[0].decisions[0].session_at == earlier.starts_at


def test_a_record_of_a_phone_says_its_session_and_without_one_the_day_decides(group, asha, session, earlier):
    about, idea = f"{group.pk}/pilot", uuid4()
    hand_in(asha, SHEET, about, {**PILOT, "session": str(earlier.pk)})
    hand_in(asha, SHEET, about, {**PILOT, "session": ""})
    hand_in(asha, SHEET, about, PILOT)
    assert sorted(Sheet.objects.values_list("session", flat=True)) == sorted([earlier.pk, session.pk, session.pk])
    hand_in(asha, IDEA, group.pk, IDEA_SAID, idea)
    hand_in(asha, DECISION, f"{group.pk}/{idea}", {"verdict": "kept", "reason": "Sells", "session": str(earlier.pk)})
    assert Decision.objects.get().session == earlier


def test_one_that_was_cancelled_meanwhile_holds_it_and_one_of_another_cohort_is_refused(group, asha, session, earlier):
    Session.objects.filter(pk=earlier.pk).update(cancelled_at=timezone.now())
    assert hand_in(asha, IDEA, group.pk, {**IDEA_SAID, "session": str(earlier.pk)}).standing == "applied"
    block = session.block
    block.pk, block.cohort = None, CohortFactory()
    block.save()
    elsewhere = Session.objects.create(block=block, starts_at=timezone.now(), venue="Hall")
    refused = hand_in(asha, IDEA, group.pk, {**IDEA_SAID, "session": str(elsewhere.pk)})
    assert (refused.standing, refused.field) == ("refused", "session")


def test_a_correction_may_say_that_it_was_another_session(group, asha, session, earlier, sign_in):
    first = uuid4()
    hand_in(asha, SHEET, f"{group.pk}/pilot", PILOT, first)
    address = f"/groupwork/{group.pk}/sheets/pilot/{first}/"
    client = sign_in(asha)
    assert client.get(address).context["form"]["session"].value() == session.pk
    client.post(address, {**PILOT, "session": str(earlier.pk)})
    assert Sheet.objects.current().get().session == earlier


def test_nobody_is_asked_where_only_one_session_fits(group, asha, session, sign_in):
    later = timezone.now() + timedelta(days=3)
    Session.objects.create(block=session.block, starts_at=later, venue="Hall")
    for path in ("ideas", "surveys", "sheets/pilot"):
        assert "Which session does it belong to?" not in sign_in(asha).get(f"/groupwork/{group.pk}/{path}/").text


def test_a_survey_says_its_session_too(group, asha, session, earlier, sign_in):
    client = sign_in(asha)
    client.post(f"/groupwork/{group.pk}/surveys/", {**MARKET, "session": str(earlier.pk)})
    assert f"session of {timezone.localdate(earlier.starts_at):%d-%m-%Y}" in client.get(f"/groupwork/{group.pk}/").text


def test_the_session_that_was_chosen_stands_in_what_is_mended_also_where_it_was_cancelled(
    group, asha, session, earlier, sign_in
):
    hand_in(asha, IDEA, group.pk, {**IDEA_SAID, "verdict": "dropped", "why": "", "session": str(earlier.pk)})
    Session.objects.filter(pk=earlier.pk).update(cancelled_at=timezone.now())
    (need,) = needs_of(asha)
    field = sign_in(asha).get(need.address).context["form"]["session"]
    assert field.value() == str(earlier.pk)
    assert str(earlier.pk) in dict(field.field.choices)


def test_the_day_decides_only_where_no_session_was_chosen(group, asha, session, earlier, sign_in):
    first, client = uuid4(), sign_in(asha)
    hand_in(asha, SHEET, f"{group.pk}/pilot", PILOT, first)
    address = f"/groupwork/{group.pk}/sheets/pilot/"
    assert "" in dict(client.get(address).context["form"].fields["session"].choices)
    assert "" not in dict(client.get(f"{address}{first}/").context["form"].fields["session"].choices)


def test_nobody_comes_from_a_session_that_is_not_offered(group, asha, session, earlier, sign_in):
    Session.objects.filter(pk=earlier.pk).update(cancelled_at=timezone.now())
    later = Session.objects.create(
        block=session.block, starts_at=session.starts_at + timedelta(days=30), venue="Hall", title="Next"
    )
    for key in (earlier.pk, later.pk):
        assert "It will stand here" not in sign_in(asha).get(f"/groupwork/{group.pk}/?session={key}").text
        form = sign_in(asha).get(f"/groupwork/{group.pk}/ideas/?session={key}").context["form"]
        assert form["session"].value() is None
