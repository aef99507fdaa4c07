"""Who may open a long job."""

from jobs.services import JobResult, register_long_job, run_job, start_long_job
from jobs.services.kinds import job_kinds
from tests.access import Row

# fmt: off
LEARNERS = "login     200      404    404        404      404     404      404"
ROWS = [
    Row("jobs:mine",          "GET", "/jobs/",               "login 200 200 200 200 200 200 200"),
    Row("jobs:job",           "GET", "/jobs/{job}/",          LEARNERS),
    Row("jobs:progress",      "GET", "/jobs/{job}/progress/", LEARNERS),
    Row("jobs:result",        "GET", "/jobs/{job}/result/",   LEARNERS),
]
# fmt: on


def gaps(world):
    """A long job of the learner, with its result."""
    if "access.list" not in job_kinds:
        register_long_job("access.list", lambda payload, progress: JobResult(file_name="list.csv", content=b"x"))
    long = start_long_job("access.list", by=world.users["learner"], title="A list", payload={})
    run_job(str(long.pk))
    return {"job": long.pk}
