"""What assessments lend: results and questions to courses, answers to what phones hand in."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from assessments.enums import ANSWER
from assessments.forms import AnswerForm
from assessments.imports import QUESTIONS
from assessments.models import Answer, Attempt, AttemptQuestion
from assessments.permissions import attempts_visible_to
from assessments.queries import result_facts, what_awaits
from assessments.services import question_to_answer, save_answer
from core.local_text import language_now
from courses.models import LessonPage
from courses.queries import LESSON_ACTIONS, RESULTS, LessonAction, Reading, open_lesson_titles
from exchange.kinds import IMPORT_KINDS
from offline.kinds import KeptPage, pages_of_today
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, Kind, keys_about, submission_kinds

MOST_OPEN = 5


def questions_of_lesson(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that leads to the lesson's questions."""
    awaits = what_awaits(lesson.translation_key) if reading.has_questions else None
    if awaits is None:
        return None
    address = reverse("assessments:start", args=[lesson.translation_key])
    label = ngettext("Answer %(number)s question", "Answer %(number)s questions", awaits.questions)
    return LessonAction(label % {"number": awaits.questions}, "clipboard-list", address, main=True)


def answer_form(person: Person, handed: Handed) -> AnswerForm:
    """About an attempt, by its id; ``position`` among the fields says which of its questions."""
    try:
        attempt_id, position = UUID(handed.about), int(handed.fields.get("position", "")[:4])
        question = question_to_answer(person, attempt_id, position)
    except (ValueError, AttemptQuestion.DoesNotExist):
        raise NotYours from None
    return AnswerForm(handed.fields, question=question)


def keep_answer(person: Person, handed: Handed, form: AnswerForm) -> None:
    """Give a readable answer its number."""
    given = form.cleaned_data["given"]
    save_answer(form.question, by=person, answer_id=handed.id, given=given, device_at=handed.device_at)


def known_answer(answer: Answer, handed: Handed) -> dict[str, Any]:
    """Nothing more than that it is known, where it was given to the same attempt."""
    if str(answer.attempt_id) != handed.about:
        raise IdIsTaken
    return {}


def questions_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """The reader's own attempts by their lessons."""
    attempts = keys_about(abouts)
    mine = attempts_visible_to(reader).filter(pk__in=attempts.values())
    lessons = dict(mine.values_list("pk", "quiz__lesson"))
    titles = open_lesson_titles(lessons.values(), language_now())
    return {about: titles[lessons[key]] for about, key in attempts.items() if lessons.get(key) in titles}


def open_questions(user: User) -> Iterator[KeptPage]:
    """The questions she has begun: they can be answered without a line."""
    for attempt in attempts_visible_to(user.person).open()[:MOST_OPEN]:
        yield KeptPage(reverse("assessments:attempt", args=[attempt.pk]))


pages_of_today.register("questions", open_questions)
KEPT.register("attempts", Kept(gettext_lazy("Questions you answered"), Attempt))
KEPT.register("answers", Kept(gettext_lazy("Answers you gave"), Answer, "recorded_by"))
IMPORT_KINDS.register("questions", QUESTIONS)
RESULTS.register("questions", result_facts)
LESSON_ACTIONS.register("questions", questions_of_lesson)
submission_kinds.register(
    ANSWER,
    Kind(
        label=gettext_lazy("Answer to a question"),
        form=answer_form,
        apply=keep_answer,
        address=lambda about: reverse("assessments:attempt", args=[about]),
        titles=questions_named,
        record=Answer,
        facts=known_answer,
    ),
)
