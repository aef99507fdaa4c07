"""The list of a session on the phone of who takes attendance."""

from playwright.sync_api import Locator, Page, expect

MOST_TAPS = 45
COUNTS_TAPS = """() => {
  window.taps = 0;
  addEventListener("click", () => (window.taps += 1), true);
}"""
WAITS = "Kept on this phone. It goes by itself when there is network."


def row(page: Page, name: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=name)


def tap(page: Page, *names: str) -> None:
    """Once is present, twice is late, a third time takes that back."""
    for name in names:
        row(page, name).locator(".roll__tap").tap()


def mark_absent(page: Page, *names: str) -> None:
    for name in names:
        row(page, name).get_by_role("button", name="Absent").tap()
        page.get_by_label(f"Why? {name}").select_option("Work for wages")


def everybody_else_is_present(page: Page) -> None:
    page.get_by_role("button", name="Everybody else is present").tap()


def expect_counts(page: Page, *, present: int, late: int, absent: int, open_: int) -> None:
    for name, number in {"present": present, "late": late, "absent": absent, "open": open_}.items():
        expect(page.locator(f"[data-count={name}]")).to_have_text(str(number))


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-sent] [data-part=saved]")).to_be_visible()
