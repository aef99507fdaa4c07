"""Pages of the embedded run: answered in threads that stay, one after the other, none held by a slow reader."""

import asyncio
import threading

import pytest
from django.core.wsgi import get_wsgi_application
from django.http import FileResponse

from portal.staying_threads import PART, StayingThreads

PATIENCE = 30


def scope(method="GET", path="/", query=b"", headers=()):
    return {
        "type": "http",
        "method": method,
        "http_version": "1.1",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": list(headers),
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", 8000),
    }


class Reader:
    """The other side of one request: what it sends, and what it gets."""

    def __init__(self, *parts, takes=None):
        self.parts = list(parts) or [b""]
        self.takes = takes
        self.got = []
        self.left = asyncio.Event()

    async def receive(self):
        if self.parts:
            part = self.parts.pop(0)
            if part is None:
                return {"type": "http.disconnect"}
            return {"type": "http.request", "body": part, "more_body": bool(self.parts)}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.got.append(message)
        if self.takes is not None and len(self.got) > self.takes:
            self.left.set()
            await asyncio.sleep(0)

    @property
    def body(self):
        return b"".join(message.get("body", b"") for message in self.got)


async def ask(application, reader=None, **request):
    reader = reader or Reader()
    await asyncio.wait_for(application(scope(**request), reader.receive, reader.send), PATIENCE)
    return reader


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Said", environ.get("HTTP_X_SAY", ""))])
    return [environ["wsgi.input"].read()]


async def test_a_body_comes_whole_and_says_its_length_however_it_was_sent():
    lengths = []

    def application(environ, start_response):
        lengths.append(environ["CONTENT_LENGTH"])
        return echo(environ, start_response)

    reader = await ask(StayingThreads(application), Reader(b"one ", b"and two"), method="POST")
    assert reader.body == b"one and two"
    assert lengths == ["11"]


async def test_a_body_that_was_cut_off_asks_the_portal_nothing():
    def application(environ, start_response):
        raise AssertionError

    reader = await ask(StayingThreads(application), Reader(b"half", None), method="POST")
    assert reader.got == []


async def test_heads_come_once_each_and_none_passes_for_another():
    seen = {}

    def application(environ, start_response):
        seen.update(environ)
        return echo(environ, start_response)

    heads = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"x"), (b"accept", b"y"), (b"x-say", b"yes")]
    heads += [(b"x_say", b"no"), (b"content-length", b"99")]
    reader = await ask(StayingThreads(application), path="/%E0%B2%95/", query=b"q=1", headers=heads)
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_ACCEPT"] == "x,y"
    assert seen["CONTENT_LENGTH"] == "0"
    assert seen["PATH_INFO"].encode("latin1").decode() == "/ಕ/"
    assert dict(reader.got[0]["headers"])[b"x-said"] == b"yes"


async def test_no_blank_stands_around_what_a_head_says():
    """Django's own WSGI handler puts one before each cookie."""

    def application(environ, start_response):
        start_response("200 OK", [("Set-Cookie", " csrftoken=a; Path=/")])
        return [b""]

    reader = await ask(StayingThreads(application))
    assert reader.got[0]["headers"] == [(b"set-cookie", b"csrftoken=a; Path=/")]


async def test_threads_stay_and_who_came_first_is_answered_first():
    answered = []

    def application(environ, start_response):
        answered.append((environ["QUERY_STRING"], threading.get_ident()))
        return echo(environ, start_response)

    pages = StayingThreads(application, threads=1)
    await asyncio.gather(*(ask(pages, query=str(number).encode()) for number in range(20)))
    assert [number for number, _ in answered] == [str(number) for number in range(20)]
    assert len({thread for _, thread in answered}) == 1


@pytest.fixture
def file_of(tmp_path):
    opened = []

    def _file_of(length):
        path = tmp_path / "sound.mp3"
        path.write_bytes(b"x" * length)

        def application(environ, start_response):
            response = FileResponse(path.open("rb"))
            opened.append(response.file_to_stream)
            start_response("200 OK", [])
            response.file_to_stream.close = response.close
            return environ["wsgi.file_wrapper"](response.file_to_stream, 1)

        return application, opened

    return _file_of


async def test_a_file_goes_part_by_part_and_is_closed(file_of):
    application, opened = file_of(2 * PART + 1)
    reader = await ask(StayingThreads(application))
    assert [len(message["body"]) for message in reader.got[1:]] == [PART, PART, 1, 0]
    assert opened[0].closed


async def test_who_leaves_gets_no_more_of_a_file(file_of):
    application, opened = file_of(50 * PART)
    reader = await ask(StayingThreads(application), Reader(takes=3))
    assert len(reader.got) < 10
    assert opened[0].closed


async def test_who_takes_a_file_slowly_holds_no_thread(file_of):
    application, _ = file_of(3 * PART)
    pages = StayingThreads(application, threads=1)
    slow = Reader()
    may_go_on = asyncio.Event()

    async def send(message):
        slow.got.append(message)
        await may_go_on.wait()

    waiting = asyncio.ensure_future(pages(scope(), slow.receive, send))
    reader = await ask(pages)
    assert len(reader.body) == 3 * PART
    may_go_on.set()
    await asyncio.wait_for(waiting, PATIENCE)
    assert len(slow.body) == 3 * PART


async def test_what_breaks_is_told_to_the_server():
    def application(environ, start_response):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await ask(StayingThreads(application))


async def test_an_answer_that_is_made_bit_by_bit_is_made_whole_and_closed():
    class Bits:
        closed = False

        def __iter__(self):
            return iter([b"a", b"b"])

        def close(self):
            self.closed = True

    bits = Bits()

    def application(environ, start_response):
        start_response("200 OK", [])
        return bits

    assert (await ask(StayingThreads(application))).body == b"ab"
    assert bits.closed


@pytest.mark.django_db(transaction=True)
async def test_the_portal_answers_so():
    reader = await ask(
        StayingThreads(get_wsgi_application(), threads=1), path="/health/", headers=[(b"host", b"localhost")]
    )
    assert reader.got[0]["status"] == 200
    assert reader.body == b'{"ok": true}'
