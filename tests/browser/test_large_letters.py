"""Letters of twice the size on the smallest screen, in every language: nothing is wider than it, nothing cut."""

import re

import pytest

from core.enums import Language
from portal.demo import TRAINER
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.journeys import cohort_on_desk
from tests.browser.phone import LIKE_A_PHONE

SMALL = {"width": 320, "height": 640}
# As her browser has it where she has chosen letters of twice the size, which media queries heed too.
LARGE = "--blink-settings=defaultFontSize=32"
LESSON = "/{language}/courses/move/module-1/1a/"
OF_A_LEARNER = ("/desk/", "/people/me/", "/notices/", "/{language}/", "/{language}/courses/move/", LESSON, "{cohort}")
OF_A_TRAINER = (
    "/desk/",
    "/cohorts/",
    "/cohorts/figures/",
    "{cohort}",
    "{cohort}learners/",
    "{cohort}sessions/",
    "/attendance/",
    "/gradebook/{key}/",
    "/gradebook/{key}/figures/",
)
# Words that draw beyond the screen, or beyond what they stand in, where none of it can be pushed aside.
CUT = """() => {
  const width = document.documentElement.scrollWidth;
  const wide = width > innerWidth ? [`page of ${width} px`] : [];
  const shown = (element) => element.getClientRects().length
    && !element.closest("svg, .visually-hidden, .skip-link")
    && element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const cut = [...document.querySelectorAll("body *")].filter((element) => shown(element) && speaks(element)
    && (element.getBoundingClientRect().right > innerWidth + 1
      || (element.matches("button, .badge, summary, label") && element.scrollWidth > element.clientWidth + 2
        && getComputedStyle(element).display !== "inline")));
  return [...wide, ...cut.map((element) => element.textContent.trim().slice(0, 40))];
}"""


@pytest.fixture(scope="module")
def large_letters(playwright):
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, LARGE])
    yield browser
    browser.close()


def looked_at(phone, who, addresses, language):
    """{address: what is cut there}, of those where something is."""
    phone.is_of(who)
    page = phone.open("/desk/")
    cohort = cohort_on_desk(page).get_attribute("href")
    assert cohort
    own = re.match(r"/cohorts/([^/]+)/", cohort)
    assert own
    phone.context.add_cookies([{"name": "django_language", "value": language, "url": phone.portal.address}])
    found = {}
    named = {"language": language, "cohort": own.group(), "key": own.group(1)}
    for address in (address.format(**named) for address in addresses):
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        if cut := page.evaluate(CUT):
            found[address] = cut
    return found


@pytest.mark.parametrize("language", Language.values)
def test_letters_of_twice_the_size_stay_on_the_smallest_screen(large_letters, portal, watch, learner, language):
    small = {**LIKE_A_PHONE, "viewport": SMALL, "screen": SMALL}
    found = {}
    for who, addresses in ((learner, OF_A_LEARNER), (TRAINER, OF_A_TRAINER)):
        context = large_letters.new_context(base_url=portal.address, **small)
        found |= looked_at(watch(context), who, addresses, language)
        context.close()
    assert not found
