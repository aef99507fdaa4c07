"""Who may open the pages of cohorts."""

from tests.access import NOBODY, OWN, READERS, TEACHERS, TEACHERS_SENT, Row

# fmt: off
ROWS = [
    Row("cohorts:join",     "GET",  "/cohorts/join/",               OWN),
    Row("cohorts:join",     "POST", "/cohorts/join/",               "login 422 422 422 422 422 422 intro", {"code": "XXXXXX"}),
    Row("cohorts:list",     "GET",  "/cohorts/",                    "login 404 404 404 200 404 200 intro"),
    Row("cohorts:all-figures", "GET", "/cohorts/figures/",          "login 404 404 404 200 404 200 intro"),
    Row("cohorts:create",   "GET",  "/cohorts/new/",                "login 404 404 404 404 404 200 intro"),
    Row("cohorts:create",   "POST", "/cohorts/new/",                "login 404 404 404 404 404 422 intro", {"name": "x"}),
    Row("cohorts:cohort",   "GET",  "/cohorts/{cohort}/",           READERS),
    Row("cohorts:learners", "GET",  "/cohorts/{cohort}/learners/",  TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{cohort}/learners.pdf",    TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{elsewhere}/learners.pdf", NOBODY),
    Row("cohorts:figures",  "GET",  "/cohorts/{cohort}/figures/",   TEACHERS),
    Row("cohorts:figures",  "GET",  "/cohorts/{elsewhere}/figures/", NOBODY),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{learner}/",            TEACHERS),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{learner}/pin/",        TEACHERS_SENT),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{learner}/withdraw/",   TEACHERS_SENT),
    # A learner of another cohort, one who left, and somebody who is no learner, by way of one's own cohort.
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{other}/",              NOBODY),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{withdrawn}/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{other}/pin/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{withdrawn}/pin/",      NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{mentor}/pin/",         NOBODY),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{other}/withdraw/",     NOBODY),
    # The trainer of this cohort and the manager of this place are strangers to the other one.
    Row("cohorts:learners",     "GET",  "/cohorts/{elsewhere}/learners/",                   NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{elsewhere}/learners/{other}/pin/",       NOBODY),
    Row("cohorts:cohort",       "GET",  "/cohorts/{elsewhere}/",  "login 404 200 404 404 404 404 intro"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={cohort}",    "login 404 404 404 200 404 200 404"),
    Row("exchange:start",      "POST", "/exchange/new/learners/?about={cohort}",    "login 404 404 404 422 404 422 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={elsewhere}", "login 404 404 404 404 404 404 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about=nothing",     "login 404 404 404 404 404 404 404"),
    Row("exchange:empty-file", "GET",  "/exchange/new/learners/columns.csv?about={cohort}", "login 404 404 404 200 404 200 404"),
    Row("api:cohorts",      "GET",  "/api/v1/cohorts",                    "401"),
    Row("api:cohort",       "GET",  "/api/v1/cohorts/{nowhere}",          "401"),
    Row("api:learners",     "GET",  "/api/v1/cohorts/{nowhere}/learners", "401"),
]
# fmt: on


def gaps(world):
    """A cohort, and one elsewhere."""
    return {"cohort": world.cohort.pk, "elsewhere": world.elsewhere.pk}
