"""The worker of the embedded run, for all three lanes, with the clock in a thread."""

import shutil
from typing import Any

from celery.beat import EmbeddedService
from celery.signals import worker_ready, worker_shutdown
from django.conf import settings

from portal import app

# In a thread, for Celery's own way (--beat) is another process, which holds the whole portal a second time.
clock = EmbeddedService(app, thread=True)
WORKER = (
    *("--quiet", "worker", "--pool", "threads", "--queues", "quick,mail,long", "--concurrency", "4"),
    *("--without-gossip", "--without-mingle", "--loglevel", "warning"),
)


@worker_ready.connect
def start_the_clock(**kwargs: Any) -> None:
    """As soon as somebody takes what it sends."""
    clock.start()


@worker_shutdown.connect
def stop_the_clock(**kwargs: Any) -> None:
    """It writes down what it has sent."""
    clock.stop()


def clear_the_broker() -> None:
    """Whatever an earlier worker did not read is only a hint: the jobs are rows of the database."""
    for folder in ("messages", "control"):
        path = settings.VAR_DIR / "broker" / folder
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True, exist_ok=True)


def work() -> None:
    """Until told to end."""
    clear_the_broker()
    app.start(WORKER)
