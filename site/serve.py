"""``python -m portal.serve HOST PORT``: pages and sockets of the embedded run, guarded as by nginx elsewhere."""

import sys

import uvicorn

from portal.asgi import application
from portal.guard import Guard, GuardedProtocol

LARGEST_SOCKET_FRAME = 2 * 1024 * 1024

if __name__ == "__main__":
    host, port = sys.argv[1:]
    uvicorn.run(
        Guard(application),
        host=host,
        port=int(port),
        http=GuardedProtocol,
        ws_max_size=LARGEST_SOCKET_FRAME,
        timeout_keep_alive=15,
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
