"""What waits on a phone without network, carried to the portal as a file."""

import hmac
import json
from hashlib import sha256
from pathlib import Path

from playwright.sync_api import Page, expect

from portal.demo import TRAINER
from tests.browser.journeys import (
    NEXT_PROMISE,
    WHICH_GOAL,
    come_in,
    expect_one_question_at_a_time,
    open_lesson,
    start_questions,
    tick,
)
from tests.browser.members import Member
from tests.browser.phone import Phone, inspect, wait_until

SALMA = "Salma: ₹3,000 a month from bangles by Diwali."
WAITING = "/submissions/mine/"
CARRY = "/submissions/carried/"
KEY_IS_KEPT = """async () => {
  const { outboxOf } = await import("/static/submissions/outbox.js");
  const { store } = outboxOf(document.getElementById("waiting").dataset.person);
  return Boolean(await store.note("carrying-key"));
}"""


def begin(phone: Phone, learner: Member) -> tuple[Page, Page]:
    """Questions in one window, and what waits in another."""
    page = open_lesson(phone, learner)
    start_questions(page)
    expect_one_question_at_a_time(page)
    queue = phone.context.new_page()
    queue.goto(WAITING)
    wait_until(queue, KEY_IS_KEPT)
    return page, queue


def answer_on_the_phone(page: Page, words: str, option: str) -> None:
    """Without network; when this returns the other window finds it among what waits."""
    asked = tick(page, words, option)
    expect(asked.get_by_text("Kept on this phone, waiting for network")).to_be_visible()


def take_along(page: Page, folder: Path) -> Path:
    """Press the button on "Waiting to be sent"; where the file is."""
    with page.expect_download() as begun:
        page.get_by_role("button", name="Take it along as a file").tap()
    expect(page.get_by_text("The file is written.")).to_be_visible()
    begun.value.save_as(folder / begun.value.suggested_filename)
    return folder / begun.value.suggested_filename


def bring(page: Page, file: Path) -> None:
    page.goto(CARRY)
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Hand in this file").tap()


def test_a_file_written_without_network_counts_once_whoever_brings_it_and_when_the_phone_comes_back(
    phone, new_phone, learner, tmp_path
):
    page, queue = begin(phone, learner)
    attempt = page.url
    phone.lose_network()
    answer_on_the_phone(page, WHICH_GOAL, SALMA)
    answer_on_the_phone(page, NEXT_PROMISE, "5 points")
    inspect(queue)
    file = take_along(queue, tmp_path)

    trainer = come_in(new_phone(), TRAINER)
    bring(trainer, file)
    expect(trainer.get_by_text("2 × Answer to a question: Received", exact=True)).to_be_visible()
    expect(trainer.get_by_text(f"Handed in for {learner.name}")).to_be_visible()
    inspect(trainer)

    other = come_in(new_phone(), learner)
    bring(other, file)
    expect(other.get_by_text("2 × Answer to a question: Received before", exact=True)).to_be_visible()

    phone.find_network()
    expect(queue.get_by_text("Nothing waits on this phone.")).to_be_visible()
    expect(queue.get_by_role("button", name="Take it along as a file")).to_be_hidden()
    other.goto(attempt)
    expect(other.get_by_text("2 of 5 answered")).to_be_visible()


def test_what_one_file_cannot_hold_is_written_into_the_next(phone, learner, tmp_path):
    page, queue = begin(phone, learner)
    phone.lose_network()
    answer_on_the_phone(page, WHICH_GOAL, SALMA)
    answer_on_the_phone(page, NEXT_PROMISE, "5 points")
    assert queue.locator("[data-carry]").get_attribute("data-largest") == "8000000"
    queue.evaluate("document.querySelector('[data-carry]').dataset.largest = 1")
    with queue.expect_download() as begun:
        queue.get_by_role("button", name="Take it along as a file").tap()
    expect(queue.get_by_text("The file is written, and full: 1 more")).to_be_visible()
    first = json.loads(json.loads(begun.value.path().read_text())["signed"])["records"]
    second = json.loads(json.loads(take_along(queue, tmp_path).read_text())["signed"])["records"]
    assert len({first[0]["id"], second[0]["id"]}) == len(first) + len(second) == 2


def test_by_herself_from_another_phone_it_is_received(phone, new_phone, learner, tmp_path):
    page, queue = begin(phone, learner)
    attempt = page.url
    phone.lose_network()
    answer_on_the_phone(page, WHICH_GOAL, SALMA)
    file = take_along(queue, tmp_path)

    other = come_in(new_phone(), learner)
    bring(other, file)
    expect(other.get_by_text("1 × Answer to a question: Received", exact=True)).to_be_visible()
    other.goto(attempt)
    expect(other.get_by_text("1 of 5 answered")).to_be_visible()


def test_a_file_that_somebody_changed_is_refused(phone, learner, tmp_path):
    phone.expect_trouble("422")
    page = come_in(phone, learner)
    file = tmp_path / "waiting.json"
    file.write_text('{"portal_records": 1}')
    bring(page, file)
    expect(page.get_by_text("This is not a file from “Waiting to be sent”").first).to_be_visible()


def test_phones_sign_as_the_portal_does(phone):
    """Of every length about the ends of blocks, in every script, with a secret longer than a block."""
    texts = ["", "नमस्ते ക്ഷ ಕನ್ನಡ 🌱", *("x" * length for length in range(50, 135))]
    secrets = ["", "short", "k" * 64, "k" * 65, "ಗುಟ್ಟು" * 20]
    script = """async ([secrets, texts]) => {
      const { signatureOf } = await import("/static/submissions/sha256.js");
      return secrets.flatMap((secret) => texts.map((text) => signatureOf(secret, text)));
    }"""
    expected = [hmac.new(key.encode(), text.encode(), sha256).hexdigest() for key in secrets for text in texts]
    assert phone.open("/en/").evaluate(script, [secrets, texts]) == expected
