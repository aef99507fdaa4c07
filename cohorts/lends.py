"""What cohorts lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from cohorts.models import Cohort, Enrolment
from people.queries import KEPT, Kept
from people.scopes import SCOPE_KINDS, ScopeKind

SCOPE_KINDS.register("cohort", ScopeKind(_("Cohort"), Cohort))
KEPT.register("enrolments", Kept(_("Your cohorts"), Enrolment))
