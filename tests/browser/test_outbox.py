"""What the outbox hands in, and what it does with the answers."""

import json

import pytest
from playwright.sync_api import Page, Route

from tests.browser.outbox import ASHA, NOTHING_TAKEN, SALMA, kept, portal_says, refused, taken, texts, wake, write
from tests.browser.phone import wait_until


@pytest.fixture
def page(phone) -> Page:
    phone.expect_trouble("Failed to load resource")
    return phone.open("/en/")


@pytest.mark.parametrize(
    ("status", "kind", "body", "line"),
    [
        (200, "text/html", "<h1>Welcome to our hotel</h1>", "offline"),
        (200, "application/json", '{"saved": true}', "offline"),
        (503, "text/html", "", "offline"),
        (401, "application/json", NOTHING_TAKEN, "signed-out"),
        (403, "text/html", "<h1>Pay first</h1>", "offline"),
        (409, "application/json", NOTHING_TAKEN, "somebody-else"),
        (429, "application/json", NOTHING_TAKEN, "slow-down"),
    ],
)
def test_whatever_is_no_answer_of_the_portal_leaves_all_on_the_phone(page, status, kind, body, line):
    portal_says(page, body, status=status, kind=kind)
    write(page, ASHA, "one")
    assert wake(page, ASHA) == line
    assert texts(kept(page, ASHA)) == ["one"]


def test_a_page_that_is_older_than_the_session_is_known_by_the_portal_s_own_refusal(page):
    portal_says(page, "<h1>Forbidden</h1>", status=403, kind="text/html", whose={"Portal-Reader": "nobody"})
    write(page, ASHA, "one")
    assert wake(page, ASHA) == "signed-out"


def test_what_is_too_large_for_the_portal_is_hers_to_mend_and_holds_nothing_else_up(page):
    """Whoever stands before the portal says so by a page of its own."""
    sizes: list[int] = []

    def reply(route: Route) -> None:
        batch = json.loads(route.request.post_data)
        sizes.append(len(batch["records"]))
        if "whole book" in route.request.post_data:
            route.fulfill(
                status=413, headers={"Portal-Reader": "unknown", "Content-Type": "text/html"}, body="<h1>No</h1>"
            )
        else:
            route.fulfill(status=200, content_type="application/json", body=json.dumps(taken(batch)))

    page.route("**/submissions/", reply)
    for text in ("one", "a whole book", "three", "four"):
        write(page, ASHA, text)
    assert wake(page, ASHA) == "open"
    assert [(record["fields"]["text"], record["refused"]["code"]) for record in kept(page, ASHA)] == [
        ("a whole book", "too_large")
    ]
    assert sizes == [4, 2, 1, 1, 2]
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=waiting data-too-large=\"बहुत ज़्यादा\"></p>')")
    assert [record["refused"]["sentence"] for record in kept(page, ASHA)] == ["बहुत ज़्यादा"]


def test_a_batch_is_cut_by_what_it_weighs_and_what_was_not_looked_at_goes_at_once_with_the_next(page):
    batches = portal_says(page, lambda batch: {"outcomes": taken(batch)["outcomes"][:2]})
    for text in ("क" * 150_000, "ख" * 60_000, "3", "4", "5"):  # three bytes a letter
        write(page, ASHA, text)
    assert wake(page, ASHA) == "open"
    assert [len(batch["records"]) for batch in batches] == [1, 4, 2]
    assert kept(page, ASHA) == []


def test_after_a_sign_out_nothing_more_is_noted_in_any_window_until_the_portal_says_that_she_is_in(phone, page):
    """Such as what was still being spoken as she went."""
    other = phone.context.new_page()
    other.goto("/en/")
    script = """async ([person, words]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      const { store } = outboxOf(person);
      if (words === "sign out") await store.forgetNotes();
      else if (words) await store.setNote("voice", words);
      return store.note("voice");
    }"""
    other.evaluate(script, [ASHA, "spoken before"])
    other.evaluate("() => { new BroadcastChannel('signed-out').onmessage = () => { window.isTold = true; }; }")
    assert page.evaluate(script, [ASHA, "sign out"]) is None
    assert page.evaluate(script, [ASHA, "spoken as she went"]) is None
    wait_until(other, "() => window.isTold")
    assert other.evaluate(script, [ASHA, "spoken in another window"]) is None
    assert other.evaluate(script, [SALMA, "of Salma"]) == "of Salma"
    portal_says(other, taken)
    write(other, ASHA, "one")
    assert wake(other, ASHA) == "open"
    assert other.evaluate(script, [ASHA, "spoken when she was back"]) == "spoken when she was back"


def test_what_is_taken_leaves_the_phone_in_the_order_in_which_it_was_written(page):
    batches = portal_says(page, taken)
    for text in ("one", "two", "three"):
        write(page, ASHA, text)
    assert wake(page, ASHA) == "open"
    assert texts([record for batch in batches for record in batch["records"]]) == ["one", "two", "three"]
    assert kept(page, ASHA) == []


