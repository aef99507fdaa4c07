"""What mentoring lends: the context of a talk about a lesson, and the press at the end of a lesson that opens one."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import LessonPage
from courses.queries import LESSON_ACTIONS, LessonAction, Reading
from mentoring.enums import LESSON, MemberRole
from mentoring.models import LessonTalk
from mentoring.permissions import takes_part_in_lesson_talk
from mentoring.queries import subjects_of_lesson_talks
from mentoring.services import let_another_mentor_in
from people.queries import KEPT, Kept
from talks.contexts import Invitation, ThreadContext, thread_contexts


def ask_a_mentor(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that opens the talk about the lesson: for who learns it."""
    if not reading.access.is_learner:
        return None
    return LessonAction(_("Ask your mentor"), "message-circle", reverse("mentoring:ask", args=[lesson.translation_key]))


LESSON_ACTIONS.register("mentor", ask_a_mentor)
thread_contexts.register(
    LESSON,
    ThreadContext(
        role_names=dict(MemberRole.choices),
        takes_part=takes_part_in_lesson_talk,
        subjects=subjects_of_lesson_talks,
        invitation=Invitation(
            gettext_lazy(
                "Is something not clear, or did you try it and it went another way? Open the lesson and press “Ask "
                "your mentor” at its end. If you are a mentor: the questions of your learners come here by themselves."
            ),
            gettext_lazy("To my lessons"),
            "desk:home",
        ),
        complete=let_another_mentor_in,
    ),
)
KEPT.register("lesson-talks", Kept(_("Talks about lessons"), LessonTalk, "learner"))
