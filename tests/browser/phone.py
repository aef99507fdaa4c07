"""One phone: a browser with a storage of its own, watched for whatever its owner should never meet."""

import re
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

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
PATIENCE = 15_000


class Phone:
    """Its pages may not complain in the console, nor ask anybody but the portal."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
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

    def expect_trouble(self, pattern: str) -> None:
        """From now on the console may say what matches ``pattern``: the test brings it about itself."""
        self._expected.append(pattern)

    def lose_network(self) -> None:
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


def inspect(page: Page) -> None:
    """The page fits the screen, and axe finds nothing serious in it."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= SCREEN["width"], f"{page.url} is {width} px wide"
    found = [violation for violation in Axe().run(page).response["violations"] if _is_grave(violation)]
    assert not found, f"{page.url}: " + "; ".join(_in_words(violation) for violation in found)


def _is_grave(violation: dict) -> bool:
    return violation["impact"] in {"serious", "critical"}


def _in_words(violation: dict) -> str:
    where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
    return f"{violation['impact']}: {violation['help']} ({violation['id']}) at {where}"
