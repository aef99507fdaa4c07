"""A live portal and a Chromium for all journeys, and phones that are looked at when the test is over."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from portal.demo import MENTOR
from tests.browser.journeys import ENGLISH, come_in, read_on_in
from tests.browser.live_portal import LivePortal
from tests.browser.members import LEARNERS, Member, SignIn
from tests.browser.phone import LIKE_A_PHONE, PATIENCE, Phone, act_on_whole_pages_only
from tests.browser.without_a_line import LOST

# The first is the same Chromium without the windows, tabs and menus around a page, which nobody sees here: half of what
# the browser does beside drawing pages.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
MISSING = "Chromium is missing. On Debian: apt-get install chromium-headless-shell"
# The first three draw lists under an address bar that nobody sees, in two processes a window; the fourth keeps a
# process ready for the next window. The others are those of Playwright's own that matter here, for Chromium heeds only
# the last list it is given.
NOT_NEEDED = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "SpareRendererForSitePerProcess"),
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "ThirdPartyStoragePartitioning"),
)
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--in-process-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    f"--disable-features={','.join(NOT_NEEDED)}",
    # What a journey runs, it runs a few times: to compile it well takes longer than to run it as it is.
    "--js-flags=--no-maglev --no-opt",
]

expect.set_options(timeout=PATIENCE)
act_on_whole_pages_only()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium no journey is made, and none counts as made."""
    here = Path(__file__).parent
    for item in items:
        if CHROMIUM is None and here in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[LivePortal]:
    """Each worker serves its own, made from what the first of them prepared; each journey brings its own person."""
    of_this_worker = tmp_path_factory.getbasetemp()
    of_this_run = of_this_worker if worker_id == "master" else of_this_worker.parent
    live = LivePortal(tmp_path_factory.mktemp("portal"))
    try:
        live.start(prepared=of_this_run / "prepared-portal")
        yield live
    finally:
        live.stop()


@pytest.fixture(scope="session")
def learners() -> Iterator[Member]:
    return iter(LEARNERS)


@pytest.fixture
def learner(learners: Iterator[Member]) -> Member:
    """A learner of the demonstration's MOVE cohort who has not begun yet."""
    return next(learners)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Until no journey follows: while it runs, this thread has an event loop, which other tests would meet."""
    with sync_playwright() as started:
        yield started


class Browsers:
    """One browser for all journeys, and another where it broke down, so that one journey fails and not all."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright, self._started = playwright, []

    def now(self) -> Browser:
        if not self._started or not self._started[-1].is_connected():
            self._started.append(self._playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS))
        return self._started[-1]

    def close(self) -> None:
        for started in self._started:
            started.close()


@pytest.fixture(scope="package")
def browsers(playwright: Playwright) -> Iterator[Browsers]:
    started = Browsers(playwright)
    yield started
    started.close()


@pytest.fixture
def browser(browsers: Browsers) -> Browser:
    return browsers.now()


@pytest.fixture
def watch(portal: LivePortal) -> Iterator[Callable[..., Phone]]:
    """Take a browser context as a phone; when the test ends, nothing may have gone wrong in it unseen."""
    phones: list[Phone] = []

    def _watch(context) -> Phone:
        phones.append(Phone(context, portal))
        return phones[-1]

    yield _watch
    complaints = [complaint for phone in phones for complaint in phone.complaints]
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def new_phone(browser: Browser, portal: LivePortal, watch: Callable[..., Phone]) -> Iterator[Callable[..., Phone]]:
    """Hand out phones that know nothing yet."""
    contexts = []

    def _new_phone(**options) -> Phone:
        contexts.append(browser.new_context(base_url=portal.address, **{**LIKE_A_PHONE, **options}))
        return watch(contexts[-1])

    yield _new_phone
    for context in contexts:
        context.close()


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone()


@pytest.fixture
def mentor(new_phone: Callable[..., Phone]) -> Page:
    """The mentor on her own phone, signed in."""
    return come_in(new_phone(), MENTOR)


@pytest.fixture
def kept_phone(playwright: Playwright, portal: LivePortal, watch, tmp_path: Path) -> Callable[[], Phone]:
    """Open the browser of one and the same phone again: what it stored is still there."""

    def _open(**options) -> Phone:
        return watch(
            playwright.chromium.launch_persistent_context(
                tmp_path / "phone",
                executable_path=CHROMIUM,
                args=ARGUMENTS,
                base_url=portal.address,
                **{**LIKE_A_PHONE, **options},
            )
        )

    return _open


@pytest.fixture
def open_phone(kept_phone) -> Iterator[Callable[[], Phone]]:
    """The same phone again, its browser ended and started anew."""
    opened: list[Phone] = []

    def _open() -> Phone:
        for phone in opened:
            phone.context.close()
        opened[:] = [kept_phone(service_workers="allow")]
        opened[0].expect_trouble(LOST)
        return opened[0]

    yield _open
    for phone in opened:
        phone.context.close()


@pytest.fixture
def portal_goes(portal: LivePortal) -> Iterator[Callable[[], None]]:
    """Kill the portal; when the test is over it is there again."""
    yield portal.be_killed
    portal.go_on()
    if not portal.is_there:
        portal.serve()


@pytest.fixture
def for_now(phone: Phone) -> Iterator[Callable[[SignIn, str], Page]]:
    """The portal speaks to somebody in what she chose also in other journeys: also where this one fails, in English."""
    pages = []

    def _come_in(who: SignIn, address: str) -> Page:
        pages.append(come_in(phone, who, address))
        return pages[-1]

    yield _come_in
    for page in pages:
        page.goto("/notices/how/")
        if page.locator("html").get_attribute("lang") != ENGLISH[1]:
            read_on_in(page, ENGLISH)
