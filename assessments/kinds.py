"""What upper apps lend to tests: the groups in which somebody learns."""

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, QuerySet

from core.prepared import Given
from core.registry import Registry

# The keys of the groups in which the person learns now, each of which stands in the query.
GROUPS_OF_LEARNERS: Registry[Callable[[Given | OuterRef], "QuerySet[Any]"]] = Registry("group of learners")
