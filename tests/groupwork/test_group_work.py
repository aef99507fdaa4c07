"""What groups hand in: once however often it comes, by who is in the group, in its session; read as one page."""

from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cohorts.models import Session
from groupwork import handed
from groupwork.enums import COUNT, DECISION, IDEA, SHEET, SURVEY
from groupwork.models import Count, Decision, Group, Idea, Sheet, Survey
from groupwork.permissions import can_write, groups_of, groups_visible_to, groups_written_by
from groupwork.queries import path_of, surveys_of, tallied
from groupwork.services import change_group, make_group
from groupwork.sheets import SHEETS
from offline.kinds import pages_of_today
from people.enums import Purpose
from people.services import withdraw_consent
from submissions.fields import query_dict
from submissions.kinds import Handed
from submissions.services import take
from tests.factories import CohortFactory, learner_in, mentor_of

pytestmark = pytest.mark.django_db
STALL = {"shop": "Tea stall", "place": "Bus stand", "running": "180", "good-1": "Tea", "buy-1": "4", "sell-1": "10"}
PILOT = {"day": "10-11-2026", "made": "50", "sold": "38", "price": "20", "cost": "12"}
MARKET = {
    **{"product": "Papad", "area": "Nadipura", "households": "1,200", "hoped_percent": "15"},
    **{"price_low": "20", "price_middle": "40", "price_high": "60"},
}


def hand_in(person, kind, about, fields, key=None):
    sent = Handed(id=key or uuid4(), kind=kind, about=str(about), fields=query_dict(fields), device_at=timezone.now())
    return take(person, sent)


def count_in(person, survey, counter, presses, **counts):
    fields = {"counter": str(counter), "presses": str(presses)}
    fields |= {name.replace("_", "-"): str(number) for name, number in counts.items()}
    return hand_in(person, COUNT, f"{survey.group_id}/{survey.pk}", fields)


def market_in(survey):
    return tallied(surveys_of(survey.group))[0]


@pytest.fixture
def survey(group, asha):
    key = uuid4()
    assert hand_in(asha, SURVEY, group.pk, MARKET, key).standing == "applied"
    return Survey.objects.get(pk=key)


def test_a_market_visit_comes_once_and_lies_in_the_session_of_that_day(group, asha, session):
    key, about = uuid4(), f"{group.pk}/shop-visit"
    told = [hand_in(asha, SHEET, about, {**STALL, "units-1": "120"}, key).standing for _ in range(2)]
    assert told == ["applied", "duplicate"]
    (visit,) = path_of(group).visits
    assert visit.sheet.session == session
    assert [line.text for line in visit.sums] == ["₹540"]


def test_the_page_of_a_session_lists_what_its_groups_wrote_down_and_where_the_next_is(
    sign_in, group, cohort, asha, trainer, session
):
    other = make_group(cohort, name="Pickle", members=[], by=trainer.user)
    idea = uuid4()
    hand_in(asha, SHEET, f"{group.pk}/shop-visit", STALL)
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Asked for"}, idea)
    hand_in(asha, DECISION, f"{group.pk}/{idea}", {"verdict": "kept", "reason": "Sells"})
    hand_in(asha, SURVEY, group.pk, MARKET)
    client = sign_in(trainer)
    (part,) = client.get(f"/attendance/{session.pk}/").context["parts"]
    (papad, pickle) = part.entries
    kept = Decision.objects.get().get_verdict_display()
    assert papad[2] == [
        str(SHEETS["shop-visit"].title),
        "Idea: Papad",
        "Asked about Papad, Nadipura",
        f"{kept}: Papad",
    ]
    assert pickle[1:] == (f"/groupwork/{other.pk}/?session={session.pk}", [])
    earlier = Session.objects.create(
        block=session.block, starts_at=session.starts_at - timedelta(days=2), venue="Hall", title="Visit"
    )
    (before,) = client.get(f"/attendance/{earlier.pk}/").context["parts"]
    assert [written for _name, _address, written in before.entries] == [[], []]


def test_a_decision_and_a_market_survey_say_their_session_on_the_page_of_the_group(sign_in, group, asha, session):
    idea = uuid4()
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Asked for"}, idea)
    hand_in(asha, DECISION, f"{group.pk}/{idea}", {"verdict": "kept", "reason": "Sells"})
    hand_in(asha, SURVEY, group.pk, MARKET)
    assert sign_in(asha).get(f"/groupwork/{group.pk}/").text.count(f"session of {timezone.localdate():%d-%m-%Y}") == 3


