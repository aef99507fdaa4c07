"""Pages for a WSGI server: ``gunicorn portal.wsgi:application``. Sockets need :mod:`portal.asgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.prod")

application = get_wsgi_application()
