"""How an assignment is set, and how work on it is handed in and looked at."""

from assignments.forms.handing_in import HandInForm, as_handed_in, photo_without_notes
from assignments.forms.review import ReviewForm
from assignments.forms.tasks import AssignmentForm, PlannedForm

__all__ = ["AssignmentForm", "HandInForm", "PlannedForm", "ReviewForm", "as_handed_in", "photo_without_notes"]
