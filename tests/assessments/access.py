"""Who may open questions and attempts."""

from assessments.models import Question
from assessments.services import start_attempt
from tests.access import LEARNER, LEARNER_SENT, NOBODY, READERS, READERS_SENT, Row
from tests.factories import questions_on

DUPLICATES = "wagtailsnippets_assessments_question:duplicates"
STANDS = "wagtailsnippets_assessments_question:stands"
ANEW = "wagtailsnippets_assessments_question:anew"
WORKS = "wagtailsnippets_assessments_question:works"

# fmt: off
NO_AUTHOR = "login 403 403 403 403 403 403 admin"
ROWS = [
    Row("assessments:start",       "GET",  "/questions/lesson/{lesson_key}/",  READERS),
    Row("assessments:start",       "POST", "/questions/lesson/{lesson_key}/",  READERS_SENT),
    Row("assessments:start",       "GET",  "/questions/lesson/{locked_key}/",  "login 404 404 404 200 200 200 intro"),
    Row("assessments:start",       "POST", "/questions/lesson/{locked_key}/",  NOBODY),
    Row("assessments:attempt",     "GET",  "/questions/{attempt}/",            LEARNER),
    Row("assessments:practise",    "GET",  "/questions/{attempt}/practise/",   LEARNER_SENT),
    Row("assessments:practise",    "POST", "/questions/{attempt}/practise/",   LEARNER_SENT),
    Row("assessments:submit",      "GET",  "/questions/{attempt}/submit/",     LEARNER_SENT),
    Row("assessments:submit",      "POST", "/questions/{attempt}/submit/",     LEARNER_SENT, {"anyway": "1"}),
    # Questions are written in the admin, by who has the right to: none of these.
    Row("exchange:start",          "GET",  "/exchange/new/questions/",         "login 404 404 404 404 404 404 404"),
    Row("exchange:start",          "POST", "/exchange/new/questions/",         "login 404 404 404 404 404 404 404"),
    Row(DUPLICATES,                "GET",  "/admin/snippets/assessments/question/duplicates/", NO_AUTHOR),
    Row(STANDS,                    "GET",  "/admin/snippets/assessments/question/stands/{question}/", NO_AUTHOR),
    Row(STANDS,                    "POST", "/admin/snippets/assessments/question/stands/{question}/", NO_AUTHOR),
    Row(WORKS,                     "GET",  "/admin/snippets/assessments/question/works/{question}/", NO_AUTHOR),
    Row(ANEW,                      "GET",  "/admin/snippets/assessments/question/anew/{question}/", NO_AUTHOR),
    Row(ANEW,                      "POST", "/admin/snippets/assessments/question/anew/{question}/", NO_AUTHOR),
    # What she learned stays hers to see after she left.
    Row("assessments:attempt",     "GET",  "/questions/{left_attempt}/",       "login 404 404 200 404 404 404 intro"),
]
# fmt: on


def gaps(world):
    """An attempt of the learner, and one of her who leaves."""
    questions_on(world.lesson)
    return {
        "question": Question.objects.first().pk,
        "attempt": start_attempt(world.people["learner"], world.lesson.translation_key).pk,
        "left_attempt": start_attempt(world.people["withdrawn"], world.lesson.translation_key).pk,
    }
