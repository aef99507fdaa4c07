"""What mentoring lends: the context of a talk about a lesson, and the press at the end of a lesson that opens one."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cohorts.signals import COHORT_HANDED_OVER
from courses.models import LessonPage
from courses.queries import LESSON_ACTIONS, LessonAction, Reading, open_lesson_titles
from jobs.services import subscribe
from mentoring.enums import LESSON, MemberRole
from mentoring.models import LessonTalk
from mentoring.permissions import takes_part_in_lesson_talk
from mentoring.queries import subjects_of_lesson_talks
from mentoring.services import ask_about_lesson, go_on_with, let_another_mentor_in
from people.enums import Role
from people.queries import KEPT, Kept, person_of_key
from talks.contexts import Beginning, Invitation, ThreadContext, thread_contexts


def ask_a_mentor(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that opens the talk about the lesson: for who learns it."""
    if not reading.access.is_learner:
        return None
    address = reverse("mentoring:ask", args=[lesson.translation_key])
    return LessonAction(_("Ask your mentor"), "message-circle", address, template="mentoring/_ask.html")


def talks_go_on(payload: dict[str, Any]) -> None:
    """Who takes over from a mentor takes over the talks that are open."""
    taken_by = person_of_key(payload["taken_by"])
    if taken_by is not None and payload["given_by"] and payload["role"] == Role.MENTOR:
        go_on_with(taken_by, given_by=UUID(payload["given_by"]), cohort=UUID(payload["cohort"]))


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
                "your mentor” at its end."
            ),
            gettext_lazy("To my lessons"),
            "desk:home",
            gettext_lazy("The questions of learners whom you mentor come here by themselves."),
        ),
        answering=(MemberRole.MENTOR,),
        begins=Beginning(
            open=ask_about_lesson,
            titles=open_lesson_titles,
            address=lambda key: f"{reverse('courses:lesson', args=[key])}#end",
        ),
        complete=let_another_mentor_in,
    ),
)
KEPT.register("lesson-talks", Kept(_("Talks about lessons"), LessonTalk, "learner"))
subscribe(COHORT_HANDED_OVER, "mentoring.talks_go_on", talks_go_on)
