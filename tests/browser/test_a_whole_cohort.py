"""A cohort of forty from its plan to the certificate: at a desk, on phones, half of it without a line."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import a_whole_cohort as cohort
from tests.browser import roll
from tests.browser.a_whole_cohort import (
    ABSENT,
    AFTERNOON,
    ASHA,
    CERTIFICATE,
    CERTIFICATE_IN_MALAYALAM,
    COHORT,
    FORTY,
    LATE,
    MORNING,
    SHARING,
    TWO_DAYS_SHORT,
)
from tests.browser.journeys import come_in as here
from tests.browser.members import KABINI_MANAGER, KABINI_TRAINER
from tests.browser.phone import AT_A_DESK, Phone, inspect
from tests.browser.pictures import read_in, take_pictures
from tests.browser.without_a_line import LOST, come_in, open_newest


def test_forty_people_go_from_the_plan_to_a_certificate_half_of_it_without_a_line(
    new_phone, portal, portal_goes, tmp_path
):
    day = timezone.localdate()
    desk = here(new_phone(**AT_A_DESK), KABINI_MANAGER)
    cohort.make_programme(desk)
    cohort.plan_field_work(desk)
    take_pictures(desk, "01-programme")
    plan = cohort.look_at_plan(desk, day + timedelta(days=1))
    expect(plan.get_by_text("Nothing is made yet.")).to_be_visible()
    expect(plan.get_by_role("heading", level=3)).to_have_text(["Block 1: Who we are", "Block 2: The plan"])
    address = cohort.make_and_open(desk)
    cohort.bring_in(desk, cohort.write_list(tmp_path, day))
    for fate, number in {"New": len(FORTY), "May be there already": 1, "Not taken": 1}.items():
        expect(desk.get_by_role("listitem").filter(has_text=re.compile(f"^{fate}: {number}$"))).to_be_visible()
    desk.get_by_role("button", name=f"Write {len(FORTY)} rows").click()
    expect(desk.get_by_text(f"{len(FORTY)} rows were written.")).to_be_visible()
    portal.run("tests.browser.the_others", cohort.key_in(address))

    phone = new_phone(service_workers="allow")
    hers, morning = take_the_day_along(phone)
    portal_goes()
    mark_the_morning(hers, morning)
    portal.serve()
    hers.goto("/submissions/mine/")
    expect(hers.get_by_text("Nothing waits on this phone.")).to_be_visible()
    open_newest(hers, morning.replace("mark/", ""))
    expect(hers.locator(".round li")).to_have_count(len(FORTY))  # each once
    inspect(hers)
    take_pictures(hers, "02-attendance")
    hers = mark_the_afternoon(new_phone())

    asha = begin_with_an_account(hers, address, ASHA, new_phone())
    asha.get_by_role("link", name="My days").tap()
    expect(asha.get_by_text("3 of 3 days held (100%)")).to_be_visible()
    inspect(asha)
    cohort.sit_the_test(asha)
    cohort.hand_in_field_work(asha)
    cohort.approve(hers, ASHA)
    asha.goto(f"/gradebook/{cohort.key_in(address)}/mine/")
    expect(asha.get_by_text("You have done all that is asked for.")).to_be_visible()
    take_pictures(asha, "03-done-all")

    short = begin_with_an_account(hers, address, TWO_DAYS_SHORT, new_phone())
    short.get_by_role("link", name="How far I am").tap()
    expect(short.get_by_text("1 thing is wanting for your certificate.")).to_be_visible()
    expect(short.get_by_text("1 day present, 3 needed. 2 days short.")).to_be_visible()
    inspect(short)
    take_pictures(short, "04-two-days-short")

    give_certificates(desk, here(new_phone(**AT_A_DESK), KABINI_TRAINER, address), address)
    asha.goto("/certificates/")
    expect(asha.get_by_role("heading", name=CERTIFICATE)).to_be_visible()
    inspect(asha)
    take_pictures(asha, "06-hers")
    stranger = new_phone().open(asha.get_by_role("link", name="The page to pass on").get_attribute("href"))
    expect(stranger.get_by_role("heading", name="This certificate is valid", level=1)).to_be_visible()
    expect(stranger.locator("[data-says=name]")).to_have_text(ASHA)
    expect(stranger.get_by_text("For ever", exact=True)).to_have_count(1)
    inspect(stranger)
    take_pictures(stranger, "07-as-anybody-checks-it")
    read_in(stranger, "ml")
    stranger.reload()
    expect(stranger.get_by_text(CERTIFICATE_IN_MALAYALAM)).to_be_visible()


def take_the_day_along(phone: Phone) -> tuple[Page, str]:
    """The trainer's page, and the address of the first list of today on it."""
    phone.expect_trouble(LOST)
    page = come_in(phone, KABINI_TRAINER)
    page.get_by_role("link", name="Take attendance").first.tap()
    expect(page.get_by_role("heading", name=MORNING, level=1)).to_be_visible()
    address = page.url
    inspect(page)
    page.goto("/offline/")
    page.get_by_role("button", name="Take my day along").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept on this phone on").first).to_be_visible()
    return page, address


