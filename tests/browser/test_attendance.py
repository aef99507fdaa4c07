"""Forty people marked with one thumb and the signed paper photographed, without network from first to last."""

import time

from PIL import Image
from playwright.sync_api import Page, expect

from portal.demo import MANAGER, TRAINER
from tests.browser.journeys import COHORT
from tests.browser.journeys import come_in as here
from tests.browser.members import HALL, HALL_TRAINER
from tests.browser.phone import inspect
from tests.browser.roll import (
    COUNTS_TAPS,
    MOST_TAPS,
    WAITS,
    everybody_else_is_present,
    expect_counts,
    mark_absent,
    row,
    tap,
)
from tests.browser.without_a_line import come_in, open_newest

MOST_SECONDS = 300
ABSENT, LATE, EACH = HALL[:2], HALL[2:5], HALL[5:38]  # and two by "everybody else"


def test_who_forgot_to_take_her_day_along_has_the_list_of_today_from_her_desk(open_phone, portal_goes):
    page = come_in(open_phone(), HALL_TRAINER)
    address = page.get_by_role("link", name="Take attendance").first.get_attribute("href")
    card = page.get_by_role("article").filter(has=page.locator(f'a[href="{address}"]'))
    expect(card.get_by_text("On this phone")).to_be_visible()

    portal_goes()
    page = open_phone().open(address)
    expect(page.locator("[data-row]")).to_have_count(len(HALL))
    expect(row(page, HALL[0]).get_by_role("button", name="Absent")).to_be_visible()


def test_forty_people_take_45_taps_without_network_and_arrive_once(open_phone, portal, portal_goes, tmp_path):
    page = come_in(open_phone(), HALL_TRAINER)
    address = page.get_by_role("link", name="Take attendance").first.get_attribute("href")
    page.goto("/attendance/")
    second = page.get_by_role("link", name="Selling").get_attribute("href")
    page.goto("/offline/")
    page.get_by_role("button", name="Take my day along").tap()
    page.get_by_role("button", name="Keep it").tap()
    expect(page.get_by_text("Kept on this phone on").first).to_be_visible()  # the list too: nobody has opened it

    portal_goes()
    page = open_phone().open(address)
    expect(page.get_by_role("heading", name="Finding markets", level=1)).to_be_visible()
    page.evaluate(COUNTS_TAPS)
    begun = time.monotonic()
    mark_all(page)
    took = time.monotonic() - begun
    expect_counts(page, present=35, late=3, absent=2, open_=0)
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert page.evaluate("window.taps") + len(ABSENT) <= MOST_TAPS  # a reason is chosen in a list of the phone's own
    assert took < MOST_SECONDS
    inspect(page)
    page = open_phone().open(address)  # the phone was put away
    expect_counts(page, present=35, late=3, absent=2, open_=0)
    take_photos_of_the_paper(page, tmp_path)
    mark_the_second_session_as_the_first(open_phone().open(second))

    portal.serve()
    page = open_phone().open("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    open_newest(page, address.replace("mark/", ""))
    expect(page.locator(".round li")).to_have_count(40)
    for each in page.locator(".round > summary").all():
        each.tap()
    expect(page.get_by_text("Work for wages").first).to_be_visible()
    expect(page.get_by_role("img", name="Signed list, from Rukmini Hegde")).to_have_count(2)
    inspect(page)


def test_two_phones_that_could_not_see_each_other_are_both_kept_until_one_decides(new_phone):
    phones = [new_phone(), new_phone()]
    hers, his = (here(phone, who, "/attendance/") for phone, who in zip(phones, (TRAINER, MANAGER), strict=True))
    session = hers.get_by_role("region", name="Not taken yet").get_by_role("listitem").filter(has_text=COHORT).last
    address = session.get_by_role("link").get_attribute("href")
    for phone, page in zip(phones, (hers, his), strict=True):
        page.goto(address)
        expect(row(page, "Devaki Nair").get_by_role("button", name="Absent")).to_be_visible()
        phone.lose_network()
    row(hers, "Devaki Nair").locator(".roll__tap").tap()
    row(his, "Devaki Nair").get_by_role("button", name="Absent").tap()
    his.get_by_label("Why? Devaki Nair").select_option("She is ill")
    for phone, page, said in zip(phones, (hers, his), ("saved", "differs"), strict=True):
        expect(page.get_by_text(WAITS)).to_be_visible()
        phone.find_network()
        expect(page.locator(f"[data-sent] [data-part={said}]")).to_be_visible()
    expect(row(his, "Devaki Nair").get_by_text("Two marks differ").first).to_be_visible()
    inspect(his)

    hers.goto(address.replace("mark/", ""))
    doubt = hers.get_by_role("region", name="Two marks differ")
    expect(doubt.get_by_text("(She is ill): Joseph Kurian")).to_be_visible()
    inspect(hers)
    doubt.get_by_role("button", name="Absent").tap()
    expect(doubt).to_be_hidden()
    expect(hers.get_by_text("Decided between two marks: 1")).to_be_visible()
    expect(hers.get_by_role("link", name="Plan a make-up session")).to_be_visible()


def mark_the_second_session_as_the_first(page: Page) -> None:
    """In one tap, of what only this phone knows yet; and one of them has come meanwhile."""
    page.get_by_role("link", name="As at 00:00").tap()
    expect_counts(page, present=38, late=0, absent=2, open_=0)
    expect(page.get_by_role("link", name="As at 00:00")).to_be_hidden()
    tap(page, ABSENT[0])
    expect_counts(page, present=39, late=0, absent=1, open_=0)
    expect(page.get_by_text(WAITS)).to_be_visible()
    inspect(page)


def take_photos_of_the_paper(page: Page, folder) -> None:
    """A list of two pages, each chosen, shown and kept."""
    page.get_by_role("link", name="Add a photo of the signed list").tap()
    page.get_by_role("button", name="Keep this photo").tap()
    expect(page.get_by_text("There is no photo here yet.")).to_be_visible()
    for number in (1, 2):
        taken = folder / f"page-{number}.png"
        Image.effect_noise((1800, 1200), 90).save(taken)
        page.locator('[data-part="photo-file"]').set_input_files(taken)
        expect(page.get_by_role("img", name="The photo you chose")).to_be_visible()
        page.get_by_role("button", name="Keep this photo").tap()
        expect(page.get_by_text("The photo is kept on this phone.")).to_be_visible()
        expect(page.get_by_role("img", name="The photo you chose")).to_be_hidden()
        inspect(page)
    page.goto("/submissions/mine/")
    waiting = page.locator("[data-waiting-list]")
    expect(waiting.get_by_text("Photo of the signed list: Finding markets")).to_have_count(2)
    expect(waiting.get_by_text("Attendance: Finding markets")).to_have_count(1)


def mark_all(page: Page) -> None:
    mark_absent(page, *ABSENT)
    tap(page, *LATE, *LATE, *EACH)
    everybody_else_is_present(page)
