"""What was not taken is mended in its form, with what was typed filled in, and then needs nobody."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from groupwork.enums import IDEA, SHEET, STEP
from groupwork.models import Idea
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.models import Submission
from submissions.queries import needs_of, number_of_needs
from submissions.services import take
from tests.groupwork.test_group_work import PILOT, hand_in

pytestmark = pytest.mark.django_db
DROPPED = {"name": "Papad", "reason": "Three shops asked", "verdict": "dropped", "why": ""}


def test_it_leads_to_the_form_with_what_was_typed_and_is_settled_when_it_is_mended(group, asha, session, sign_in):
    hand_in(asha, IDEA, group.pk, DROPPED)
    (need,) = needs_of(asha)
    assert need.address.startswith(reverse("groupwork:add-idea", args=[group.pk]))
    client = sign_in(asha)
    page = client.get(need.address)
    form = page.context["form"]
    assert [form[name].value() for name in DROPPED] == list(DROPPED.values())
    assert "Write down why." in page.text
    assert f'data-corrects="{need.submission.pk}"' in page.text
    client.post(need.address, {**DROPPED, "why": "Too dear", "id": uuid4()})
    assert Idea.objects.get().name == "Papad"
    assert number_of_needs(asha) == 0


def test_a_sheet_and_a_step_lead_to_their_forms_too(group, cohort, asha, trainer, session, stay, sign_in):
    hand_in(asha, SHEET, f"{group.pk}/pilot", {**PILOT, "sold": "51"})
    (need,) = needs_of(asha)
    assert sign_in(asha).get(need.address).context["form"]["sold"].value() == "51"
    hand_in(trainer, STEP, f"{cohort.pk}", {"stay": stay.pk, "milestone": "dropped", "reached_on": "10-11-2026"})
    (need,) = needs_of(trainer)
    form = sign_in(trainer).get(need.address).context["form"]
    assert (form["milestone"].value(), form["reached_on"].value()) == ("dropped", "10-11-2026")


def test_nobody_fills_in_what_is_anothers(group, asha, salma, session, sign_in):
    hand_in(asha, IDEA, group.pk, DROPPED)
    (need,) = needs_of(asha)
    page = sign_in(salma).get(need.address)
    assert page.status_code == 200
    assert page.context["form"]["name"].value() is None


def test_of_what_is_refused_again_and_again_the_newest_alone_needs_her(group, asha, session):
    first = uuid4()
    hand_in(asha, IDEA, group.pk, DROPPED, first)
    second = hand_in_for(asha, group, DROPPED, corrects=first)
    assert [each.submission.pk for each in needs_of(asha)] == [second]
    hand_in_for(asha, group, {**DROPPED, "why": "Too dear"}, corrects=second)
    assert not Submission.objects.open().exists()


def hand_in_for(person, group, fields, *, corrects):
    key = uuid4()
    take(person, Handed(key, IDEA, str(group.pk), query_dict(fields), timezone.now(), corrects=corrects))
    return key


def test_what_a_phone_checks_is_said_by_the_form(group, asha, cohort, trainer, session, sign_in):
    idea = sign_in(asha).get(reverse("groupwork:add-idea", args=[group.pk])).text
    assert 'data-required-if="verdict"' in idea
    sheet = sign_in(asha).get(reverse("groupwork:sheet", args=[group.pk, "price"])).text
    assert 'data-kind="money"' in sheet
    assert "data-no-rupees=" in sheet
    tracks = sign_in(trainer).get(reverse("groupwork:tracks", args=[cohort.pk])).text
    assert 'data-required-if="milestone=dropped"' in tracks
