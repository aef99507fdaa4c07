"""Who may open courses and lessons."""

from courses.models import Term
from tests.access import ANYBODY, NOBODY, OWN_SENT, READERS, READERS_SENT, Row
from tests.factories import lessons_of

# fmt: off
ROWS = [
    Row("courses:lesson",        "GET",  "/lessons/{lesson_key}/",            "302"),
    Row("courses:lesson",        "GET",  "/lessons/{nowhere}/",               "404"),
    Row("courses:teach-lesson",  "GET",  "/lessons/{lesson_key}/teach/",      "login 404 404 404 200 200 200 200"),
    Row("courses:teach-lesson",  "GET",  "/lessons/{nowhere}/teach/",         "login 404 404 404 404 404 404 404"),
    Row("courses:print-cards",   "GET",  "/lessons/{taught_key}/cards.pdf",   "login 404 404 404 200 200 200 intro"),
    Row("courses:print-cards",   "GET",  "/lessons/{lesson_key}/cards.pdf",   NOBODY),
    Row("courses:print-module",  "GET",  "/lessons/modules/{module_key}/booklet.pdf", "login 404 404 404 200 200 200 intro"),
    Row("courses:print-lesson",  "GET",  "/lessons/{lesson}/lesson.pdf",      READERS),
    Row("courses:print-lesson",  "GET",  "/lessons/{locked}/lesson.pdf",      "login 404 404 404 200 200 200 intro"),
    Row("courses:finish-lesson", "POST", "/lessons/{lesson_key}/finish/",         READERS_SENT),
    Row("courses:finish-lesson", "POST", "/lessons/{locked_key}/finish/",         "login 404 404 404 302 302 302 intro"),
    Row("courses:save-form",     "GET",  "/lessons/{lesson_key}/forms/goal-card/", OWN_SENT),
    Row("courses:save-form",     "POST", "/lessons/{lesson_key}/forms/goal-card/", READERS_SENT, {"amount": "3000"}),
    Row("courses:save-form",     "POST", "/lessons/{locked_key}/forms/goal-card/", "login 404 404 404 302 302 302 intro", {"amount": "3000"}),
    Row("courses:save-form",     "POST", "/lessons/{lesson_key}/forms/unknown/",  NOBODY),
    Row("course-by-address",     "GET",  "/en/courses/move/",                 ANYBODY),
    Row("course-by-address",     "GET",  "/en/courses/nothing/",              "404"),
    Row("words-by-address",      "GET",  "/en/courses/move/words/",           ANYBODY),
    Row("words-by-address",      "GET",  "/en/courses/nothing/words/",        "404"),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-1/", ANYBODY),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-2/", "login 403 403 403 200 200 200 200"),
    Row("lesson-by-address",     "GET",  "/hi/courses/move/module-1/lesson-1/", ANYBODY),
    Row("lesson-by-address",     "GET",  "/en/courses/move/module-1/lesson-9/", "404"),
    Row("api:courses",      "GET",  "/api/v1/courses",                    "401"),
    Row("api:course",       "GET",  "/api/v1/courses/{nowhere}",          "401"),
    Row("api:progress",     "GET",  "/api/v1/progress",                   "401"),
    Row("wagtail_serve",      "GET", "/en/courses/",         ANYBODY),
    Row("wagtail_serve",      "GET", "/en/courses/move/module-1/", "302"),
]
# fmt: on


def gaps(world):
    """A lesson that is open, one behind it that is not, and one with cards for its trainer; a word of the course."""
    Term.objects.create(course_key=world.course.translation_key, name="goal", meaning="What you want to reach.")
    _, locked, taught = lessons_of(world.course)
    taught.teaching = [("cards", {"title": "Cards", "note": "", "copies": 1, "cards": [{"front": "Busy", "back": ""}]})]
    taught.save()
    return {
        "lesson": world.lesson.pk,
        "lesson_key": world.lesson.translation_key,
        "taught_key": taught.translation_key,
        "module_key": world.lesson.get_parent().translation_key,
        "locked": locked.pk,
        "locked_key": locked.translation_key,
    }