def test_a_correction_stands_in_place_of_what_it_corrects_in_the_same_session(group, asha, salma, session):
    first = uuid4()
    hand_in(asha, SHEET, f"{group.pk}/pilot", PILOT, first)
    session.cancelled_at = timezone.now()
    session.save()
    again = uuid4()
    told = [hand_in(salma, SHEET, f"{group.pk}/pilot/{first}", {**PILOT, "sold": "40"}, again) for _ in range(2)]
    assert [each.standing for each in told] == ["applied", "duplicate"]
    (pilot,) = path_of(group).sheets
    assert (pilot.sheet.session, [line.text for line in pilot.sums]) == (session, ["₹200", "₹200"])
    assert Sheet.objects.count() == 2


def test_what_was_typed_into_a_refused_sheet_is_read_under_what_was_asked(group, asha, sign_in):
    idea, other = uuid4(), uuid4()
    assert hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Shops ask for it"}, idea).standing == "applied"
    fields = {**PILOT, "sold": "60", "idea": str(idea)}
    assert hand_in(asha, SHEET, f"{group.pk}/pilot", fields).standing == "refused"
    assert hand_in(asha, DECISION, f"{group.pk}/{idea}", {"verdict": "dropped"}, other).standing == "refused"
    page = sign_in(asha).get(reverse("submissions:mine")).text
    assert "Idea it is about: Papad" in page
    assert "What do you decide?: Drop it" in page
    assert ">60<" not in page
    assert f'<p dir="auto">{idea}' not in page
    visit = Handed(uuid4(), SHEET, f"{group.pk}/shop-visit", query_dict(STALL))
    assert "Best seller 1 · Product: Tea" in handed.sheets_read([visit])[visit.id]


def test_more_sold_than_made_is_refused_beside_its_field(group, asha):
    outcome = hand_in(asha, SHEET, f"{group.pk}/pilot", {**PILOT, "sold": "51"})
    assert (outcome.standing, outcome.field) == ("refused", "sold")


def test_who_is_not_in_the_group_hands_nothing_in(group, cohort, survey):
    other, mentor = learner_in(cohort), mentor_of(cohort)
    idea = Idea.objects.create(pk=uuid4(), group=group, name="Papad", reason="Asked for", recorded_by=other)
    for person in (other, mentor):
        for kind, about, fields in (
            (SHEET, f"{group.pk}/pilot", PILOT),
            (IDEA, group.pk, {"name": "Pickle", "reason": "Asked for"}),
            (DECISION, f"{group.pk}/{idea.pk}", {"verdict": "kept", "reason": "Sells"}),
            (SURVEY, group.pk, MARKET),
            (COUNT, f"{group.pk}/{survey.pk}", {"counter": str(uuid4()), "presses": "1"}),
            (SHEET, f"{group.pk}/nothing", {}),
            (SHEET, "nothing", {}),
            (SHEET, "", {}),
        ):
            assert hand_in(person, kind, about, fields).code == "not_yours", kind
    assert groups_visible_to(mentor).get() == group
    assert not groups_visible_to(other).exists()


def test_an_idea_of_one_group_is_not_decided_by_way_of_another(group, asha, cohort, trainer):
    other = make_group(cohort, name="Pickle", members=[], by=trainer.user)
    idea = Idea.objects.create(pk=uuid4(), group=group, name="Papad", reason="Asked for", recorded_by=asha)
    about = f"{other.pk}/{idea.pk}"
    assert hand_in(trainer, DECISION, about, {"verdict": "kept", "reason": "Sells"}).code == "not_yours"


def test_what_came_before_she_left_is_known_when_it_comes_again(group, asha, salma, trainer):
    key = uuid4()
    hand_in(asha, IDEA, group.pk, {"name": "Pickle", "reason": "Three shops ran out"}, key)
    change_group(group, name="Papad", members=[salma], by=trainer.user)
    assert (
        hand_in(asha, IDEA, group.pk, {"name": "Pickle", "reason": "Three shops ran out"}, key).standing == "duplicate"
    )
    assert hand_in(asha, IDEA, group.pk, {"name": "Tea", "reason": "Asked for"}).code == "not_yours"


def test_a_dropped_idea_is_read_with_all_that_was_decided_and_why(group, asha, salma, sign_in):
    key = uuid4()
    told = {"name": "Pickle", "reason": "Three shops ran out", "verdict": "kept", "why": "We have mangoes"}
    for _ in range(2):
        hand_in(asha, IDEA, group.pk, told, key)
    hand_in(salma, DECISION, f"{group.pk}/{key}", {"verdict": "dropped", "reason": "No jars in this district"})
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Sun and rice"})
    path = path_of(group)
    assert [line.idea.name for line in path.dropped] == ["Pickle"]
    assert [line.idea.name for line in path.on_the_list] == ["Papad"]
    assert Decision.objects.count() == 2
    page = sign_in(asha).get(f"/groupwork/{group.pk}/").text
    for words in ("What we dropped, and why", "We have mangoes", "No jars in this district"):
        assert words in page


