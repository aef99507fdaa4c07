"""The note of what waits, on a page made up here with the modules from the disk."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

STATIC = Path(__file__).parents[2] / "submissions" / "static"
ADDRESS = "http://127.0.0.1:9/"
ASHA = "00000000-0000-0000-0000-00000000000a"
REFUSED = "00000000-0000-0000-0000-000000000001"
PAGE = f"""<!doctype html><html lang="en"><title>Page</title>
<p id="waiting" hidden data-person="{ASHA}" data-sign-out="/out/"
data-one="{{number}} waits" data-other="{{number}} wait">
<a href="/"></a><span data-only-here hidden>Leave this page open.</span>
<span data-lost-by-leaving hidden>It is lost.</span></p>
<form method="post" action="/out/"><button>Sign out</button></form>
<section data-waiting-list hidden><p data-nothing-waits>Nothing waits.</p><ul></ul><p data-line hidden></p>
<button data-send-now hidden>Send</button>
<template><li class="card"><b data-part="title"></b><i data-part="state"></i><i data-part="text"></i>
<a data-part="page"></a><button data-part="send"></button><button data-part="drop"></button></li></template></section>
<article data-need="{REFUSED}"><form method="post" action="/away/" data-aside><button>Put it away</button></form>
<form method="post" action="/again/"><button>Send again</button></form></article>
<script type="module" src="/submissions/waiting.js"></script>"""


@pytest.fixture
def page(browser: Browser) -> Page:
    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path.endswith(".js"):
            route.fulfill(path=STATIC / path, content_type="text/javascript")
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
    expect(page.get_by_text("1 waits")).to_be_visible()
    expect(page.get_by_text("Not so.")).to_have_count(0)
    page.get_by_role("button", name=press).click()
    expect(page.get_by_role("heading")).to_be_visible()
    assert keep(page, "return (await outbox.records()).map(({ refused }) => refused);") == left


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
