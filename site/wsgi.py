"""Pages for a WSGI server: ``gunicorn portal.wsgi:application``. Sockets need :mod:`portal.asgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")
# Its threads stay: each keeps a connection of its own, which costs less than to borrow one of a pool for each request.
os.environ["DB_POOL"] = "0"

application = get_wsgi_application()
