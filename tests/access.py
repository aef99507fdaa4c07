"""What the access table is written in. The rows themselves stand with their app: ``tests/<app>/access.py`` has

- ``ROWS``: a row for every address of the app,
- ``SOCKETS``, where it has some: {route: {address: answers}},
- ``gaps(world)``, where its addresses have gaps: makes what they name and says what fills them,
- ``FILES``, where it has some: the names of uploads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

ROLES = ("stranger", "learner", "other", "withdrawn", "trainer", "mentor", "manager", "editor", "partner")
NOWHERE = UUID(int=7)

# fmt: off
#   stranger  learner  other  withdrawn  trainer  mentor  manager  editor
ANYBODY = "200"
ONLY_IN =  "login     200      200    200        200      200     200      200"
OWN =      "login     200      200    200        200      200     200      intro"
OWN_SENT = "login     302      302    302        302      302     302      intro"
READERS =  "login     200      404    404        200      200     200      intro"
READERS_SENT = "login 302      404    404        302      302     302      intro"
LEARNER =  "login     200      404    404        404      404     404      intro"
LEARNER_SENT = "login 302      404    404        404      404     404      intro"
TEACHERS = "login     404      404    404        200      404     200      intro"
TEACHERS_SENT = "login 404     404    404        302      404     302      intro"
NOBODY =   "login     404      404    404        404      404     404      intro"
# fmt: on


@dataclass(frozen=True)
class Row:
    """What an address answers to each role.

    ``name`` is the route's, ``cells`` one status a role in the order of ROLES; ``login``, ``intro``, ``desk`` and
    ``admin`` are redirects to signing in, to saying who one is, to one's own desk and to the Wagtail admin. What stands
    in the gaps of ``path`` is told by ``gaps``; ``{nowhere}`` is what nothing has as its key.

    A partner of the organisation that runs the cohort is answered as the manager of its place: a row says what she
    is answered only where that differs.
    """

    name: str
    method: str
    path: str
    cells: str
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def expected(self, role: str) -> str:
        """The cell of ``role``; one cell alone is for all."""
        cells = self.cells.split()
        if len(cells) == 1:
            return cells[0]
        if len(cells) < len(ROLES):
            cells.append(cells[ROLES.index("manager")])
        return dict(zip(ROLES, cells, strict=True))[role]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
