"""Who may open what the wiring serves, and the addresses of Wagtail."""

from tests.access import ANYBODY, Row

FILES = ["images/plan.png"]

# fmt: off
ROWS = [
    # A browser's session opens nothing of /api/ but this. What tokens open to whom is in test_api.py.
    Row("api:openapi-json", "GET",  "/api/v1/openapi.json",               ANYBODY),
    Row("api:api-root",     "GET",  "/api/v1/",                           ANYBODY),
    *(Row("api-nothing", method, "/api/v1/nothing", "404") for method in ("GET", "POST", "PUT", "PATCH", "DELETE")),
    Row("health",             "GET", "/health/",             ANYBODY),
    Row("upload",             "GET", "/uploads/images/plan.png",    ANYBODY),
    # Documents are handed out by Wagtail only, which asks who may have them.
    Row("upload",             "GET", "/uploads/documents/plan.pdf", "404"),
    Row("upload",             "GET", "/uploads/nothing.txt", "404"),
    Row("upload",             "GET", "/uploads/../portal.py", "400"),
    Row("wagtail_serve",      "GET", "/en/nothing/",         "404"),
    # The page of Wagtail that lets in without counting wrong tries leads to ours.
    Row("en/_util/login/",    "GET",  "/en/_util/login/",    "login"),
    Row("en/_util/login/",    "POST", "/en/_util/login/",    "login", {"username": "M000001", "password": "482719"}),
    Row("wagtailcore_login",  "POST", "/hi/_util/login/",    "login", {"username": "M000001", "password": "482719"}),
    Row("wagtailcore_authenticate_with_password",  "POST", "/en/_util/authenticate_with_password/1/1/", "404"),
]
# fmt: on
