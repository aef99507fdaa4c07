"""The wiring package: ``portal.settings``, ``portal.urls`` and the rest live in the folder ``site/``.

The standard library owns the name ``site``, so the folder is never imported under it.
"""

from pathlib import Path

__path__ = [str(Path(__file__).parent / "site")]

from portal.celery_app import app as app
