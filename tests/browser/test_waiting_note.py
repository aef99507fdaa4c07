"""The note of what waits, on a page made up here with the modules from the disk."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:9/"
ASHA = "00000000-0000-0000-0000-00000000000a"
REFUSED = "00000000-0000-0000-0000-000000000001"
PAGE = f"""<!doctype html><html lang="en"><title>Page</title>
<p id="waiting" hidden data-person="{ASHA}" data-sign-out="/out/"
data-one="{{number}} waits" data-other="{{number}} wait"
data-needs-one="{{number}} needs you" data-needs-other="{{number}} need you">
<a href="/"></a><span data-only-here hidden>Leave this page open.</span>
<span data-lost-by-leaving hidden>It is lost.</span></p>
<div hidden data-came></div>
<form method="post" action="/out/"><button>Sign out</button></form>
<section data-waiting-list hidden><p data-nothing-waits>Nothing waits.</p><ul></ul><p data-line hidden></p>
<button data-send-now hidden>Send</button>
<template><li class="card"><b data-part="title"></b><i data-part="state"></i><i data-part="text"></i>
<time data-part="at"></time>
<a data-part="page"></a><button data-part="send">Send it</button>
<button data-part="drop">Drop it</button></li></template></section>
<article data-need="{REFUSED}"><form method="post" action="/away/" data-aside><button>Put it away</button></form>
<form method="post" action="/again/"><button>Send again</button></form></article>
<script type="module" src="/submissions/waiting.js"></script>"""


@pytest.fixture
def page(browser: Browser) -> Page:
    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path.endswith(".js"):
            route.fulfill(path=ROOT / path.split("/")[0] / "static" / path, content_type="text/javascript")
        elif path == "submissions/":
            route.fulfill(status=503)
        else:
            route.fulfill(body=PAGE if not path else f"<h1>{path}</h1>", content_type="text/html")

    context = browser.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(ADDRESS)
    yield page
    context.close()


def keep(page: Page, script: str) -> object:
    """Run ``script`` in the page with her ``outbox``."""
    begin = f'const {{ outboxOf }} = await import("/submissions/outbox.js"); const outbox = outboxOf("{ASHA}");'
    return page.evaluate(f"async () => {{ {begin} {script} }}")


WRITE = 'await outbox.put({ kind: "note", about: "shop", title: "Note", fields: { text: "one" } });'


def test_signing_out_does_not_lose_what_only_this_page_has_without_a_word(page):
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full') } }")
    keep(page, WRITE)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("It is lost.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="out/")).to_be_visible()


def test_what_is_kept_on_the_phone_holds_nobody_back(page):
    keep(page, WRITE)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="out/")).to_be_visible()


@pytest.mark.parametrize(("press", "left"), [("Put it away", []), ("Send again", [None])])
def test_what_was_refused_stands_once_and_what_is_done_with_it_is_done_on_the_phone_too(page, press, left):
    record = f'{{ person: "{ASHA}", id: "{REFUSED}", kind: "note", about: "shop", title: "Note", place: 1, slot: "",'
    record += ' fields: {}, device_at: new Date().toISOString(), page: "/", refused: { sentence: "Not so." } }'
    keep(page, f"await outbox.store.put({record});")
    page.reload()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    expect(page.locator("#waiting a")).to_have_text("1 needs you")
    expect(page.get_by_text("Not so.")).to_have_count(0)
    page.get_by_role("button", name=press).click()
    expect(page.get_by_role("heading")).to_be_visible()
    assert keep(page, "return (await outbox.records()).map(({ refused }) => refused);") == left


@pytest.mark.parametrize(
    ("refused", "can_be_sent"),
    [
        ('{ code: "invalid", field: "text", sentence: "Mend it." }', False),
        ('{ code: "too_large", field: "", sentence: "Mend it." }', False),
        ('{ code: "closed", field: "", sentence: "Mend it." }', True),
    ],
)
def test_what_must_be_mended_first_is_not_offered_to_be_sent_as_it_is(page, refused, can_be_sent):
    keep(page, WRITE)
    keep(page, f"const [record] = await outbox.records(); await outbox.store.put({{ ...record, refused: {refused} }});")
    page.reload()
    expect(page.get_by_text("Mend it.")).to_be_visible()
    expect(page.locator("[data-part=send]")).to_have_count(1)
    expect(page.locator("[data-part=send]")).to_be_visible(visible=can_be_sent)
    expect(page.locator("[data-part=drop]")).to_be_visible()
    expect(page.locator("[data-send-now]")).to_be_hidden()


@pytest.mark.parametrize(("language", "is_sent"), [("hi", True), ("en", False), ("", False)])
def test_why_it_was_refused_is_asked_again_where_she_reads_another_language_now(page, language, is_sent):
    """What the page itself found wrong, without a language, the portal knows nothing of."""
    keep(page, WRITE)
    refuse = f'{{ ...record, refused: {{ sentence: "Nahin.", language: "{language}" }} }}'
    keep(page, f"const [record] = await outbox.records(); await outbox.store.put({refuse});")
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.url))
    keep(page, "await outbox.wake();")
    assert bool(sent) == is_sent


NEVER_ANSWERED = """() => {
  const ask = window.fetch;
  const isHandingIn = (address) => String(address).endsWith("/submissions/");
  window.fetch = (address, ...more) => (isHandingIn(address) ? new Promise(() => null) : ask(address, ...more));
}"""


def test_what_was_written_seconds_ago_is_listed_while_the_note_passes_it_over(page):
    """The line counts as open until something was tried: what goes by itself in a moment is no news above the page."""
    page.context.add_init_script(f"({NEVER_ANSWERED})()")
    page.context.add_init_script(f"Date.now = () => {time.time_ns() // 1_000_000}")  # the moment lasts
    page.reload()
    keep(page, WRITE)
    expect(page.get_by_role("listitem")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("listitem").get_by_text("one")).to_be_visible()
    expect(page.get_by_text("Nothing waits.")).to_be_hidden()
    expect(page.locator("#waiting")).to_be_hidden()


def test_a_form_is_one_line_whatever_of_it_is_on_its_way_and_says_when_it_was_written(page):
    """Its first fields were being sent while she went on to the next."""
    written = f'{{ person: "{ASHA}", kind: "lesson-form", about: "goals", slot: "form", title: "Goals", page: "/", '
    written += "refused: null, seen: '', corrects: '', asks: true }"
    for number, fields, moment in (
        (1, '{ what: "School fees", "seen:what": "" }', "2026-11-26T09:05:00Z"),
        (2, '{ money: "2,500", "seen:money": "" }', "2026-11-26T09:07:00Z"),
    ):
        more = f'id: "00000000-0000-0000-0000-00000000001{number}", place: {number}, device_at: "{moment}"'
        keep(page, f"await outbox.store.put({{ ...{written}, {more}, fields: {fields} }});")
    page.reload()
    line = page.get_by_role("listitem")
    expect(line).to_have_count(1)
    expect(line).to_contain_text("School fees · 2,500")
    expect(line.locator("time")).to_have_text(page.evaluate(AS_WRITTEN, "2026-11-26T09:07:00Z"))
    expect(page.locator("#waiting a")).to_have_text("1 waits")
    page.get_by_role("button", name="Drop it").click()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    assert keep(page, "return (await outbox.records()).length;") == 0


AS_WRITTEN = """(moment) => {
  const at = new Date(moment);
  const day = [at.getDate(), at.getMonth() + 1, at.getFullYear()];
  const inTwos = (numbers) => numbers.map((number) => String(number).padStart(2, "0"));
  return `${inTwos(day).join("-")}, ${inTwos([at.getHours(), at.getMinutes()]).join(":")}`;
}"""


def test_what_the_portal_tells_of_what_was_sent_stands_there_until_she_has_opened_it(page):
    facts = '{ next: "/result/", news: "Your result: 40%." }'
    detail = f'{{ record: {{ about: "quiz" }}, state: "received", sentence: "", facts: {facts} }}'
    told = page.get_by_role("link", name="Your result: 40%.")
    keep(page, f'outbox.dispatchEvent(new CustomEvent("outcome", {{ detail: {detail} }}));')
    expect(told).to_be_visible()
    page.reload()
    expect(told).to_have_attribute("href", "/result/")
    page.evaluate("history.replaceState(null, '', '/result/')")
    keep(page, 'outbox.dispatchEvent(new Event("changed"));')
    expect(told).to_be_hidden()
    page.goto(ADDRESS)
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    expect(told).to_be_hidden()
