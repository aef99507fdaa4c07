"""Who may ask a mentor."""

from tests.access import LEARNER_SENT, Row

# fmt: off
ROWS = [
    Row("mentoring:ask",      "POST", "/talks/ask/{lesson_key}/",          LEARNER_SENT),
]
# fmt: on
