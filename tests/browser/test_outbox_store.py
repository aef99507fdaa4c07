"""What the outbox keeps on the phone, and what becomes of it where the disk fails."""

import pytest
from playwright.sync_api import Page

from tests.browser.outbox import ASHA, SALMA, kept, portal_says, taken, texts, wake, write


@pytest.fixture
def page(phone) -> Page:
    phone.expect_trouble("Failed to load resource")
    return phone.open("/en/")


def test_signing_out_forgets_what_was_noted_of_her_and_nothing_else(page):
    portal_says(page, "", status=503)
    write(page, ASHA, "one")
    script = """async ([asha, salma]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      for (const person of [asha, salma]) await outboxOf(person).store.setNote("draft", person);
      await outboxOf(asha).store.forgetNotes();
      return Promise.all([asha, salma].map((person) => outboxOf(person).store.note("draft")));
    }"""
    assert page.evaluate(script, [ASHA, SALMA]) == [None, SALMA]
    assert texts(kept(page, ASHA)) == ["one"]


def test_without_storage_the_page_remembers(page):
    page.evaluate("Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('no') } })")
    portal_says(page, "", status=503)
    write(page, ASHA, "one")
    assert texts(kept(page, ASHA)) == ["one"]


def stays_only_with_the_page(page: Page, record: dict) -> bool:
    script = """async ([person, id]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      return outboxOf(person).store.isOnlyHere(id);
    }"""
    return page.evaluate(script, [ASHA, record["id"]])


def test_what_the_disk_does_not_take_is_known_to_stay_only_with_the_page(page):
    portal_says(page, "", status=503)
    assert not stays_only_with_the_page(page, write(page, ASHA, "on the disk"))
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full') } }")
    assert stays_only_with_the_page(page, write(page, ASHA, "only here"))
    assert texts(kept(page, ASHA)) == ["on the disk", "only here"]


def test_a_connection_to_the_disk_that_was_lost_is_opened_again(page):
    """A phone closes it in the background, and says so only when it is used."""
    page.evaluate(
        """() => {
          const open = indexedDB.open.bind(indexedDB);
          IDBFactory.prototype.open = (...given) => {
            const request = open(...given);
            request.addEventListener("success", () => (window.connection = request.result));
            return request;
          };
        }"""
    )
    portal_says(page, "", status=503)
    write(page, ASHA, "one")
    page.evaluate("connection.close()")
    assert not stays_only_with_the_page(page, write(page, ASHA, "two"))
    page.reload()
    assert texts(kept(page, ASHA)) == ["one", "two"]


def test_where_the_disk_opens_later_it_is_used_then(page):
    page.evaluate(
        """() => {
          window.openDisk = IDBFactory.prototype.open;
          IDBFactory.prototype.open = () => { throw new DOMException("not now") };
        }"""
    )
    portal_says(page, "", status=503)
    assert stays_only_with_the_page(page, write(page, ASHA, "one"))
    page.evaluate("() => { IDBFactory.prototype.open = window.openDisk }")
    assert not stays_only_with_the_page(page, write(page, ASHA, "two"))


def test_one_writing_that_fails_holds_up_none_that_follows(page):
    portal_says(page, "", status=503)
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      const over = () => { throw new Error("no") };
      return outboxOf(person).put({ kind: "note", about: "shop", over }).then(() => "kept", () => "failed");
    }"""
    assert page.evaluate(script, ASHA) == "failed"
    write(page, ASHA, "two")
    assert texts(kept(page, ASHA)) == ["two"]


def received(page: Page, person: str) -> list[str]:
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      return (await outboxOf(person).received("shop")).map(({ fields }) => fields.text);
    }"""
    return page.evaluate(script, person)


def test_what_was_received_is_remembered_where_it_is_asked_for_whichever_page_it_left_from(page):
    portal_says(page, taken)
    write(page, ASHA, "one", slot="1", isRemembered=True)
    page.goto("/hi/")
    wake(page, ASHA)
    write(page, ASHA, "two", slot="1", isRemembered=True)
    write(page, ASHA, "of another place", about="field", isRemembered=True)
    write(page, ASHA, "not asked for")
    wake(page, ASHA)
    page.reload()
    assert received(page, ASHA) == ["one", "two"]


def test_where_the_disk_takes_nothing_what_was_received_goes_all_the_same(page):
    portal_says(page, taken)
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full') } }")
    write(page, ASHA, "one", isRemembered=True)
    assert wake(page, ASHA) == "open"
    assert kept(page, ASHA) == []
    assert received(page, ASHA) == ["one"]


def test_what_follows_on_two_writings_of_one_place_keeps_what_only_the_first_of_them_says(page):
    """The first was being sent when the second was written, and the line went."""
    portal_says(page, "", status=503)
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      const outbox = outboxOf(person);
      const put = (name, text, seen) => outbox.put({ kind: "note", about: "shop", slot: "form",
        over: (older) => ({ ...older, [name]: text, [`seen:${name}`]: older[`seen:${name}`] ?? seen }) });
      let begin, end;
      const begun = new Promise((resolve) => (begin = resolve));
      const ended = new Promise((resolve) => (end = resolve));
      outbox.lendWay("shop", () => (begin(), ended.then(() => ({ line: "offline", outcomes: [] }))));
      const first = await put("what", "fees", "drawn");
      const sending = outbox.wake();
      await begun;
      await put("money", "2,500", "drawn");
      await put("what", "school fees", first.id);
      end();
      await sending;
      const waiting = (await outbox.records()).length;
      await put("money", "2,600", "later");
      return [waiting, ...(await outbox.records()).map(({ fields }) => fields)];
    }"""
    waiting, *left = page.evaluate(script, ASHA)
    assert waiting == 2
    assert left == [{"what": "school fees", "seen:what": "drawn", "money": "2,600", "seen:money": "drawn"}]
