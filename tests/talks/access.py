"""Who may open talks, by page, POST and socket."""

from uuid import UUID

from tests.access import NOBODY, OWN, Row
from tests.factories import thread_in

MESSAGE = {"id": UUID(int=1), "body": "Hello"}
RECEIPTS = {"delivered": 1, "read": 1}

# fmt: off
MEMBERS =      "login 200      404    404        404      200     404      intro"
MEMBERS_SENT = "login 302      404    404        404      302     404      intro"
THOSE_WHO_STAY =      "login 404 404 404 404 200 404 intro"
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
]
SOCKETS = {
    "live/threads/<uuid:thread_id>/": {
        "/live/threads/{thread}/":      "4404 open 4404 4404 4404 open 4404 4404",
        "/live/threads/{left_thread}/": "4404 4404 4404 4404 4404 open 4404 4404",
        "/live/threads/{nowhere}/":     "4404 4404 4404 4404 4404 4404 4404 4404",
    },
}
# fmt: on


def gaps(world):
    """The talk of the learner with her mentor, and of her who leaves."""
    return {
        "thread": thread_in(world.cohort, world.lesson, learner=world.people["learner"]).pk,
        "left_thread": thread_in(world.cohort, world.lesson, learner=world.people["withdrawn"]).pk,
    }
