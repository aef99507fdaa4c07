"""Who has a desk."""

from tests.access import Row

# fmt: off
ROWS = [
    Row("desk:home",          "GET", "/desk/",               "login 200 200 200 200 200 200 admin"),
]
# fmt: on
