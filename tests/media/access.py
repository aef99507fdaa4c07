"""Who may open pictures, sound and documents."""

from media.models import LearningDocument
from tests.access import ANYBODY, Row
from tests.factories import library

PLAN = "documents/plan.pdf"
FILES = [PLAN]

# fmt: off
ROWS = [
    Row("wagtaildocs_serve",  "GET", "/{document}",          ANYBODY),
    Row("wagtaildocs_authenticate_with_password",  "POST", "/documents/authenticate_with_password/1/",  "404"),
]
# fmt: on


def gaps(world):
    """A document in the library."""
    document = LearningDocument.objects.create(title="Plan", file=PLAN, collection=library())
    return {"document": document.url[1:]}
