"""What assessments lend: results and questions to courses, answers to what phones hand in."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy, ngettext

from assessments import services
from assessments.enums import ANSWER, ATTEMPT_BEGIN, ATTEMPT_END, MARKED_ANEW, RESULT, REVIEWED
from assessments.errors import (
    AnswersNeedYou,
    CannotBeHandedIn,
    NotBegun,
    NotOpenToBegin,
    QuestionChanged,
    TakesPartNoMore,
)
from assessments.forms import AnswerForm, BeginForm, EndForm
from assessments.imports import QUESTIONS
from assessments.models import Allowance, Answer, Attempt, AttemptQuestion, Regrade, RegradedAttempt
from assessments.notices import say_marked_anew, say_results, say_reviewed
from assessments.permissions import attempts_visible_to
from assessments.queries import (
    answers_in_words,
    given_in_words,
    has_refused_answers,
    lessons_to_begin,
    passes_of,
    prompts_of,
    questions_unwritten,
    result_facts,
    waits_to_begin,
    what_awaits,
)
from assessments.regrading import MARK_ANEW, run
from assessments.rule_kinds import GRADE, GRADED
from assessments.sittings import mark_of, unsealed
from core.errors import Refusal
from core.local_text import language_now
from courses.kinds import CONDITION_KINDS, PASSES
from courses.models import LessonPage
from courses.queries import (
    ALSO_WRITTEN,
    LESSON_ACTIONS,
    NEXT_STEPS,
    PAGES_OF_TESTS,
    RESULTS,
    LessonAction,
    Reading,
    can_read,
    lesson_in,
    open_lesson_titles,
)
from exchange.kinds import IMPORT_KINDS
from jobs.services import register_job, register_long_job
from notifications.kinds import notice_kinds, said_outside, said_where_it_leads
from offline.kinds import KeptPage, pages_of_today
from people.models import Person, User
from people.queries import KEPT, Kept
from submissions.errors import IdIsTaken, NotYours
from submissions.kinds import Handed, Kind, keys_about, nothing_to_read, submission_kinds
from submissions.permissions import submissions_visible_to

MOST_OPEN = 5
# What waited longer for the network was handed in by somebody who may be elsewhere by now.
WAITED = timedelta(minutes=10)


def questions_of_lesson(lesson: LessonPage, reading: Reading) -> LessonAction | None:
    """The press that leads to the lesson's questions."""
    awaits = what_awaits(lesson.translation_key) if reading.has_questions else None
    if awaits is None:
        return None
    address = reverse("assessments:start", args=[lesson.translation_key])
    label = ngettext("Answer %(number)s question", "Answer %(number)s questions", awaits.questions)
    return LessonAction(label % {"number": awaits.questions}, "clipboard-list", address, main=True)


def questions_come_next(reading: Reading) -> str | None:
    """The address of the lesson's questions, where it has some."""
    return reverse("assessments:start", args=[reading.state.key]) if reading.has_questions else None


def answer_form(person: Person, handed: Handed) -> AnswerForm:
    """About an attempt, by its id; ``position`` among the fields says which of its questions."""
    try:
        attempt_id, position = UUID(handed.about), int(handed.fields.get("position", "")[:4])
        question = services.question_to_answer(person, attempt_id, position)
    except (ValueError, AttemptQuestion.DoesNotExist):
        raise _why_not(person, handed) from None
    seen = handed.fields.get("seen:mark")
    if seen is not None and seen != mark_of(question):
        raise QuestionChanged
    return AnswerForm(handed.fields, question=question)


def keep_answer(person: Person, handed: Handed, form: AnswerForm) -> None:
    """Give a readable answer its number."""
    given = form.cleaned_data["given"]
    services.save_answer(
        form.question, by=person, answer_id=handed.id, given=given, device_at=handed.device_at, age=handed.age
    )


def begin_form(person: Person, handed: Handed) -> BeginForm:
    """About the attempt that the page offered her, by the id that it will have."""
    return BeginForm({name: handed.fields.get(f"seen:{name}", "") for name in BeginForm.base_fields})


def begin(person: Person, handed: Handed, form: BeginForm) -> None:
    """Begin it as if she had pressed the button at the portal, if the lesson is open to her now."""
    lesson_key, sealed = form.cleaned_data["lesson"], form.cleaned_data["sealed"]
    try:
        attempt_id, lesson = UUID(handed.about), lesson_in(lesson_key, language_now())
    except (ValueError, LessonPage.DoesNotExist):
        raise NotYours from None
    if person.user is None or not can_read(person.user, lesson):
        raise NotOpenToBegin
    questions = unsealed(sealed, attempt_id)
    services.begin_attempt(person, attempt_id, lesson_key, questions, device_at=handed.device_at, age=handed.age)


def end_form(person: Person, handed: Handed) -> EndForm:
    """About an attempt, by its id."""
    try:
        attempt = handed.row_about(attempts_visible_to(person))
    except NotYours:
        raise _why_not(person, handed) from None
    if attempt is None:
        raise NotYours
    return EndForm(handed.fields, attempt=attempt)


