"""What courses lend to the floors below."""

from django.utils.translation import gettext_lazy as _

from courses.models import FilledForm, LessonProgress
from people.queries import KEPT, Kept

KEPT.register("progress", Kept(_("Lessons you opened"), LessonProgress))
KEPT.register("lesson-forms", Kept(_("What you wrote in lessons"), FilledForm))
