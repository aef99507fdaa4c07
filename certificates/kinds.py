"""What upper apps lend to certificates."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from core.registry import Registry
from people.models import Person

# The keys of the cohorts that somebody looks after, as a subquery: she oversees what is earned there.
COHORTS_LOOKED_AFTER: Registry[Callable[[Person], "QuerySet[Any]"]] = Registry("cohorts looked after")
# What an award asks for, by its key: sentences in the reader's language, none where the app knows no such award.
RULES_OF_AWARDS: Registry[Callable[[str], list[str]]] = Registry("rules of awards")
