"""Which pages may open a socket."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host

Application = Callable[[Mapping[str, Any], Any, Any], Awaitable[None]]


class OnlyFromOurPages:
    """Lets a socket in by Django's rule for forms: it comes from the address it goes to, scheme and port included."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        application = self.application if comes_from_us(scope) else WebsocketDenier()
        await application(scope, receive, send)


def comes_from_us(scope: Mapping[str, Any]) -> bool:
    """Whether the page that opens the socket is one of the portal's."""
    headers = {name.decode("latin1").lower(): value.decode("latin1") for name, value in scope.get("headers", [])}
    origin, host = headers.get("origin", ""), headers.get("host", "")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    return origin == f"{_scheme(scope, headers)}://{host}" or origin in settings.CSRF_TRUSTED_ORIGINS


def _scheme(scope: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """As the proxy in front says, where there is one to be believed."""
    trusted = getattr(settings, "SECURE_PROXY_SSL_HEADER", None)
    if trusted:
        name = trusted[0].removeprefix("HTTP_").replace("_", "-").lower()
        return "https" if headers.get(name, "").split(",")[0].strip() == trusted[1] else "http"
    return "https" if scope.get("scheme") in ("wss", "https") else "http"
