"""The outbox and its transport as modules, on a page of strangers: what the portal answers is made up by the tests."""

import json

from playwright.sync_api import Page, Route

ASHA, SALMA = "00000000-0000-0000-0000-00000000000a", "00000000-0000-0000-0000-00000000000b"
NOTHING_TAKEN = '{"outcomes": []}'


def portal_says(
    page: Page, answer, *, status: int = 200, kind: str = "application/json", whose: dict[str, str] | None = None
) -> list[dict]:
    """From now on what is handed in is answered by ``answer``, a text or a function of the batch; says the batches.

    ``whose`` is how the portal names itself.
    """
    batches: list[dict] = []

    def reply(route: Route) -> None:
        batches.append(json.loads(route.request.post_data))
        said = answer if isinstance(answer, str) else json.dumps(answer(batches[-1]))
        route.fulfill(status=status, headers={"Content-Type": kind, **(whose or {})}, body=said)

    page.unroute("**/submissions/")
    page.route("**/submissions/", reply)
    return batches


def taken(batch: dict) -> dict:
    return {"outcomes": [{"ack": record["id"], "state": "applied"} for record in batch["records"]]}


def refused(batch: dict) -> dict:
    said = {"state": "refused", "code": "wrong", "sentence": "Not so.", "field": "text"}
    return {"outcomes": [{"ack": record["id"], **said} for record in batch["records"]]}


def write(page: Page, person: str, text: str, **more: str | bool) -> dict:
    script = """async ([person, written]) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      return outboxOf(person).put(written);
    }"""
    return page.evaluate(script, [person, {"kind": "note", "about": "shop", "fields": {"text": text}, **more}])


def wake(page: Page, person: str) -> str:
    """Send what waits; says what the line is worth."""
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      await outboxOf(person).wake();
      return outboxOf(person).line;
    }"""
    return page.evaluate(script, person)


def kept(page: Page, person: str) -> list[dict]:
    script = """async (person) => {
      const { outboxOf } = await import("/static/submissions/outbox.js");
      return outboxOf(person).records();
    }"""
    return page.evaluate(script, person)


def texts(records: list[dict]) -> list[str]:
    return [record["fields"]["text"] for record in records]
