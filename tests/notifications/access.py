"""Who may open notices."""

from tests.access import OWN, Row

# fmt: off
ROWS = [
    Row("notifications:list", "GET", "/notices/",            OWN),
]
# fmt: on
