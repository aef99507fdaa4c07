"""What is said in notices about questions and their results."""

from uuid import UUID

from django.utils.translation import gettext

from assessments.queries import prompts_in_bank
from core.local_text import language_now
from courses.queries import open_lesson_titles
from notifications.kinds import Data
from people.models import Person


def say_results(reader: Person, notices: list[Data]) -> list[str]:
    """The lesson in her language, and no score: it is read over her shoulder, too."""
    return _about_lessons(gettext("Your answers to “%(lesson)s” are marked. See your result."), notices)


def say_marked_anew(reader: Person, notices: list[Data]) -> list[str]:
    """As of a result, and not whether it is more or less."""
    sentence = gettext("A question of “%(lesson)s” had a mistake and was marked anew. See your result.")
    return _about_lessons(sentence, notices)


def say_reviewed(reader: Person, notices: list[Data]) -> list[str]:
    """Of questions that she wrote: which one, and whether it came back."""
    prompts = prompts_in_bank(each["question"] for each in notices)
    in_use, back = gettext("Your question is in use: “%(prompt)s”."), gettext("Your question came back: “%(prompt)s”.")
    return [(in_use if data["is_in_use"] else back) % {"prompt": prompts.get(data["question"], "")} for data in notices]


def _about_lessons(sentence: str, notices: list[Data]) -> list[str]:
    titles = open_lesson_titles({UUID(data["lesson"]) for data in notices}, language_now())
    return [sentence % {"lesson": titles.get(UUID(data["lesson"]), "")} for data in notices]
