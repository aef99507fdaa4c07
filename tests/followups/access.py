"""Who may open the pages of follow-ups."""

from tests.access import NOBODY, TEACHERS, Row

# fmt: off
# What is sent is not filled in.
SENT = TEACHERS.replace("200", "422")
TRAINER = "login    404      404    404        200      404     404      intro"
TRAINER_SENT = TRAINER.replace("200", "422")

ROWS = [
    Row("followups:act", "GET",  "/follow-ups/{cohort}/{learner}/call/",    TEACHERS),
    Row("followups:act", "GET",  "/follow-ups/{cohort}/{learner}/message/", TEACHERS),
    Row("followups:act", "GET",  "/follow-ups/{cohort}/{learner}/lesson/",  TRAINER),
    Row("followups:act", "POST", "/follow-ups/{cohort}/{learner}/call/",    SENT, {"reached": "x"}),
    Row("followups:act", "POST", "/follow-ups/{cohort}/{learner}/message/", TRAINER_SENT, {"body": ""}),
    Row("followups:act", "POST", "/follow-ups/{cohort}/{learner}/lesson/",  TRAINER_SENT, {"lesson": "x"}),
    Row("followups:act", "GET",  "/follow-ups/{cohort}/{learner}/fly/",     NOBODY),
    Row("followups:act", "GET",  "/follow-ups/{cohort}/{other}/call/",      NOBODY),
    Row("followups:act", "GET",  "/follow-ups/{elsewhere}/{learner}/call/", NOBODY),
]
# fmt: on
