"""Pictures of pages, for people to look at: taken where ``PICTURES`` names a folder, and else not."""

import os
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page

from tests.browser.phone import AT_A_DESK, SCREEN

LANGUAGES = ("en", "ml")
SIZES = (SCREEN, AT_A_DESK["viewport"])


def read_in(page: Page, language: str) -> None:
    """What is opened from now on, where its address has no language of its own."""
    site = urljoin(page.url, "/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": site}])


def take_pictures(page: Page, name: str) -> None:
    """The page as it stands in each of the languages at a phone's size and a desk's; then it is as it was."""
    folder = os.environ.get("PICTURES")
    if not folder:
        return
    before, address = page.viewport_size, page.url
    for language in LANGUAGES:
        read_in(page, language)
        page.goto(address.replace("/en/", f"/{language}/"))
        page.reload()  # to what lies behind a "#" a browser goes without asking for the page again
        for size in SIZES:
            page.set_viewport_size(size)
            path = Path(folder) / f"{name}-{language}-{size['width']}.png"
            page.screenshot(path=path, full_page=True, animations="disabled")
    page.set_viewport_size(before)
    read_in(page, LANGUAGES[0])
    page.goto(address)
    page.reload()
