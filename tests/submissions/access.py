"""Who may hand in, and see what was not taken."""

from tests.access import NOBODY, OWN, Row

# fmt: off
ROWS = [
    # A phone asks, not a page: it is told that she is signed out, and what it is to do.
    Row("submissions:hand-in",    "POST", "/submissions/",                  "401 400 400 400 400 400 400 401"),
    Row("submissions:mine",       "GET",  "/submissions/mine/",             OWN),
    Row("submissions:carry",      "GET",  "/submissions/carried/",          OWN),
    Row("submissions:carry",      "POST", "/submissions/carried/",          "login 422 422 422 422 422 422 intro"),
    Row("submissions:carrying-key", "GET", "/submissions/carried/key/",     "401 200 200 200 200 200 200 401"),
    Row("submissions:send-again", "POST", "/submissions/{nowhere}/again/",  NOBODY),
    Row("submissions:set-aside",  "POST", "/submissions/{nowhere}/aside/",  NOBODY),
    Row("api:submissions",  "GET",  "/api/v1/submissions",                "401"),
    Row("api:submissions",  "POST", "/api/v1/submissions",                "401"),
]
# fmt: on
