"""What assessments lend to courses: results for unlocking, and the questions at the end of a lesson."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.queries import result_facts
from courses.models import LessonPage
from courses.queries import LessonAction, Reading, register_lesson_action, register_results


def questions_of_lesson(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that leads to the lesson's questions."""
    if not reading.has_questions:
        return None
    address = reverse("assessments:start", args=[lesson.translation_key])
    return LessonAction(_("Answer the questions"), "clipboard-list", address, main=True)


register_results(result_facts)
register_lesson_action(questions_of_lesson)
