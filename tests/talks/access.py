"""Who may open talks, by page, POST and socket."""

from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from talks.models import Message
from tests.access import NOBODY, OWN, Row
from tests.factories import thread_in

MESSAGE = {"id": UUID(int=1), "body": "Hello"}
RECEIPTS = {"delivered": 1, "read": 1}
SIZE = {"width": 3, "height": 4}
LAST = 1_000

# fmt: off
MEMBERS =      "login 200      404    404        404      200     404      intro"
MEMBERS_SENT = "login 302      404    404        404      302     404      intro"
THOSE_WHO_STAY =      "login 404 404 404 404 200 404 intro"
WHO_SENT_IT_TOO =     "login 404 404 200 404 200 404 intro"
THOSE_WHO_STAY_SENT = "login 404 404 404 404 302 404 intro"
ROWS = [
    Row("talks:threads",      "GET",  "/talks/",                           OWN),
    Row("talks:open",         "POST", "/talks/about/lesson/{nowhere}/",    NOBODY),
    Row("talks:thread",       "GET",  "/talks/{thread}/",                  MEMBERS),
    Row("talks:earlier",      "GET",  "/talks/{thread}/earlier/?before=9", MEMBERS),
    Row("talks:messages",     "GET",  "/talks/{thread}/messages/",         MEMBERS_SENT),
    Row("talks:messages",     "POST", "/talks/{thread}/messages/",         MEMBERS_SENT, MESSAGE),
    Row("talks:receipts",     "POST", "/talks/{thread}/receipts/",         MEMBERS, RECEIPTS),
    # The talk of who left the cohort: her mentor's still, hers no more.
    Row("talks:thread",       "GET",  "/talks/{left_thread}/",                  THOSE_WHO_STAY),
    Row("talks:earlier",      "GET",  "/talks/{left_thread}/earlier/?before=9", THOSE_WHO_STAY),
    Row("talks:messages",     "GET",  "/talks/{left_thread}/messages/",         THOSE_WHO_STAY_SENT),
    Row("talks:messages",     "POST", "/talks/{left_thread}/messages/",         THOSE_WHO_STAY_SENT, MESSAGE),
    Row("talks:receipts",     "POST", "/talks/{left_thread}/receipts/",         THOSE_WHO_STAY, RECEIPTS),
    Row("talks:file",         "GET",  "/talks/files/{photo}/",                  MEMBERS),
    # What she sent herself she may still fetch: "What is kept about me" leads to it.
    Row("talks:file",         "GET",  "/talks/files/{left_photo}/",             WHO_SENT_IT_TOO),
]
SOCKETS = {
    "live/threads/<uuid:thread_id>/": {
        "/live/threads/{thread}/":      "4404 open 4404 4404 4404 open 4404 4404 4404",
        "/live/threads/{left_thread}/": "4404 4404 4404 4404 4404 open 4404 4404 4404",
        "/live/threads/{nowhere}/":     "4404 4404 4404 4404 4404 4404 4404 4404 4404",
    },
}
# fmt: on


def gaps(world):
    """The talk of the learner with her mentor, and of her who leaves."""
    threads = {
        "": thread_in(world.cohort, world.lesson, learner=world.people["learner"]),
        "left_": thread_in(world.cohort, world.lesson, learner=world.people["withdrawn"]),
    }
    photos = {f"{whose}photo": _photo_in(thread).pk for whose, thread in threads.items()}
    return {f"{whose}thread": thread.pk for whose, thread in threads.items()} | photos


def _photo_in(thread):
    """A photo that stands below the last message, so that nothing of the talk is moved."""
    message = Message(
        pk=uuid4(), thread=thread, sequence=LAST, author_id=thread.members.first().person_id, attached=SIZE
    )
    message.save(force_insert=True)
    storages["private"].save(message.file_name, ContentFile(b"photo"))
    return message
