"""What mentoring lends: the context of a talk about a lesson, and the press at the end of a lesson that opens one."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.models import LessonPage
from courses.queries import LessonAction, Reading, register_lesson_action
from mentoring.enums import LESSON, MemberRole
from mentoring.models import LessonTalk
from mentoring.permissions import takes_part_in_lesson_talk
from mentoring.queries import subjects_of_lesson_talks
from mentoring.services import tell_of_message
from notifications.services import Data, Say, register_notice
from people.models import Person
from people.queries import KEPT, Kept
from talks.contexts import Invitation, Subject, ThreadContext, thread_contexts


def ask_a_mentor(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that opens the talk about the lesson: for who learns it."""
    if not reading.access.is_learner:
        return None
    return LessonAction(_("Ask your mentor"), "message-circle", reverse("mentoring:ask", args=[lesson.translation_key]))


def about_a_lesson(named: Promise, unnamed: Promise) -> Say:
    """A notice of a talk, which names the lesson as its reader's language does today."""

    def say(reader: Person, notices: list[Data]) -> list[str]:
        subjects = subjects_of_lesson_talks([UUID(data["talk"]) for data in notices], get_language() or reader.language)
        return [_about(subjects.get(UUID(data["talk"])), data["name"]) for data in notices]

    def _about(subject: Subject | None, name: str) -> str:
        return str(named) % {"name": name, "about": subject.title} if subject else str(unnamed) % {"name": name}

    return say


register_notice(
    "mentor_answered",
    about_a_lesson(gettext_lazy("%(name)s answered you about %(about)s."), gettext_lazy("%(name)s answered you.")),
)
register_notice(
    "learner_asked",
    about_a_lesson(gettext_lazy("%(name)s asked you about %(about)s."), gettext_lazy("%(name)s asked you.")),
)
register_lesson_action(ask_a_mentor)
thread_contexts.register(
    LESSON,
    ThreadContext(
        role_names={MemberRole.LEARNER: MemberRole.LEARNER.label, MemberRole.MENTOR: MemberRole.MENTOR.label},
        takes_part=takes_part_in_lesson_talk,
        subjects=subjects_of_lesson_talks,
        tell=tell_of_message,
        invitation=Invitation(
            gettext_lazy(
                "Is something not clear, or did you try it and it went another way? Open the lesson and press “Ask "
                "your mentor” at its end. If you are a mentor: the questions of your learners come here by themselves."
            ),
            gettext_lazy("To my lessons"),
            "desk:home",
        ),
    ),
)
KEPT.register("lesson-talks", Kept(_("Talks about lessons"), LessonTalk, "learner"))
