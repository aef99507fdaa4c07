"""Who may open notices."""

from tests.access import OWN, OWN_SENT, Row

# fmt: off
ROWS = [
    Row("notifications:list", "GET", "/notices/",            OWN),
    Row("notifications:how-told", "GET", "/notices/how/",         OWN),
    Row("notifications:how-told", "POST", "/notices/how/",        OWN_SENT, {"first": "push", "quiet_from": "20:00", "quiet_until": "08:00"}),
    Row("notifications:allow-device", "POST", "/notices/phones/", "login 422 422 422 422 422 422 intro"),
    Row("notifications:stop-devices", "POST", "/notices/phones/stop/", OWN_SENT),
]
# fmt: on