def hand_in(person: Person, handed: Handed, form: EndForm) -> dict[str, Any]:
    """Hand in what has come before it; tells what the result is, and where. What is mended first goes first."""
    if form.attempt.is_open and has_refused_answers(person, handed.about):
        raise AnswersNeedYou
    try:
        attempt = services.submit_attempt(form.attempt.pk)
    except TakesPartNoMore:
        raise CannotBeHandedIn from None
    if handed.device_at and timezone.now() - handed.device_at > WAITED:
        services.tell_result(attempt)
    lesson = open_lesson_titles([attempt.quiz.lesson_id], language_now()).get(attempt.quiz.lesson_id, "")
    news = gettext("Handed in: %(lesson)s. Your result: %(percent)s%%. See your answers") % {
        "lesson": lesson,
        "percent": attempt.percent,
    }
    return {"next": reverse("assessments:attempt", args=[attempt.pk]), "news": news}


def _why_not(person: Person, handed: Handed) -> Refusal:
    """What is about an attempt that is not there: it is not hers, or its beginning is kept apart itself."""
    return NotBegun() if waits_to_begin(person, handed.about) else NotYours()


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
    return _by_their_lessons({about: lessons[key] for about, key in attempts.items() if key in lessons})


def beginnings_named(reader: Person, abouts: Iterable[str]) -> dict[str, str]:
    """What was begun and is no attempt yet, by its lesson: of who reads, or of whom she may help."""
    begun = lessons_to_begin(submissions_visible_to(reader).filter(about__in=list(abouts)))
    return _by_their_lessons({row.about: lesson for row, lesson in begun.items()})


def _by_their_lessons(lessons: Mapping[str, UUID]) -> dict[str, str]:
    """{what it is about: the title of its lesson}; what these are called stands on the course's page for everybody."""
    titles = open_lesson_titles(lessons.values(), language_now())
    return {about: titles[key] for about, key in lessons.items() if key in titles}


def open_questions(user: User) -> Iterator[KeptPage]:
    """The questions she has begun: they can be answered without a line."""
    for attempt in attempts_visible_to(user.person).open()[:MOST_OPEN]:
        yield KeptPage(reverse("assessments:attempt", args=[attempt.pk]))


def pages_of_questions(lesson_keys: Iterable[UUID]) -> Iterator[KeptPage]:
    """Where the questions of lessons are begun: with a line or without."""
    for key in lesson_keys:
        yield KeptPage(reverse("assessments:start", args=[key]))


pages_of_today.register("questions", open_questions)
PAGES_OF_TESTS.register("questions", pages_of_questions)
KEPT.register("attempts", Kept(gettext_lazy("Questions you answered"), Attempt))
KEPT.register(
    "answers",
    Kept(
        gettext_lazy("Answers you gave"),
        Answer,
        "recorded_by",
        hidden=("attempt", "corrects"),
        in_words={"question": prompts_of, "given": given_in_words},
    ),
)
KEPT.register(
    "marked-anew",
    Kept(
        gettext_lazy("Results of yours that were marked anew"),
        RegradedAttempt,
        "attempt__person",
        shown=("at", "old_percent", "new_percent", "old_passed", "new_passed"),
    ),
)
KEPT.register(
    "allowances",
    Kept(
        gettext_lazy("More time or tries that you were given at tests"),
        Allowance,
        "person",
        shown=("extra_minutes", "extra_tries", "opens_at", "closes_at", "reason", "given_at", "ended_at"),
    ),
)
KEPT.register(
    "allowances-given",
    Kept(gettext_lazy("More time or tries you gave at tests"), Allowance, "given_by", shown=("reason", "given_at")),
)
KEPT.register(
    "regrades",
    Kept(gettext_lazy("Questions you had marked anew"), Regrade, "by", shown=("asked_at", "reason", "takes_passes")),
)
IMPORT_KINDS.register("questions", QUESTIONS)
register_long_job(MARK_ANEW, run)
register_job(services.TIME_IS_UP, services.time_is_up)
register_job(services.COUNTED_ANEW, services.count_anew)
notice_kinds.register(RESULT, say_results)
notice_kinds.register(MARKED_ANEW, say_marked_anew)
notice_kinds.register(REVIEWED, say_reviewed)
said_outside.register(MARKED_ANEW, "the title of a lesson, and no score")
said_where_it_leads.register(MARKED_ANEW, "it is the result")
said_outside.register(RESULT, "the title of a lesson, and no score")
said_where_it_leads.register(RESULT, "it is the result")
RESULTS.register("questions", result_facts)
PASSES.register("questions", passes_of)
CONDITION_KINDS.register(GRADE, GRADED)
ALSO_WRITTEN.register("questions", questions_unwritten)
LESSON_ACTIONS.register("questions", questions_of_lesson)
NEXT_STEPS.register("questions", questions_come_next)
submission_kinds.register(
    ATTEMPT_BEGIN,
    Kind(
        label=gettext_lazy("Questions begun"),
        form=begin_form,
        apply=begin,
        address=lambda about: "",
        titles=beginnings_named,
        words=nothing_to_read,
        releases=(ANSWER, ATTEMPT_END),
        is_repeatable=True,
    ),
)
submission_kinds.register(
    ATTEMPT_END,
    Kind(
        label=gettext_lazy("Questions handed in"),
        form=end_form,
        apply=hand_in,
        address=lambda about: reverse("assessments:attempt", args=[about]),
        titles=questions_named,
        words=nothing_to_read,
        is_repeatable=True,
    ),
)
submission_kinds.register(
    ANSWER,
    Kind(
        label=gettext_lazy("Answer to a question"),
        form=answer_form,
        apply=keep_answer,
        address=lambda about: reverse("assessments:attempt", args=[about]),
        titles=questions_named,
        words=answers_in_words,
        record=Answer,
        facts=known_answer,
    ),
)
