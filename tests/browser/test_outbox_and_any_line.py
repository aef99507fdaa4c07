"""Whatever the line does to what the outbox sends, in the end the portal has each record once and nothing is lost.

The outbox runs in Chromium with its store in memory; the line and the portal are a model that a script of random
choices drives: it cuts before or after the portal has the records, answers late, in another order, in part or not at
all, refuses, keeps apart, signs her out. The outbox is then given an open line, and its end compared with the model.
"""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "submissions" / "static"
ADDRESS = "http://127.0.0.1:9/"
SCRIPTS = 250
LINES = ("cut before", "cut after", "part", "shuffled", "twice", "hotspot", "signed-out", "slow-down", "open", "open")
STEPS = ("write", "write", "write", "replace", "wake", "wake together", "confirm")


@pytest.fixture
def page(browser: Browser) -> Page:
    """A page of no portal; its modules come from the disk."""

    def serve(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        if path.endswith("outbox_model.js"):
            route.fulfill(path=HERE / "outbox_model.js", content_type="text/javascript")
        elif path.endswith(".js"):
            route.fulfill(path=STATIC / path, content_type="text/javascript")
        else:
            route.fulfill(body="<title>Model</title>", content_type="text/html")

    context = browser.new_context()
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(ADDRESS)
    yield page
    context.close()


def script_of(seed: int) -> list[dict]:
    """What she and the line do, one after the other."""
    chance = random.Random(seed)
    return [
        {
            "does": chance.choice(STEPS),
            "text": chance.choices((f"good {number}", f"bad {number}", f"late {number}"), (8, 1, 1))[0],
            "about": chance.choice(("shop", "field")),
            "slot": chance.choice(("1", "2")),
            "lines": [chance.choice(LINES) for _ in range(chance.randint(1, 3))],
            "seed": chance.randint(1, 2**31 - 1),
        }
        for number in range(chance.randint(5, 25))
    ]


def test_whatever_the_line_does_the_portal_has_each_record_once_and_nothing_is_lost(page):
    scripts = [script_of(seed) for seed in range(SCRIPTS)]
    play = "async (scripts) => (await import('/outbox_model.js')).playAll(scripts)"
    assert page.evaluate(play, scripts) == {"faults": [], "played": SCRIPTS}


@pytest.mark.parametrize("fault", ["forgets what was cut", "takes twice"])
def test_the_model_notices_what_is_wrong(page, fault):
    """A line on which the portal loses what it said it has, or takes again what it has, is found out."""
    scripts = [script_of(seed) for seed in range(40)]
    play = "async ([scripts, fault]) => (await import('/outbox_model.js')).playAll(scripts, fault)"
    assert page.evaluate(play, [scripts, fault])["faults"]
