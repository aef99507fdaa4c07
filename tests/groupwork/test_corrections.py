"""An idea or a survey is corrected: what stood before is kept and read, and what hangs on it goes along."""

from uuid import UUID, uuid4

import pytest

from groupwork.enums import COUNT, DECISION, IDEA, SHEET, SURVEY
from groupwork.models import Count, Idea, Survey
from groupwork.queries import groups_in, path_of, surveys_of, tallied
from tests.groupwork.test_group_work import MARKET, PILOT, count_in, hand_in

pytestmark = pytest.mark.django_db
PICKLE = {"name": "Pickel", "reason": "Three shops ran out", "verdict": "chosen", "why": "We have mangoes"}


@pytest.fixture
def idea(group, asha):
    key = uuid4()
    assert hand_in(asha, IDEA, group.pk, {**PICKLE, "verdict": "kept"}, key).standing == "applied"
    hand_in(asha, DECISION, f"{group.pk}/{key}", {"verdict": "chosen", "reason": "Sells best"})
    return Idea.objects.get(pk=key)


@pytest.fixture
def survey(group, asha):
    key = uuid4()
    assert hand_in(asha, SURVEY, group.pk, MARKET, key).standing == "applied"
    return Survey.objects.get(pk=key)


def correct(person, kind, record, fields, key=None):
    return hand_in(person, kind, f"{record.group_id}/{record.pk}", fields, key)


def test_a_corrected_idea_keeps_what_was_decided_and_found_out_and_shows_what_stood_before(
    group, asha, salma, idea, trainer, sign_in
):
    hand_in(asha, SHEET, f"{group.pk}/pilot", {**PILOT, "idea": str(idea.pk)})
    key, typed = uuid4(), {"name": "Pickle", "reason": "Three shops of Nadipura ran out"}
    told = [correct(salma, IDEA, idea, typed, key).standing for _ in range(2)]
    assert told == ["applied", "duplicate"]
    (line,) = path_of(group).chosen
    assert (line.idea.pk, line.idea.name, len(line.decisions), len(line.sheets)) == (key, "Pickle", 2, 1)
    assert [each.text for each in line.before] == ["Pickel: Three shops ran out"]
    assert Idea.objects.count() == 2
    page = sign_in(asha).get(f"/groupwork/{group.pk}/").text
    assert "Pickel: Three shops ran out" in page
    assert "Corrected by Salma Khatoon" in page
    (listed,) = groups_in(group.cohort, trainer)
    assert (listed.ideas, listed.chosen) == (1, "Pickle")


def test_what_a_phone_kept_of_before_the_correction_means_the_idea_that_stands(group, asha, idea):
    key = uuid4()
    correct(asha, IDEA, idea, {"name": "Pickle", "reason": "Three shops ran out"}, key)
    assert hand_in(asha, SHEET, f"{group.pk}/pilot", {**PILOT, "idea": str(idea.pk)}).standing == "applied"
    late = hand_in(asha, DECISION, f"{group.pk}/{idea.pk}", {"verdict": "dropped", "reason": "No jars"})
    assert late.standing == "applied"
    (line,) = path_of(group).dropped
    assert (line.idea.pk, line.reason, len(line.sheets)) == (key, "No jars", 1)


def test_of_two_who_correct_the_same_the_second_is_told(asha, salma, idea):
    fields = {"name": "Pickle", "reason": "Three shops ran out"}
    assert correct(asha, IDEA, idea, fields).standing == "applied"
    assert correct(salma, IDEA, idea, fields).code == "no_longer_stands"


def test_a_correction_is_of_an_idea_of_the_group_and_decides_nothing(group, asha, idea, trainer, sign_in):
    assert hand_in(asha, IDEA, f"{group.pk}/{uuid4()}", PICKLE).code == "not_yours"
    page = sign_in(asha).get(f"/groupwork/{group.pk}/ideas/{idea.pk}/correct/")
    assert 'value="Pickel"' in page.text
    assert 'name="verdict"' not in page.text


def test_a_corrected_survey_keeps_its_count_and_works_the_market_out_anew(group, asha, salma, survey, sign_in):
    phone = UUID(int=7)
    count_in(asha, survey, phone, 60, buys_yes=27, buys_no=33, often_4=27, price_middle=27)
    key = uuid4()
    assert correct(asha, SURVEY, survey, {**MARKET, "households": "600"}, key).standing == "applied"
    # Her phone goes on with its count at the address it knows; another one begins.
    assert (
        count_in(asha, survey, phone, 61, buys_yes=28, buys_no=33, often_4=28, price_middle=28).facts["totals"][
            "buys-yes"
        ]
        == 28
    )
    count_in(salma, Survey.objects.get(pk=key), phone, 1, buys_no=1)
    (found,) = tallied(surveys_of(group))
    assert (found.key, found.survey.pk, found.buys, found.asked) == (survey.pk, key, 28, 62)
    assert found.market.buyers == 271  # 28 of 62 of 600
    assert ["1,200 households" in each.text for each in found.before] == [True]
    for known in (survey.pk, key):
        page = sign_in(asha).get(f"/groupwork/{group.pk}/surveys/{known}/").text
        assert "28 buy" in page
        assert f'data-count="{group.pk}/{survey.pk}"' in page
        assert "1,200 households" in page


def test_the_forms_of_corrections_work_by_their_buttons_too(group, asha, idea, survey, sign_in):
    client, sent = sign_in(asha), {"id": str(uuid4()), "name": "Pickle", "reason": "Asked for"}
    for _ in range(2):
        assert client.post(f"/groupwork/{group.pk}/ideas/{idea.pk}/correct/", sent).status_code == 302
    address = f"/groupwork/{group.pk}/surveys/{survey.pk}/correct/"
    assert 'value="1,200"' in client.get(address).text
    assert client.post(address, {**MARKET, "idea": str(idea.pk)}).status_code == 302
    (line,) = path_of(group).ideas
    assert (line.idea.name, [each.survey.area for each in line.surveys]) == ("Pickle", ["Nadipura"])
    assert Count.objects.count() == 0
    assert hand_in(asha, COUNT, f"{group.pk}/{uuid4()}", {"counter": str(uuid4()), "presses": "1"}).code == "not_yours"
