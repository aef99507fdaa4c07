"""Whoever answers in the portal's place: the door of a hotspot, by page or by leading there, or nobody who speaks."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

WAITS = 30
WELCOME = "Welcome to our hotel"
PAGE = f"<!doctype html><title>Hotel</title><h1>{WELCOME}</h1><img src='/uploads/hotel.png'>".encode()


class SomebodyElse:
    """``status`` is what every question is answered with: 200 or 404 and a page, 302 to another door."""

    def __init__(self) -> None:
        self.status = 200
        self.asked: list[str] = []

    def wait_to_be_asked_for(self, start: str) -> None:
        """Until an address that begins so was asked for since the door stands open."""
        deadline = time.monotonic() + WAITS
        while not any(address.startswith(start) for address in self.asked):
            assert time.monotonic() < deadline, self.asked
            time.sleep(0.05)


@contextmanager
def somebody_else_at(port: int) -> Iterator[SomebodyElse]:
    """Answers at the portal's own address, where the portal is gone."""
    somebody = SomebodyElse()

    class Door(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            somebody.asked.append(self.path)
            self.send_response(somebody.status)
            if somebody.status == 302:
                self.send_header("Location", f"http://127.0.0.1:{elsewhere.server_port}/door/")
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(PAGE)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(PAGE)

        do_HEAD = do_POST = do_GET

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    class ItsOwnDoor(Door):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PAGE)

    elsewhere = ThreadingHTTPServer(("127.0.0.1", 0), ItsOwnDoor)
    here = ThreadingHTTPServer(("127.0.0.1", port), Door)
    for server in (elsewhere, here):
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield somebody
    finally:
        for server in (here, elsewhere):
            server.shutdown()
            server.server_close()
