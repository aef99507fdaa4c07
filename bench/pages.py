"""What is asked for: the pages by name, each with what reader ``number`` sends."""

from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import uuid4

from bench.load import CONNECTIONS, Request, Visit

Pages = dict[str, Callable[[int], Visit]]


class _Senders:
    """Who writes what to whom: each connection is a reader of her own.

    What is handed in has readers of its own for each kind, for a person may hand in so much a minute; what is done once
    in a life is done by one newcomer after another, until they begin anew.
    """

    def __init__(self, what: dict[str, Any], origin: str) -> None:
        self.what, self.origin = what, origin
        self.proxy = {"X-Forwarded-Proto": "https"} if what["secure"] else {}
        self._turns = [count(number, CONNECTIONS) for number in range(CONNECTIONS)]
        self._seen: dict[str, str] = {}

    def reads(self, path: str, reader: dict[str, Any]) -> Request:
        return Request(path, self._signed_in(reader))

    def presses(self, path: str, reader: dict[str, Any], **form: str) -> Request:
        return Request(path, self._signed_in(reader), form=form)

    def hands_in(self, reader: dict[str, Any], kind: str, about: str, fields: dict[str, Any]) -> Request:
        one = {"id": str(uuid4()), "kind": kind, "about": about, "fields": fields}
        return Request("/submissions/", self._signed_in(reader), batch={"person": reader["person"], "records": [one]})

    def writer(self, group: int, number: int) -> dict[str, Any]:
        reader: dict[str, Any] = self.what["learners"][group * CONNECTIONS + number]
        return reader

    def comer(self, number: int) -> dict[str, Any]:
        comers = self.what["comers"]
        reader: dict[str, Any] = comers[next(self._turns[number]) % len(comers)]
        return reader

    def answers(self, number: int) -> Request:
        reader = self.writer(1, number)
        return self.hands_in(reader, "answer", reader["attempt"], reader["answer"])

    def sends(self, number: int) -> Request:
        reader = self.writer(2, number)
        body = "Last month I earned \u20b92,400. Is a goal of \u20b93,000 too much?"
        return self.hands_in(reader, "message", reader["thread"], {"body": body})

    def fills(self, number: int) -> Request:
        """Written over what she wrote before, as a phone does."""
        reader, field = self.writer(4, number), self.what["field"]
        seen = self._seen.get(reader["person"], "")
        fields = {field: f"My sister, for the {uuid4()}th time", f"seen:{field}": seen}
        request = self.hands_in(reader, "lesson-form", self.what["form"], fields)
        assert request.batch is not None
        self._seen[reader["person"]] = request.batch["records"][0]["id"]
        return request

    def takes(self, number: int) -> Visit:
        """A whole attempt: what awaits her, the start, the questions, each answer, handing in, the result."""
        reader = self.comer(number)
        start = f"/questions/lesson/{self.what['lesson_key']}/"
        yield self.reads(start, reader)
        attempt = yield self.presses(start, reader)
        yield self.reads(attempt, reader)
        for fields in self.what["answers"]:
            yield self.hands_in(reader, "answer", attempt.split("/")[2], fields)
        result = yield self.presses(f"{attempt}submit/", reader)
        yield self.reads(result, reader)

    def _signed_in(self, reader: dict[str, Any]) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in reader["cookies"].items())
        return {**self.proxy, "Cookie": cookies, "X-CSRFToken": "b" * 32, "Origin": self.origin}


def pages(what: dict[str, Any], origin: str) -> Pages:
    """All pages of what :func:`bench.data.prepare` made."""
    by, readers = _Senders(what, origin), what["learners"]
    cohort, lesson, long_talk = f"/cohorts/{what['cohort']}/", what["lesson_key"], what["long_talk"]
    return {
        "home": lambda number: Request("/en/", by.proxy),
        "course": lambda number: Request(what["course"], by.proxy),
        "course-in": lambda number: by.reads(what["course"], readers[number]),
        "lesson": lambda number: by.reads(what["lesson"], readers[number]),
        "quiz": lambda number: by.reads(f"/questions/{readers[number]['attempt']}/", readers[number]),
        "desk": lambda number: by.reads("/desk/", readers[number]),
        "cohort": lambda number: by.reads(cohort, readers[number]),
        "trainer": lambda number: by.reads(f"{cohort}learners/", what["trainer"]),
        "behind": lambda number: by.reads(f"{cohort}learners/?sort=read", what["trainer"]),
        "late": lambda number: by.reads(f"{cohort}learners/?standing=late", what["trainer"]),
        "gradebook": lambda number: by.reads(f"/gradebook/{what['cohort']}/", what["trainer"]),
        "by-total": lambda number: by.reads(f"/gradebook/{what['cohort']}/?sort=-total", what["trainer"]),
        "talk-50": lambda number: by.reads(f"/talks/{readers[number]['thread']}/", readers[number]),
        "talk-2000": lambda number: by.reads(f"/talks/{long_talk['thread']}/", long_talk),
        "notices": lambda number: by.reads("/notices/", readers[number]),
        "search": lambda number: by.reads("/search/?q=goal", readers[number]),
        "answer": by.answers,
        "message": by.sends,
        "place": lambda number: by.hands_in(by.writer(3, number), "lesson-place", lesson, {"step": "2"}),
        "form": by.fills,
        "finish": lambda number: by.hands_in(by.comer(number), "lesson-end", lesson, {}),
        "attempt": by.takes,
    }


READERS = 5 * CONNECTIONS
LONG = {"attempt": 10}
"""Pages of many requests, and by how much fewer of them are made."""
