"""What goes to the service of a browser's maker: encrypted for one phone, and signed by the portal."""

import base64
import os

import http_ece
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid

from notifications.push import DeviceIsGone, public_key
from notifications.push_gateway import GatewayPush

PHONE = "https://fcm.googleapis.com/fcm/send/one"


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """A phone with keys of its own, and the service that takes messages in for it."""

    def __init__(self, monkeypatch, status: int) -> None:
        self.key, self.secret, self.status = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), status
        self.got = None
        monkeypatch.setattr(requests.Session, "send", self.take)

    @property
    def subscription(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": PHONE, "keys": {"p256dh": encoded(point), "auth": encoded(self.secret)}}

    def take(self, request, **kwargs):
        self.got = request
        answer = requests.Response()
        answer.status_code, answer._content, answer.url = self.status, b"", request.url
        return answer

    def read(self) -> str:
        return http_ece.decrypt(self.got.body, private_key=self.key, auth_secret=self.secret).decode()


def test_only_the_phone_reads_it_and_the_service_knows_who_sent_it(monkeypatch):
    browser = Browser(monkeypatch, 201)
    GatewayPush().send(browser.subscription, "ख़बर")
    assert browser.read() == "ख़बर"
    assert "ख़बर".encode() not in browser.got.body
    signed = browser.got.headers["Authorization"]
    assert Vapid.verify(signed)
    assert signed.endswith(f"k={public_key()}")


@pytest.mark.parametrize(
    ("status", "raised"), [(404, DeviceIsGone), (410, DeviceIsGone), (429, OSError), (500, OSError)]
)
def test_a_phone_that_is_gone_is_told_from_a_service_that_is_busy(monkeypatch, status, raised):
    browser = Browser(monkeypatch, status)
    with pytest.raises(raised):
        GatewayPush().send(browser.subscription, "x")


def test_a_service_that_is_not_reached_is_trouble_of_the_network(monkeypatch):
    def away(*args, **kwargs):
        raise requests.ConnectionError("not reached")

    browser = Browser(monkeypatch, 201)
    monkeypatch.setattr(requests.Session, "send", away)
    with pytest.raises(OSError, match="not reached"):
        GatewayPush().send(browser.subscription, "x")