def test_steps_that_were_left_out_are_named_on_the_page_of_the_group(group, asha, sign_in):
    page = partial(sign_in(asha).get, f"/groupwork/{group.pk}/")
    assert "Not written down yet" not in page().text
    hand_in(asha, SHEET, f"{group.pk}/pilot", PILOT)
    assert "Not written down yet: a market visit, ideas, what the group chose." in page().text
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Sun and rice"})
    assert "Not written down yet: a market visit, what the group chose." in page().text


def test_steps_that_are_still_to_come_are_not_called_missing(group, asha, sign_in):
    hand_in(asha, SHEET, f"{group.pk}/shop-visit", {**STALL, "units-1": "120"})
    assert "Not written down yet" not in sign_in(asha).get(f"/groupwork/{group.pk}/").text


def test_who_took_back_her_consent_is_in_no_group_and_not_named_by_what_she_wrote(group, asha, salma, trainer, sign_in):
    idea = uuid4()
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Shops ask"}, idea)
    hand_in(asha, DECISION, f"{group.pk}/{idea}", {"verdict": "dropped", "reason": "Too dear"})
    client, address = sign_in(trainer), reverse("groupwork:group", args=[group.pk])
    assert "Asha Pawar" in client.get(address).text
    withdraw_consent(asha, purpose=Purpose.TRAINING, by=asha.user)
    shown = client.get(address).text
    assert "Asha Pawar" not in shown
    assert "Somebody who left" in shown
    assert "Too dear" in shown
    assert "Salma Khatoon" in shown


def test_a_decision_without_a_reason_is_refused(group, asha):
    outcome = hand_in(asha, IDEA, group.pk, {"name": "Pickle", "reason": "Asked for", "verdict": "dropped"})
    assert (outcome.standing, outcome.field) == ("refused", "why")


def test_two_phones_add_up_and_the_market_follows(group, asha, salma, survey, sign_in):
    one, other = uuid4(), uuid4()
    count_in(asha, survey, one, 40, buys_yes=10, buys_no=13, often_4=10, price_middle=10)
    count_in(salma, survey, other, 90, buys_yes=15, buys_no=20, often_4=17, price_middle=17)
    # The later of one phone, then the earlier that was on its way for long.
    last = count_in(asha, survey, one, 45, buys_yes=12, buys_no=13, often_4=10, price_middle=10)
    late = count_in(asha, survey, one, 41, buys_yes=11, buys_no=13, often_4=10, price_middle=10)
    assert last.facts == late.facts == {"totals": market_in(survey).counts}
    found = market_in(survey)
    assert (found.buys, found.asked) == (27, 60)
    assert (found.market.units, found.market.value, found.market.ours) == (2160, 86400, 324)
    page = sign_in(asha).get(f"/groupwork/{group.pk}/surveys/{survey.pk}/").text
    assert "45 % of 1,200, give or take 12.6 points: 390 to 690 households" in page
    assert "Asha Pawar: 25 households" in page
    assert Count.objects.count() == 4


def test_two_people_with_one_number_of_a_phone_are_two_counters(asha, salma, survey):
    shared = uuid4()
    count_in(asha, survey, shared, 5, buys_yes=5)
    count_in(salma, survey, shared, 3, buys_yes=3)
    assert market_in(survey).buys == 8


def test_prices_that_do_not_rise_are_refused(group, asha):
    outcome = hand_in(asha, SURVEY, group.pk, {**MARKET, "price_middle": "70"})
    assert (outcome.standing, outcome.field) == ("refused", "price_middle")


def test_the_forms_work_by_their_buttons_too(group, asha, survey, sign_in):
    client = sign_in(asha)
    sent = {"id": str(uuid4()), "counter": str(uuid4()), "presses": "1", "buys-yes": "9", "buys-no": "१"}
    for _ in range(2):
        assert client.post(f"/groupwork/{group.pk}/surveys/{survey.pk}/", sent).status_code == 302
    assert market_in(survey).asked == 10
    client.post(
        f"/groupwork/{group.pk}/sheets/competency/",
        {"task-1": "Roll", "way-1": "have", "task-2": "Pack", "way-2": "buy", "money-2": "1,200"},
    )
    page = client.get(f"/groupwork/{group.pk}/").text
    assert "1 have it · 0 learn it · 1 buy it in" in page
    sheet = Sheet.objects.get()
    assert 'value="1,200"' in client.get(f"/groupwork/{group.pk}/sheets/competency/{sheet.pk}/").text


