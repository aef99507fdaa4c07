"""What looks odd in a sheet or a group is asked once, and taken when it is sent again."""

import pytest
from django.urls import reverse

from groupwork.enums import SHEET
from groupwork.models import Sheet
from groupwork.queries.sheets import sums_of
from groupwork.sheets import Sums
from tests.groupwork.test_group_work import hand_in

pytestmark = pytest.mark.django_db
PRICE = {"material": "30", "work": "15", "other": "5", "price": "40"}


def test_a_price_below_the_cost_is_asked_about_once(group, asha, session):
    about = f"{group.pk}/price"
    outcome = hand_in(asha, SHEET, about, PRICE)
    assert (outcome.code, outcome.field) == ("asked", "price")
    assert not Sheet.objects.exists()
    assert hand_in(asha, SHEET, about, {**PRICE, "asked": "price=40"}).is_kept
    assert hand_in(asha, SHEET, about, {**PRICE, "price": "50"}).is_kept
    assert hand_in(asha, SHEET, about, {**PRICE, "price": ""}).is_kept


def test_the_reckoning_warns_of_a_price_below_the_cost():
    assert [line.warns for line in sums_of(Sums.PRICE, PRICE)] == [False, True]
    assert "₹10" in sums_of(Sums.PRICE, PRICE)[-1].text
    assert not any(line.warns for line in sums_of(Sums.PRICE, {**PRICE, "price": "50"}))
    assert sums_of(Sums.PLAN, {"price": "40", "cost": "50"})[0].warns


def test_the_page_brings_what_a_phone_asks(group, asha, session, sign_in):
    page = sign_in(asha).get(reverse("groupwork:sheet", args=[group.pk, "price"])).text
    assert 'data-floor="material work other"' in page
    assert "data-below-floor=" in page
    assert 'name="asked"' in page


def test_who_is_in_another_group_of_the_cohort_is_asked_about_by_name(group, cohort, asha, salma, trainer, sign_in):
    client, address = sign_in(trainer), reverse("groupwork:new-group", args=[cohort.pk])
    typed = {"name": "Pickle", "members": [asha.pk]}
    page = client.post(address, typed)
    assert "Asha Pawar (Papad)" in page.text
    assert cohort.groups.count() == 1
    assert client.post(address, {**typed, "asked": page.context["form"]["asked"].value()}).status_code == 302
    pickle = cohort.groups.get(name="Pickle")
    # Of who is in both already nothing is asked again.
    kept = client.post(reverse("groupwork:members", args=[pickle.pk]), {"name": "Pickles", "members": [asha.pk]})
    assert kept.status_code == 302


def test_nothing_is_asked_of_who_left_the_other_group(group, cohort, asha, salma, trainer, sign_in):
    group.memberships.filter(person=asha).update(left_at=group.created_at)
    sent = {"name": "Pickle", "members": [asha.pk]}
    assert sign_in(trainer).post(reverse("groupwork:new-group", args=[cohort.pk]), sent).status_code == 302
