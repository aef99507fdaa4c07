"""Who sets, sees, hands in and reviews assignments."""

from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from assignments.enums import Means
from assignments.models import AttachedFile, PlannedAssignment
from assignments.services import hand_in
from cohorts.models import Programme
from tests.access import LEARNER, NOBODY, OWN, TEACHERS, Row
from tests.factories import AssignmentFactory, OrganisationFactory

# fmt: off
#           stranger  learner  other  withdrawn  trainer  mentor  manager  editor
COHORT =    "login     200      404    404        200      200     200      intro"
HELPERS =   "login     404      404    404        200      200     200      intro"
WAITING =   "login     404      404    404        200      404     200      intro"
# What the learner has not agreed to share is seen by who trains her alone; a file also by herself.
HER_WORK =  "login     404      404    404        200      404     404      intro"
HER_FILE =  "login     200      404    404        200      404     404      intro"
FOR_HER =   TEACHERS
# Who helps there comes to the list of who has handed in.
LED_ON =    "login     200      404    404        302      302     302      intro"

# Who manages the programme plans what its cohorts do.
PLANNER =   "login     404      404    404        404      404     200      intro     404"

ROWS = [
    Row("assignments:mine",     "GET",  "/assignments/",                         OWN),
    Row("assignments:waiting",  "GET",  "/assignments/waiting/",                 WAITING),
    Row("assignments:cohort",   "GET",  "/assignments/of/{cohort}/",             COHORT),
    Row("assignments:set",      "GET",  "/assignments/of/{cohort}/new/",         TEACHERS),
    Row("assignments:set",      "POST", "/assignments/of/{cohort}/new/",         TEACHERS.replace("200", "422"), {"title": "x"}),
    Row("assignments:set",      "GET",  "/assignments/of/{elsewhere}/new/",      NOBODY),
    Row("assignments:change",   "GET",  "/assignments/{assignment}/change/",     TEACHERS),
    Row("assignments:change",   "POST", "/assignments/{assignment}/change/",     TEACHERS.replace("200", "422"), {"title": "x"}),
    Row("assignments:learners", "GET",  "/assignments/{assignment}/learners/",   HELPERS),
    Row("assignments:recorded", "GET",  "/assignments/{assignment}/recorded/",   HELPERS),
    Row("assignments:recorded", "GET",  "/assignments/{assignment}/recorded/?file=csv", HELPERS),
    Row("assignments:work",     "GET",  "/assignments/{assignment}/",            LED_ON),
    Row("assignments:work",     "POST", "/assignments/{assignment}/",            LEARNER.replace("200", "422"), {"body": " "}),
    Row("assignments:work",     "GET",  "/assignments/{to_come}/",               LED_ON.replace("200", "404")),
    Row("assignments:hand-in-for", "GET",  "/assignments/{assignment}/for/{learner}/", FOR_HER),
    Row("assignments:hand-in-for", "POST", "/assignments/{assignment}/for/{learner}/", FOR_HER.replace("200", "422"), {"body": " "}),
    Row("assignments:hand-in-for", "GET",  "/assignments/{assignment}/for/{other}/",   NOBODY),
    Row("assignments:review",   "GET",  "/assignments/works/{her_work}/",            HER_WORK),
    Row("assignments:review",   "POST", "/assignments/works/{her_work}/",            HER_WORK.replace("200", "422"), {"verdict": "x"}),
    Row("assignments:programme", "GET", "/assignments/programmes/{field_programme}/",     PLANNER),
    Row("assignments:programme", "GET", "/assignments/programmes/{nowhere}/",             NOBODY),
    Row("assignments:plan",     "GET",  "/assignments/programmes/{field_programme}/new/", PLANNER),
    Row("assignments:plan",     "POST", "/assignments/programmes/{field_programme}/new/", PLANNER.replace("200", "422"), {"title": "x"}),
    Row("assignments:change-planned", "GET",  "/assignments/programmes/{field_programme}/{planned}/", PLANNER),
    Row("assignments:change-planned", "POST", "/assignments/programmes/{field_programme}/{planned}/", PLANNER.replace("200", "422"), {"title": "x"}),
    Row("assignments:change-planned", "GET",  "/assignments/programmes/{nowhere}/{planned}/", NOBODY),
    Row("assignments:drop-planned", "POST", "/assignments/programmes/{field_programme}/{planned}/drop/", PLANNER.replace("200", "302")),
    Row("assignments:file",     "GET",  "/assignments/files/{her_file}/",            HER_FILE),
]
# fmt: on


def gaps(world: Any) -> dict[str, Any]:
    """One that is out with a version of the learner's, and one that is given after a block to come."""
    learner = world.people["learner"]
    assignment = AssignmentFactory(cohort=world.cohort)
    version = hand_in(
        assignment, learner, hand_in_id=uuid4(), body="₹3,000 a month", attached=[], device_at=None, by=learner
    )
    file = AttachedFile.objects.create(hand_in=version, means=Means.PHOTO, media_type="image/webp", size=1)
    storages["private"].save(file.path, ContentFile(b"photo"))
    programme = Programme.objects.create(name="TED", organisation=OrganisationFactory(place=world.cohort.place))
    planned = PlannedAssignment.objects.create(programme=programme, title="Baseline", task="Go and see.")
    to_come = AssignmentFactory(cohort=world.cohort, is_to_come=True)
    plan = {"field_programme": programme.pk, "planned": planned.pk}
    return plan | {"assignment": assignment.pk, "to_come": to_come.pk, "her_work": version.work_id, "her_file": file.pk}