def test_the_trainer_makes_a_group_once_and_changes_who_is_in_it(cohort, asha, salma, trainer, sign_in):
    client, address = sign_in(trainer), f"/groupwork/cohorts/{cohort.pk}/new/"
    sent = {"form_id": str(uuid4()), "name": "Sun", "members": [str(asha.pk)]}
    pages = {client.post(address, sent)["Location"] for _ in range(2)}
    group = Group.objects.get()
    assert pages == {f"/groupwork/{group.pk}/"}
    assert client.post(address, {"form_id": str(uuid4()), "name": "sun"}).status_code == 422
    client.post(f"/groupwork/{group.pk}/members/", {"name": "Sun", "members": [str(salma.pk)]})
    assert [groups_of(person).exists() for person in (asha, salma)] == [False, True]
    assert group.memberships.count() == 2


def test_who_writes_and_who_may_agree(group, asha, trainer, cohort):
    for person in (asha, trainer, learner_in(cohort), mentor_of(cohort), learner_in(CohortFactory()), None):
        assert can_write(person, group) == groups_written_by(person).filter(pk=group.pk).exists()


def test_her_forms_are_kept_on_the_phone_for_the_day(group, asha, survey):
    addresses = [page.address for page in pages_of_today.get("groupwork")(asha.user)]
    assert f"/groupwork/{group.pk}/surveys/{survey.pk}/" in addresses
    assert f"/groupwork/{group.pk}/sheets/free-visit/" in addresses
    assert f"/groupwork/{group.pk}/surveys/{survey.pk}/correct/" in addresses


def test_the_forms_in_which_she_corrects_are_kept_for_the_day_too(group, asha):
    idea, sheet = uuid4(), uuid4()
    hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Shops ask for it"}, idea)
    hand_in(asha, SHEET, f"{group.pk}/pilot", PILOT, sheet)
    addresses = [page.address for page in pages_of_today.get("groupwork")(asha.user)]
    assert f"/groupwork/{group.pk}/ideas/{idea}/correct/" in addresses
    assert f"/groupwork/{group.pk}/sheets/pilot/{sheet}/" in addresses


@pytest.mark.parametrize("number", [1, 6])
def test_the_path_asks_the_database_as_often_however_much_there_is(
    group, asha, session, number, django_assert_num_queries
):
    for _ in range(number):
        key = uuid4()
        hand_in(asha, IDEA, group.pk, {"name": "Papad", "reason": "Sun", "verdict": "kept", "why": "Rice"}, key)
        hand_in(asha, SHEET, f"{group.pk}/pilot", {**PILOT, "idea": str(key)})
        hand_in(asha, SURVEY, group.pk, {**MARKET, "idea": str(key)})
        count_in(asha, Survey.objects.latest("received_at"), UUID(int=5), 1, buys_yes=1)
    with django_assert_num_queries(6):
        path = path_of(group)
    assert len(path.ideas) == number
    assert all(len(line.surveys) == len(line.sheets) == 1 for line in path.ideas)


@pytest.mark.parametrize("kind", ["mix-4p", "mix-7p", "competency"])
def test_an_empty_sheet_is_refused_with_the_reason(group, asha, kind, sign_in):
    told = hand_in(asha, SHEET, f"{group.pk}/{kind}", {})
    assert (told.standing, told.sentence) == ("refused", "Nothing is filled in yet.")
    assert told.field == ("risk" if kind == "competency" else "product")
    answer = sign_in(asha).post(reverse("groupwork:sheet", args=[group.pk, kind]), {})
    assert (answer.status_code, "Nothing is filled in yet." in answer.text) == (422, True)
    assert not Sheet.objects.exists()


def test_a_row_alone_is_something(group, asha):
    assert hand_in(asha, SHEET, f"{group.pk}/competency", {"task-2": "Rolling"}).standing == "applied"


def test_counts_that_contradict_each_other_are_asked_about_and_stay(group, asha, survey, sign_in):
    count_in(asha, survey, uuid4(), 99, buys_yes=4, buys_no=6, often_4=5, price_middle=4, factor_near=10)
    page = sign_in(asha).get(reverse("groupwork:count", args=[group.pk, survey.pk])).text
    assert "“How often?”: 5 answers, and 4 could answer. Was it counted right?" in page
    assert page.count("Was it counted right?") == 1
    Survey.objects.update(households=9)
    page = sign_in(asha).get(reverse("groupwork:count", args=[group.pk, survey.pk])).text
    assert "More households were asked than there are." in page
