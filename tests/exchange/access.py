"""Who may take files along and bring tables in; what kinds of table lend is in the rows of their apps."""

from tests.access import Row

# fmt: off
NONE_OF_HERS = "login 404      404    404        404      404     404      404"
ROWS = [
    Row("exchange:start",      "GET",  "/exchange/new/places/",                     NONE_OF_HERS),
    Row("exchange:import",       "GET",  "/exchange/{nowhere}/",            NONE_OF_HERS),
    Row("exchange:confirm",      "POST", "/exchange/{nowhere}/confirm/",    NONE_OF_HERS),
    Row("exchange:check-again",  "POST", "/exchange/{nowhere}/check-again/", NONE_OF_HERS),
    Row("exchange:choose",       "POST", "/exchange/{nowhere}/choose/",     NONE_OF_HERS),
    Row("exchange:refused-rows", "GET",  "/exchange/{nowhere}/refused.csv", NONE_OF_HERS),
]
# fmt: on
