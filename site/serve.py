"""The web server of the embedded run: pages and sockets, guarded as by nginx elsewhere."""

import uvicorn
from channels.routing import ProtocolTypeRouter

from portal.asgi import sockets
from portal.guard import Guard, GuardedProtocol
from portal.staying_threads import StayingThreads
from portal.wsgi import application as pages

LARGEST_SOCKET_FRAME = 2 * 1024 * 1024


def serve(host: str, port: int) -> None:
    """Until told to end."""
    uvicorn.run(
        Guard(ProtocolTypeRouter({"http": StayingThreads(pages), "websocket": sockets})),
        host=host,
        port=port,
        http=GuardedProtocol,
        ws_max_size=LARGEST_SOCKET_FRAME,
        # Packing takes memory for each socket that stays open, and processor time for each of those who get a message.
        ws_per_message_deflate=False,
        timeout_keep_alive=15,
        access_log=False,
        log_level="warning",
        lifespan="off",
    )
