"""Ways that many journeys take."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from playwright.sync_api import Locator, Page, expect

from tests.browser.members import SignIn
from tests.browser.phone import Phone

FIRST_LESSON = "Goal setting game"
SECOND_LESSON = "Tower building game"
COHORT = "MOVE at Nadipura"
HINDI, ENGLISH = ("हिन्दी", "hi"), ("English", "en")

MARKET = {
    "Product or service": "Papad, 200 g",
    "Where": "Three lanes of Nadipura",
    "Households there": "1,200",
    "Low price, one coin": "30",
    "Middle price, two coins": "40",
    "High price, many coins": "50",
}

WHICH_GOAL = "Four women say what they want"
NEXT_PROMISE = "Asha promised 12 points"
PER_DAY = "Mary wants to earn"
GOAL_CARD = "Rukmini fills her goal card"
ROUND = "Put one round of the bean game"
RIGHT_ROUND = (
    "Say the promise aloud",
    "Throw the beans and count the points",
    "Compare promise and result",
    "Make a new promise for the next round",
)


def sign_in(page: Page, code: str, pin: str) -> None:
    """With member code and PIN; staff with e-mail and password."""
    page.goto("/account/login/")
    fill_in_sign_in(page, code, pin)
    expect(page).not_to_have_url(re.compile("/account/login"))


def fill_in_sign_in(page: Page, code: str, pin: str) -> None:
    """The page of signing in is shown already."""
    page.get_by_label("Member code, phone number or e-mail").fill(code)
    page.get_by_label("PIN or password").fill(pin)
    page.get_by_role("button", name="Sign in").click()


def take_into_use(author: Page, reviewer: Page, prompts: Iterable[str]) -> None:
    """What the ``author`` wrote is sent to review by her, and taken into use by another."""
    for desk, press in ((author, "Send to review"), (reviewer, "Take into use")):
        for prompt in prompts:
            desk.goto(f"/admin/snippets/assessments/question/?{urlencode({'q': prompt})}")
            edit = desk.get_by_role("link", name=prompt).first.get_attribute("href")
            desk.goto(edit.replace("/edit/", "/stands/"))
            desk.get_by_role("button", name=press).click()
            expect(desk.get_by_role("button", name=press)).to_have_count(0)


def come_in(phone: Phone, who: SignIn, address: str = "/desk/") -> Page:
    """On the phone of somebody who has signed in before."""
    phone.is_of(who)
    return phone.open(address)


def open_lesson(phone: Phone, who: SignIn) -> Page:
    """The first one, by its address."""
    page = come_in(phone, who, "/en/courses/move/module-1/1a/")
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()
    return page


def sign_out(page: Page) -> None:
    page.goto("/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page).not_to_have_url(re.compile("/account/logout"))


def cohort_on_desk(page: Page) -> Locator:
    """Its card among the places where she takes part; what is to be done there has cards of its own."""
    places = page.get_by_role("region", name=re.compile("^(Where you take part|Your cohorts)$"))
    return places.get_by_role("link", name=COHORT, exact=True)


def open_cohort(page: Page) -> None:
    page.goto("/desk/")
    cohort_on_desk(page).click()
    expect(page.get_by_role("heading", name=COHORT, level=1)).to_be_visible()


def read_on_in(page: Page, language: tuple[str, str]) -> None:
    name, code = language
    page.locator(".language-menu summary").tap()
    page.locator(".language-menu").get_by_role("link", name=name).tap()
    expect(page.locator("html")).to_have_attribute("lang", code)


def make_group(page: Page, learner: str) -> None:
    """A group of one learner, from the list of her cohort; its page is open then."""
    expect(page.get_by_role("heading", name="Who has done what")).to_be_visible()
    page.goto(page.url.replace("learners/", ""))
    page.get_by_role("link", name="Groups", exact=True).tap()
    page.get_by_role("link", name="New group").tap()
    page.get_by_label("Name of the group").fill(f"Group of {learner}")
    page.get_by_label(learner).check()
    page.get_by_role("button", name="Write down").tap()
    expect(page.get_by_role("heading", name=f"Group of {learner}")).to_be_visible()


def open_first_lesson(page: Page) -> None:
    """As somebody who has not begun: by the button of her cohort."""
    open_cohort(page)
    page.get_by_role("link", name=f"Go on: {FIRST_LESSON}").click()
    expect(page.get_by_role("heading", name=FIRST_LESSON, level=1)).to_be_visible()


def expect_over(page: Page) -> None:
    """What was pressed is no longer waited for: if it comes through now, it leads nowhere."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def start_questions(page: Page) -> None:
    """Having read a lesson, on to its questions."""
    page.get_by_role("button", name="I have read this").click()
    start_with_the_portal(page)


def start_with_the_portal(page: Page) -> None:
    """The page of an attempt, and not the questions that lie behind the door."""
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-door]")).to_have_count(0)
    expect(page.get_by_role("navigation", name="All questions")).to_be_visible()


def expect_one_question_at_a_time(page: Page) -> None:
    """As on a phone, once the scripts are at work."""
    expect(page.get_by_role("button", name="One question at a time")).to_have_attribute("aria-pressed", "true")


def question(page: Page, words: str) -> Locator:
    """Comes to it by its number first."""
    number = page.locator("fieldset[data-position]", has_text=words).get_attribute("data-position")
    page.get_by_role("link", name=f"Question {number}:").first.click()
    return page.get_by_role("group", name=re.compile(re.escape(words)), include_hidden=True)


def hand_in(page: Page) -> None:
    """Below the last question."""
    page.get_by_role("navigation", name="All questions").get_by_role("link").last.click()
    page.get_by_role("button", name="Hand in", exact=True).click()


def tick(page: Page, words: str, *options: str) -> Locator:
    """Touch answers of a question; says the question."""
    asked = question(page, words)
    for option in options:
        asked.get_by_text(option, exact=True).tap()
    return asked


def arrange(page: Page, words: str, steps: tuple[str, ...]) -> Locator:
    """Bring the steps of a question into this order by their arrows, or say that it is right where it is already."""
    asked = question(page, words)
    items = asked.get_by_role("listitem")
    expect(items).to_have_count(len(steps))
    is_moved = False
    for place, step in enumerate(steps):
        texts = items.locator("[data-step-text]").all_inner_texts()  # as she reads them, pictures and all
        for _ in range(texts.index(step) - place):
            asked.get_by_role("button", name=f"Move up {step}").tap()
            is_moved = True
    if not is_moved:
        asked.get_by_role("button", name="Keep this order").tap()
    expect(items.locator("[data-step-text]")).to_have_text(list(steps))
    return asked


def ask_mentor(page: Page) -> None:
    """From a lesson into the talk about it."""
    page.get_by_role("button", name="Ask your mentor").click()
    expect(page.get_by_role("log", name="Messages")).to_be_attached()


def write(page: Page, body: str) -> None:
    page.get_by_label("Your message").fill(body)
    page.get_by_role("button", name="Send", exact=True).tap()


def message(page: Page, body: str) -> Locator:
    return page.get_by_role("log", name="Messages").get_by_role("article").filter(has_text=body)
