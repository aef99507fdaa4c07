"""``python -m portal.run HOST PORT``: the embedded run, once all is prepared.

It takes the place of ``site/embedded.py``, or of ``portal_run`` where something was to be prepared. It loads what web
server and worker load alike, and keeps both going.
"""

import gc
import sys
from functools import partial

from portal import keeper
from portal.serve import serve

# After the pages, which set Django up.
from portal.background import work  # isort: skip
from django.db import connections
from django.urls import resolve

if __name__ == "__main__":
    host, port = sys.argv[1:]
    resolve("/health/")
    # A connection belongs to the process that opened it.
    connections.close_all()
    # What is loaded stays: were it looked through for garbage, each process would soon have pages of its own.
    gc.collect()
    gc.freeze()
    keeper.keep({"web server": partial(serve, host, int(port)), "worker": work})