def mark_the_morning(page: Page, address: str) -> None:
    """All forty, without the portal."""
    page.goto(address)
    page.evaluate(roll.COUNTS_TAPS)
    roll.mark_absent(page, *ABSENT)
    roll.tap(page, *LATE, *LATE, *FORTY[10:38])
    roll.everybody_else_is_present(page)
    roll.expect_counts(page, present=35, late=3, absent=2, open_=0)
    expect(page.get_by_text(roll.WAITS)).to_be_visible()
    taps = page.evaluate("window.taps")
    assert taps + len(ABSENT) <= roll.MOST_TAPS  # a reason is chosen in a list of the phone's own


def mark_the_afternoon(phone: Phone) -> Page:
    """The line goes after five of forty, and comes back when all are marked."""
    page = here(phone, KABINI_TRAINER, "/attendance/")
    page.get_by_role("region", name="Today").get_by_role("link", name=AFTERNOON, exact=True).tap()
    roll.tap(page, *FORTY[:5])
    roll.expect_saved(page)
    phone.lose_network()
    roll.mark_absent(page, ABSENT[0])
    roll.everybody_else_is_present(page)
    roll.expect_counts(page, present=39, late=0, absent=1, open_=0)
    expect(page.get_by_text(roll.WAITS)).to_be_visible()
    phone.find_network()
    roll.expect_saved(page)
    return page


def begin_with_an_account(trainers: Page, address: str, name: str, phone: Phone) -> Page:
    """Her trainer opens it for her; she comes to the page of the cohort on a phone of her own."""
    trainers.goto(f"{address}learners/")
    code, pin = cohort.open_account(trainers, name)
    page = phone.open("/en/")
    cohort.come_in_first(page, code, pin)
    page.get_by_role("link", name=COHORT, exact=True).tap()
    return page


def give_certificates(managers: Page, trainers: Page, address: str) -> None:
    """Ten of the forty signed that the organisation sees their results, and are named to it; their trainer sees all."""
    for page in (managers, trainers):
        page.goto(address)
        page.get_by_role("link", name="Gradebook").click()
        page.get_by_role("link", name="Who has completed").click()
    # All but one who did nothing: who has completed, and who is one step short.
    for page, seen in ((managers, SHARING), (trainers, FORTY)):
        expect(page.get_by_role("rowheader")).to_have_count(len(seen) - 1)
        expect(page.get_by_role("rowheader", name=SHARING[-1])).to_be_visible()
    expect(trainers.get_by_role("checkbox", checked=True)).to_have_count(0)
    trainers.get_by_role("link", name="Tick all who have completed").click()
    expect(trainers.get_by_role("checkbox", checked=True)).to_have_count(len(FORTY) - 2)
    one_step_short = trainers.get_by_role("row", name=TWO_DAYS_SHORT)
    expect(one_step_short).to_contain_text("2 days to go")
    expect(one_step_short.get_by_role("checkbox")).to_have_count(0)
    expect(trainers.get_by_role("row", name=ABSENT[0])).to_have_count(0)
    take_pictures(trainers, "05-who-has-completed")
    trainers.get_by_role("button", name="Give a certificate to all who are ticked").click()
    expect(trainers.get_by_text("38 certificates are given.")).to_be_visible()
