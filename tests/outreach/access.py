"""Who may open the public pages."""

from tests.access import ANYBODY, Row

# fmt: off
ROWS = [
    Row("outreach:search",    "GET", "/search/?q=lesson",    ANYBODY),
    Row("wagtail_serve",      "GET", "/en/",                 ANYBODY),
    Row("wagtail_serve",      "GET", "/hi/",                 ANYBODY),
]
# fmt: on
