"""One phone: a browser with a storage of its own, watched for whatever its owner should never meet."""

import re
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, Worker, expect

from tests.browser.live_portal import LivePortal
from tests.browser.members import SignIn

SCREEN = {"width": 360, "height": 740}
LIKE_A_PHONE = {
    "viewport": SCREEN,
    "screen": SCREEN,
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "en-IN",
    "timezone_id": "Asia/Kolkata",
    # What the worker answers cannot be made up by a test; test_without_a_line.py lets it in.
    "service_workers": "block",
}
NO_NETWORK = r"ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|WebSocket connection to .* failed"
PATIENCE = 30_000
A_DAY = 24 * 60 * 60
ACTS = ("check", "click", "dblclick", "fill", "press", "select_option", "set_input_files", "tap")
# Of all else that axe looked at it writes down where each of it stands: as long as looking takes, and nobody reads it.
WHAT_IS_WRONG = {"resultTypes": ["violations"]}
AT_A_DESK = {"viewport": {"width": 1280, "height": 800}, "screen": None, "is_mobile": False, "has_touch": False}


def act_on_whole_pages_only() -> None:
    """From now on whatever is touched or typed waits until its page is there with its scripts.

    A heading stands there before them, and on a slow machine a test is quicker than a thumb. What a page without its
    scripts does is the matter of test_without_scripts.py.
    """
    for name in ACTS:
        setattr(Locator, name, _on_a_whole_page(getattr(Locator, name)))


def _on_a_whole_page(act: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(act)
    def _act(touched: Locator, *given: Any, **named: Any) -> Any:
        touched.page.wait_for_load_state()
        return act(touched, *given, **named)

    return _act


def wait_for(page: Page, is_so: Callable[[], object]) -> None:
    """Until something is so that this side sees and no page shows, such as that a request was held."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not is_so():
        assert time.monotonic() < deadline, "in vain"
        page.wait_for_timeout(50)


def wait_until(side: Page | Worker, script: str, arg: object = None) -> None:
    """Until ``script``, a function of a page or of its worker that may be asynchronous, says yes.

    Playwright's own ``wait_for_function`` takes the promise for a yes already.
    """
    side.evaluate(
        f"""async (arg) => {{
          const isSo = {script};
          for (let tries = 0; !(await isSo(arg)); tries += 1) {{
            if (tries * 50 > {PATIENCE}) throw new Error("in vain");
            await new Promise((again) => setTimeout(again, 50));
          }}
        }}""",
        arg,
    )


class Phone:
    """Its pages may not complain in the console, nor ask anybody but the portal."""

    def __init__(self, context: BrowserContext, portal: LivePortal) -> None:
        self.context = context
        self.portal = portal
        self.complaints: list[str] = []
        self._expected: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda trouble: self.complaints.append(f"{trouble.page.url}: {trouble.error}"))
        context.on("request", self._see_request)

    def open(self, address: str = "/en/") -> Page:
        """A new page at ``address``."""
        page = self.context.pages[0] if self.context.pages else self.context.new_page()
        page.goto(address)
        return page

    def is_of(self, who: SignIn) -> None:
        """She has signed in on this phone before, and has not signed out."""
        cookie = {"name": "sessionid", "value": self.portal.new_session_of(who.code), "url": self.portal.address}
        self.context.add_cookies([{**cookie, "httpOnly": True, "sameSite": "Lax", "expires": time.time() + A_DAY}])

    def expect_trouble(self, pattern: str) -> None:
        """From now on the console may say what matches ``pattern``: the test brings it about itself."""
        self._expected.append(pattern)

    def lose_network(self) -> None:
        """Once her pages are there: what is still on its way would be lost with it."""
        for page in self.context.pages:
            page.wait_for_load_state()
        self.expect_trouble(NO_NETWORK)
        self.context.set_offline(True)

    def find_network(self) -> None:
        self.context.set_offline(False)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type != "error" or any(re.search(pattern, message.text) for pattern in self._expected):
            return
        self.complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != "127.0.0.1":
            self.complaints.append(f"asked {request.url}")


def expect_drawn(picture: Locator) -> None:
    """It has come and can be opened: one that is fetched late counts as complete before that."""
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def inspect(page: Page) -> None:
    """The page fits the screen, and axe finds nothing serious in it, once all of it is there."""
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SCREEN["width"], f"{page.url} is {width} px wide"
    looked = Axe().run(page, options=WHAT_IS_WRONG).response
    found = [violation for violation in looked["violations"] if _is_grave(violation)]
    assert not found, f"{page.url}: " + "; ".join(_in_words(violation) for violation in found)


def _is_grave(violation: dict) -> bool:
    return violation["impact"] in {"serious", "critical"}


def _in_words(violation: dict) -> str:
    where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
    return f"{violation['impact']}: {violation['help']} ({violation['id']}) at {where}"
