"""Pages and sockets for an ASGI server: ``uvicorn portal.asgi:application``."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")

# Static files and uploads are small and whole; where they are many, the proxy in front serves them.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

pages = get_asgi_application()

# Django must be set up before anything that touches models is imported.
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.sessions import CookieMiddleware  # noqa: E402

from portal.origin import OnlyFromOurPages  # noqa: E402
from talks.routing import websocket_urlpatterns  # noqa: E402

# Who she is, the consumer asks at each frame.
sockets = OnlyFromOurPages(CookieMiddleware(URLRouter(websocket_urlpatterns)))
application = ProtocolTypeRouter({"http": pages, "websocket": sockets})
