"""Who may keep what on a phone."""

from tests.access import ANYBODY, NOBODY, OWN, READERS, Row

# fmt: off
ROWS = [
    Row("offline:worker",   "GET", "/worker.js",                             ANYBODY),
    Row("offline:manifest", "GET", "/manifest.hi.webmanifest",               ANYBODY),
    Row("offline:manifest", "GET", "/manifest.xx.webmanifest",               "404"),
    Row("offline:no-line",  "GET", "/offline/no-line/hi/",                   ANYBODY),
    Row("offline:no-line",  "GET", "/offline/no-line/xx/",                   "404"),
    Row("offline:kept",     "GET", "/offline/",                              OWN),
    Row("offline:bundle",   "GET", "/offline/pages/day/mine/",               OWN),
    Row("offline:bundle",   "GET", "/offline/pages/course/{course_key}/",    READERS),
    Row("offline:bundle",   "GET", "/offline/pages/course/{nowhere}/",       NOBODY),
    Row("offline:bundle",   "GET", "/offline/pages/course/rubbish/",         NOBODY),
    Row("offline:bundle",   "GET", "/offline/pages/nothing/mine/",           NOBODY),
]
# fmt: on


def gaps(world):
    """The course of the world's cohort."""
    return {"course_key": world.course.translation_key}
