"""Who may open the pages of the gradebook."""

from tests.access import LEARNER, NOBODY, TEACHERS, Row

# fmt: off
# The manager sees the results of who shares them: nobody of this world does.
TRAINER = "login    404      404    404        200      404     404      intro"
SENT = TRAINER.replace("200", "422")

ROWS = [
    Row("gradebook:running", "GET", "/gradebook/running/", "login 404 404 404 404 404 200 intro"),
    Row("gradebook:book", "GET", "/gradebook/{cohort}/",    TEACHERS),
    Row("gradebook:book", "GET", "/gradebook/{elsewhere}/", NOBODY),
    Row("gradebook:figures", "GET", "/gradebook/{cohort}/figures/", TEACHERS),
    Row("gradebook:figures", "GET", "/gradebook/{elsewhere}/figures/", NOBODY),
    Row("gradebook:print-report", "GET", "/gradebook/{cohort}/report.pdf", TEACHERS),
    Row("gradebook:print-report", "GET", "/gradebook/{elsewhere}/report.pdf", NOBODY),
    Row("gradebook:mine", "GET", "/gradebook/{cohort}/mine/", LEARNER),
    Row("gradebook:weights", "GET", "/gradebook/{cohort}/weights/", TEACHERS),
    Row("gradebook:weights", "POST", "/gradebook/{cohort}/weights/", SENT, {"x": "y"}),
    Row("gradebook:weights", "GET", "/gradebook/{elsewhere}/weights/", NOBODY),
    Row("gradebook:completing", "GET", "/gradebook/{cohort}/completing/", NOBODY),
    Row("gradebook:completing", "POST", "/gradebook/{cohort}/completing/", NOBODY),
    Row("gradebook:learner", "GET", "/gradebook/{cohort}/learners/{learner}/", TRAINER),
    Row("gradebook:learner", "GET", "/gradebook/{cohort}/learners/{other}/", NOBODY),
    Row("gradebook:cell", "GET", "/gradebook/{cohort}/learners/{learner}/{lesson_key}/", TRAINER),
    Row("gradebook:cell", "POST", "/gradebook/{cohort}/learners/{learner}/{lesson_key}/", SENT, {"value": "x"}),
    Row("gradebook:cell", "GET", "/gradebook/{cohort}/learners/{learner}/days/", NOBODY),
]
# fmt: on
