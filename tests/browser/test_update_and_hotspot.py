"""An update of the portal, and whoever answers in its place: what waits and what is kept stay whole."""

from playwright.sync_api import expect

from tests.browser.journeys import (
    COHORT,
    FIRST_LESSON,
    open_first_lesson,
    sign_in,
)
from tests.browser.phone import wait_until
from tests.browser.somebody_else import WELCOME, somebody_else_at
from tests.browser.without_a_line import FROM_THE_PHONE, come_in, keep_course, kept, open_newest

WHAT_FOR = "What is the money for?"
WAITS = "Kept on this phone, waiting for network"
SHELLS = "caches.keys().then((names) => names.filter((name) => name.startsWith('shell ')).length)"
# The course that is kept: when it was fetched, and when the page of the lesson was kept.
COURSE = """async (lesson) => {
  const { person } = document.getElementById("kept").dataset;
  const cache = await caches.open(`person ${person}`);
  const [request] = (await cache.keys()).filter(({ url }) => url.includes("/offline/bundle/"));
  const { at, edition } = await (await cache.match(request)).json();
  return { at, edition, page: (await cache.match(lesson)).headers.get("Kept-At") };
}"""
LOOKED_LONG_AGO = """async () => {
  const { person } = document.getElementById("kept").dataset;
  const cache = await caches.open(`person ${person}`);
  const [request] = (await cache.keys()).filter(({ url }) => url.includes("/offline/bundle/"));
  const bundle = await (await cache.match(request)).json();
  await cache.put(request, new Response(JSON.stringify({ ...bundle, looked: 0 })));
}"""
KEEPS = """async (words) => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const response of await cache.matchAll()) if ((await response.text()).includes(words)) return response.url;
  }
  return "";
}"""


def test_an_update_of_the_portal_reaches_the_phone_and_nothing_that_waits_is_lost(
    open_phone, learner, portal, portal_goes
):
    phone = open_phone()
    page = come_in(phone, learner)
    keep_course(page)
    cohort = kept(page)
    open_first_lesson(page)
    lesson = kept(page)
    before = page.evaluate(COURSE, lesson)

    portal_goes()
    page.get_by_label(WHAT_FOR).fill("School fees")
    expect(page.get_by_text(WAITS)).to_be_visible()
    page.evaluate(LOOKED_LONG_AGO)
    portal.become_the_next_edition()
    portal.publish_anew(FIRST_LESSON)
    phone.context.route("**/submissions/", lambda route: route.abort())  # before the open page notices
    portal.serve()
    open_newest(page, "/desk/")
    expect(page.locator("html[data-edition=next]")).to_be_attached()
    wait_until(page, f"async () => (await {SHELLS}) === 2")
    wait_until(page, f"async ([lesson, at]) => (await ({COURSE})(lesson)).at > at", [lesson, before["at"]])
    after = page.evaluate(COURSE, lesson)
    assert after["edition"] != before["edition"]
    assert after["page"] > before["page"]

    portal_goes()
    page.goto(cohort)  # drawn by the edition before, whose script only the phone has
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
    expect(page.locator("html[data-edition=next]")).to_have_count(0)
    page.goto(lesson)
    expect(page.locator("html[data-edition=next]")).to_be_attached()
    expect(page.get_by_label(WHAT_FOR)).to_have_value("School fees")
    expect(page.get_by_text("1 waits on this phone to be sent")).to_be_visible()

    phone.context.unroute("**/submissions/")
    portal.serve()
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    open_newest(page, lesson)
    expect(page.get_by_text(FROM_THE_PHONE)).to_be_hidden()
    expect(page.get_by_label(WHAT_FOR)).to_have_value("School fees")


def test_what_a_hotspot_answers_is_neither_kept_nor_taken_for_the_portal(open_phone, learner, portal, portal_goes):
    phone = open_phone()
    phone.expect_trouble("404|MIME type|Unexpected token")
    page = come_in(phone, learner)
    keep_course(page)
    cohort = kept(page)
    open_first_lesson(page)
    lesson = kept(page)

    portal_goes()
    with somebody_else_at(portal.port) as hotspot:
        page.goto(lesson)
        expect(page.get_by_text(FROM_THE_PHONE)).to_be_visible()
        page.get_by_label(WHAT_FOR).fill("School fees")
        expect(page.get_by_text(WAITS)).to_be_visible()
        page.evaluate("fetch('/static/portal/another.0123456789ab.js').then((response) => response.text())")
        page.evaluate(LOOKED_LONG_AGO)
        page.goto("/cohorts/join/")
        expect(page.get_by_role("heading", name="This page is not on your phone")).to_be_visible()
        hotspot.status = 404
        page.goto(cohort)
        expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
        expect(page.locator("[data-keep]").get_by_text("Kept on this phone on")).to_be_visible()
        hotspot.wait_to_be_asked_for("/offline/pages/course/")  # whether the course has changed
        page.get_by_role("link", name=FIRST_LESSON, exact=True).tap()
        expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
        hotspot.status = 302
        page.goto(cohort)
        expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()
        expect(page.locator("[data-keep]").get_by_text("Kept on this phone on")).to_be_visible()
        assert page.evaluate(KEEPS, WELCOME) == ""
        page.goto("/account/logout/")
        page.get_by_role("button", name="Sign out").tap()
        expect(page.get_by_role("heading", name="You are signed out on this phone")).to_be_visible()

    portal.serve()
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, learner.code, learner.pin)
    page.goto("/submissions/mine/")
    expect(page.get_by_text("Nothing waits on this phone.")).to_be_visible()
    page.goto(lesson)
    expect(page.get_by_label(WHAT_FOR)).to_have_value("School fees")
