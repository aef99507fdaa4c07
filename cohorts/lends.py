"""What cohorts lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort
from people.scopes import SCOPE_KINDS, ScopeKind

SCOPE_KINDS.register("cohort", ScopeKind(_("Cohort"), Cohort))
