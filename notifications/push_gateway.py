"""The real way to a phone. Loaded by name alone where messages are sent: what it stands on is large."""

from collections.abc import Mapping

from django.conf import settings
from pywebpush import WebPushException, webpush
from requests import Session

from notifications.push import DeviceIsGone

TIMEOUT_SECONDS = 10
# What a phone that is off has not fetched by then is no news any more.
KEPT_FOR_SECONDS = 24 * 60 * 60
GONE = (404, 410)


class GatewayPush:
    """Hands a message, encrypted for one phone, to the service of its browser's maker (RFC 8030, 8291, 8292)."""

    def send(self, subscription: Mapping[str, object], payload: str) -> None:
        session = Session()
        session.max_redirects = 0  # it leads where is_push_service was not asked
        try:
            webpush(
                subscription,
                data=payload,
                vapid_private_key=settings.VAPID_PRIVATE_KEY,
                vapid_claims={"sub": f"mailto:{settings.DEFAULT_FROM_EMAIL}"},
                ttl=KEPT_FOR_SECONDS,
                timeout=TIMEOUT_SECONDS,
                requests_session=session,
            )
        except WebPushException as error:
            if error.response is not None and error.response.status_code in GONE:
                raise DeviceIsGone from error
            raise OSError("the message was not taken") from error
