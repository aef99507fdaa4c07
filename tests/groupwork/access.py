"""Who sees what groups find out, and who writes it down."""

from uuid import uuid4

from groupwork.models import Group, Idea, Membership, Sheet, Survey
from tests.access import NOBODY, READERS, TEACHERS, Row

# Who is in the group, and who teaches; who mentors reads.
WRITERS = "login 200 404 404 200 404 200 intro"
WRITERS_SENT = WRITERS.replace("200", "422")

# fmt: off
ROWS = [
    Row("groupwork:groups",    "GET",  "/groupwork/cohorts/{cohort}/",        READERS),
    Row("groupwork:groups",    "GET",  "/groupwork/cohorts/{elsewhere}/",     "login 404 200 404 404 404 404 intro"),
    Row("groupwork:new-group", "GET",  "/groupwork/cohorts/{cohort}/new/",    TEACHERS),
    Row("groupwork:new-group", "POST", "/groupwork/cohorts/{cohort}/new/",    TEACHERS.replace("200", "422")),
    Row("groupwork:new-group", "GET",  "/groupwork/cohorts/{elsewhere}/new/", NOBODY),
    Row("groupwork:group",     "GET",  "/groupwork/{group}/",                 READERS),
    Row("groupwork:group",     "GET",  "/groupwork/{others_group}/",          "login 404 404 404 200 200 200 intro"),
    Row("groupwork:members",   "GET",  "/groupwork/{group}/members/",         TEACHERS),
    Row("groupwork:members",   "POST", "/groupwork/{group}/members/",         TEACHERS.replace("200", "422")),
    Row("groupwork:add-idea",  "GET",  "/groupwork/{group}/ideas/",           WRITERS),
    Row("groupwork:add-idea",  "POST", "/groupwork/{group}/ideas/",           WRITERS_SENT),
    Row("groupwork:add-idea",  "GET",  "/groupwork/{others_group}/ideas/",    TEACHERS),
    Row("groupwork:decide",    "GET",  "/groupwork/{group}/ideas/{idea}/",    WRITERS),
    Row("groupwork:decide",    "POST", "/groupwork/{group}/ideas/{idea}/",    WRITERS_SENT),
    # Of one group by way of another.
    Row("groupwork:decide",    "GET",  "/groupwork/{others_group}/ideas/{idea}/", NOBODY),
    Row("groupwork:correct-idea", "GET",  "/groupwork/{group}/ideas/{idea}/correct/", WRITERS),
    Row("groupwork:correct-idea", "POST", "/groupwork/{group}/ideas/{idea}/correct/", WRITERS_SENT),
    Row("groupwork:correct-idea", "GET",  "/groupwork/{others_group}/ideas/{idea}/correct/", NOBODY),
    Row("groupwork:sheet",     "GET",  "/groupwork/{group}/sheets/pilot/",    WRITERS),
    Row("groupwork:sheet",     "POST", "/groupwork/{group}/sheets/pilot/",    WRITERS_SENT),
    Row("groupwork:sheet",     "GET",  "/groupwork/{group}/sheets/nothing/",  NOBODY),
    Row("groupwork:correct-sheet", "GET",  "/groupwork/{group}/sheets/pilot/{sheet}/", WRITERS),
    Row("groupwork:correct-sheet", "POST", "/groupwork/{group}/sheets/pilot/{sheet}/", WRITERS_SENT),
    Row("groupwork:correct-sheet", "GET",  "/groupwork/{group}/sheets/plan/{sheet}/",  NOBODY),
    Row("groupwork:survey",    "GET",  "/groupwork/{group}/surveys/",         WRITERS),
    Row("groupwork:survey",    "POST", "/groupwork/{group}/surveys/",         WRITERS_SENT),
    Row("groupwork:count",     "GET",  "/groupwork/{group}/surveys/{survey}/", READERS),
    Row("groupwork:count",     "POST", "/groupwork/{group}/surveys/{survey}/", WRITERS_SENT),
    Row("groupwork:correct-survey", "GET",  "/groupwork/{group}/surveys/{survey}/correct/", WRITERS),
    Row("groupwork:correct-survey", "POST", "/groupwork/{group}/surveys/{survey}/correct/", WRITERS_SENT),
    Row("groupwork:correct-survey", "GET",  "/groupwork/{others_group}/surveys/{survey}/correct/", NOBODY),
    Row("groupwork:print-path", "GET", "/groupwork/{group}/path.pdf",         READERS),
    Row("groupwork:tracks",    "GET",  "/groupwork/cohorts/{cohort}/tracks/", TEACHERS),
    Row("groupwork:tracks",    "GET",  "/groupwork/cohorts/{elsewhere}/tracks/", NOBODY),
    Row("groupwork:tracks",    "POST", "/groupwork/cohorts/{cohort}/tracks/", TEACHERS.replace("200", "422")),
    # Who manages sees those alone who agreed to share their results.
    Row("groupwork:track",     "GET",  "/groupwork/cohorts/{cohort}/tracks/{stay}/", "login 404 404 404 200 404 404 intro"),
    Row("groupwork:track",     "POST", "/groupwork/cohorts/{cohort}/tracks/{stay}/", "login 404 404 404 422 404 404 intro"),
    Row("groupwork:take-back", "POST", "/groupwork/cohorts/{cohort}/tracks/{stay}/back/", "login 404 404 404 302 404 404 intro"),
    Row("groupwork:track",     "GET",  "/groupwork/cohorts/{elsewhere}/tracks/{stay}/", NOBODY),
]
# fmt: on


def gaps(world):
    """A group with an idea, a sheet and a survey; another one in which nobody is."""
    learner, withdrawn = world.people["learner"], world.people["withdrawn"]
    group = Group.objects.create(cohort=world.cohort, name="Papad")
    others = Group.objects.create(cohort=world.cohort, name="Pickle")
    Membership.objects.create(group=group, person=learner)
    Membership.objects.create(group=group, person=withdrawn)
    noted = {"group": group, "recorded_by": learner}
    prices = {"price_low": 20, "price_middle": 40, "price_high": 60}
    return {
        "stay": learner.enrolments.get().pk,
        "group": group.pk,
        "others_group": others.pk,
        "idea": Idea.objects.create(pk=uuid4(), name="Papad", reason="Asked for", **noted).pk,
        "sheet": Sheet.objects.create(pk=uuid4(), kind="pilot", **noted).pk,
        "survey": Survey.objects.create(
            pk=uuid4(), product="Papad", area="Nadipura", households=1200, **prices, **noted
        ).pk,
    }