def test_what_is_written_while_the_sending_comes_to_its_end_goes_with_it(page):
    batches = portal_says(page, taken)
    page.evaluate("""() => {
      const request = navigator.locks.request.bind(navigator.locks);
      const pause = () => new Promise((resolve) => setTimeout(resolve, 300));
      navigator.locks.request = (name, work) => request(name, work).finally(pause);
    }""")
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      const outbox = outboxOf(person);
      const put = (text) => outbox.put({ kind: "note", about: "shop", fields: { text } });
      await put("one");
      const isTaken = new Promise((resolve) => outbox.addEventListener("outcome", resolve, { once: true }));
      outbox.wake();
      await isTaken;
      await new Promise((resolve) => setTimeout(resolve, 100));
      await put("two");
      await outbox.wake();
      return (await outbox.records()).length;
    }"""
    assert page.evaluate(script, ASHA) == 0
    assert [texts(batch["records"]) for batch in batches] == [["one"], ["two"]]


def test_what_is_kept_outlives_the_page(page):
    portal_says(page, "", status=503)
    write(page, ASHA, "one")
    page.reload()
    assert texts(kept(page, ASHA)) == ["one"]


def test_people_who_share_a_phone_never_meet_each_others_work(page):
    batches = portal_says(page, taken)
    write(page, ASHA, "of Asha")
    write(page, SALMA, "of Salma")
    wake(page, SALMA)
    assert [(batch["person"], texts(batch["records"])) for batch in batches] == [(SALMA, ["of Salma"])]
    assert texts(kept(page, ASHA)) == ["of Asha"]


def test_what_is_newer_in_the_same_slot_replaces_what_has_not_left(page):
    portal_says(page, taken)
    write(page, ASHA, "old", slot="1")
    write(page, ASHA, "another", slot="2")
    write(page, ASHA, "new", slot="1")
    assert texts(kept(page, ASHA)) == ["another", "new"]


def test_what_is_refused_stays_is_not_sent_again_and_is_corrected_by_what_replaces_it(page):
    batches = portal_says(page, refused)
    wrong = write(page, ASHA, "wrong", slot="1")
    wake(page, ASHA)
    assert [record["refused"]["sentence"] for record in kept(page, ASHA)] == ["Not so."]
    wake(page, ASHA)
    assert len(batches) == 1
    batches = portal_says(page, taken)
    write(page, ASHA, "right", slot="1")
    wake(page, ASHA)
    assert [record["corrects"] for record in batches[0]["records"]] == [wrong["id"]]
    assert kept(page, ASHA) == []


def lend_way(page: Page, person: str, answers: str) -> None:
    """What is about the shop may go alone by a way that ``answers``; says in the page what went by it."""
    script = """async ([person, answers]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      window.byWay = [];
      outboxOf(person).lendWay("shop", async (record) => {
        window.byWay.push(record.fields.text);
        return answers ? { line: "open", outcomes: [{ ack: record.id, state: answers }] } : null;
      });
    }"""
    page.evaluate(script, [person, answers])


def test_a_lone_record_goes_by_the_way_that_is_lent_and_several_go_in_a_batch(page):
    batches = portal_says(page, taken)
    lend_way(page, ASHA, "applied")
    write(page, ASHA, "alone")
    wake(page, ASHA)
    write(page, ASHA, "elsewhere", about="field")
    wake(page, ASHA)
    write(page, ASHA, "one")
    write(page, ASHA, "two")
    wake(page, ASHA)
    assert page.evaluate("byWay") == ["alone"]
    assert [texts(batch["records"]) for batch in batches] == [["elsewhere"], ["one", "two"]]
    assert kept(page, ASHA) == []


def test_where_the_way_that_is_lent_knows_nothing_the_batch_goes(page):
    batches = portal_says(page, taken)
    lend_way(page, ASHA, "")
    write(page, ASHA, "alone")
    assert wake(page, ASHA) == "open"
    assert page.evaluate("byWay") == ["alone"]
    assert [texts(batch["records"]) for batch in batches] == [["alone"]]


def test_what_was_refused_and_is_sent_all_the_same_goes_as_something_new_in_its_place(page):
    portal_says(page, refused)
    wrong = write(page, ASHA, "wrong")
    wake(page, ASHA)
    batches = portal_says(page, taken)
    script = """async ([person, id]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      await outboxOf(person).confirm(id);
    }"""
    page.evaluate(script, [ASHA, wrong["id"]])
    (record,) = batches[0]["records"]
    assert (record["corrects"], record["fields"]["text"]) == (wrong["id"], "wrong")
    assert record["id"] != wrong["id"]
    assert kept(page, ASHA) == []
