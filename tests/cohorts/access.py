"""Who may open the pages of cohorts."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from cohorts.enums import WorkStatus
from cohorts.models import Block, CalendarFeed, HandOver, Holiday, Invitation, Programme, Session, Telling, WorkPicture
from cohorts.planning import TemplateBlock
from cohorts.services import save_programme
from people.enums import Purpose, Role
from people.services import give_consent, grant_role
from tests.access import ANYBODY, NOBODY, OWN, OWN_SENT, READERS, TEACHERS, TEACHERS_SENT, Row
from tests.factories import OrganisationFactory, PersonFactory

MANAGER = "login 404 404 404 404 404 200 intro"
# A partner plans by the programmes and holidays that are there, and writes none.
PLANNER = f"{MANAGER} 404"
PLANNER_SENT, PLANNER_FORM = (PLANNER.replace("200", answer) for answer in ("302", "422"))

# fmt: off
ROWS = [
    Row("cohorts:join",     "GET",  "/cohorts/join/",               OWN),
    Row("cohorts:join",     "POST", "/cohorts/join/",               "login 422 422 422 422 422 422 intro", {"code": "XXXXXX"}),
    Row("cohorts:timetable", "GET", "/cohorts/timetable/",          OWN),
    Row("cohorts:subscribe", "GET", "/cohorts/timetable/phone/",    OWN),
    Row("cohorts:renew-feed", "POST", "/cohorts/timetable/phone/anew/", OWN_SENT),
    # Whoever has the address reads it: a phone's calendar signs in nowhere.
    Row("cohorts:feed",     "GET",  "/cohorts/feed/{feed}.ics",     ANYBODY),
    Row("cohorts:feed",     "GET",  "/cohorts/feed/{nowhere}.ics",  "404"),
    Row("cohorts:list",     "GET",  "/cohorts/",                    "login 404 404 404 200 404 200 intro"),
    Row("cohorts:all-figures", "GET", "/cohorts/figures/",          "login 404 404 404 200 404 200 intro"),
    Row("cohorts:create",   "GET",  "/cohorts/new/",                "login 404 404 404 404 404 302 intro"),
    Row("cohorts:create",   "POST", "/cohorts/new/",                "login 404 404 404 404 404 302 intro", {"name": "x"}),
    Row("cohorts:holidays", "GET", "/cohorts/holidays/",             PLANNER),
    Row("cohorts:holidays", "POST", "/cohorts/holidays/",            PLANNER_FORM, {"name": "x"}),
    Row("cohorts:drop-holiday", "POST", "/cohorts/holidays/{holiday}/drop/", PLANNER_SENT),
    Row("cohorts:drop-holiday", "POST", "/cohorts/holidays/{holiday_elsewhere}/drop/", NOBODY),
    Row("cohorts:create",   "GET",  "/cohorts/new/?form={nowhere}&programme={programme}", PLANNER),
    Row("cohorts:create",   "GET",  "/cohorts/new/?form={nowhere}&programme={programme_elsewhere}", NOBODY),
    Row("cohorts:programmes", "GET", "/cohorts/programmes/",         PLANNER),
    Row("cohorts:create-programme", "GET",  "/cohorts/programmes/new/", PLANNER),
    Row("cohorts:create-programme", "POST", "/cohorts/programmes/new/", PLANNER_FORM, {"name": "x"}),
    Row("cohorts:programme", "GET", "/cohorts/programmes/{programme}/", PLANNER),
    Row("cohorts:programme", "GET", "/cohorts/programmes/{programme_elsewhere}/", NOBODY),
    Row("cohorts:change-programme", "GET",  "/cohorts/programmes/{programme}/change/", PLANNER),
    Row("cohorts:change-programme", "POST", "/cohorts/programmes/{programme}/change/", PLANNER_FORM, {"name": "x"}),
    Row("cohorts:change-programme", "POST", "/cohorts/programmes/{programme_elsewhere}/change/", NOBODY),
    Row("cohorts:cohort",   "GET",  "/cohorts/{cohort}/",           READERS),
    Row("cohorts:learners", "GET",  "/cohorts/{cohort}/learners/",  TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{cohort}/learners.pdf",    TEACHERS),
    Row("cohorts:print-learners", "GET", "/cohorts/{elsewhere}/learners.pdf", NOBODY),
    Row("cohorts:calendar", "GET",  "/cohorts/{cohort}/calendar/",  READERS),
    Row("cohorts:calendar", "GET",  "/cohorts/{elsewhere}/calendar/", "login 404 200 404 404 404 404 intro"),
    Row("cohorts:print-code", "GET", "/cohorts/{cohort}/code.pdf",    TEACHERS),
    Row("cohorts:print-code", "GET", "/cohorts/{elsewhere}/code.pdf", NOBODY),
    Row("cohorts:allowances", "GET",  "/cohorts/{cohort}/tests/", TEACHERS),
    Row("cohorts:allowances", "POST", "/cohorts/{cohort}/tests/", "login 404 404 404 422 404 422 intro", {"reason": "x"}),
    Row("cohorts:end-allowance", "POST", "/cohorts/{cohort}/tests/999/end/", NOBODY),
    Row("cohorts:sessions", "GET",  "/cohorts/{cohort}/sessions/", TEACHERS),
    Row("cohorts:sessions", "GET",  "/cohorts/{elsewhere}/sessions/", NOBODY),
    Row("cohorts:move-sessions", "GET",  "/cohorts/{cohort}/sessions/move/", TEACHERS),
    Row("cohorts:move-sessions", "POST", "/cohorts/{cohort}/sessions/move/", "login 404 404 404 422 404 422 intro", {"days": "1"}),
    Row("cohorts:move-sessions", "POST", "/cohorts/{elsewhere}/sessions/move/", NOBODY, {"days": "1"}),
    Row("cohorts:make-up", "GET",  "/cohorts/{cohort}/sessions/make-up/", TEACHERS),
    Row("cohorts:make-up", "POST", "/cohorts/{cohort}/sessions/make-up/", "login 404 404 404 422 404 422 intro", {"venue": "x"}),
    Row("cohorts:make-up", "POST", "/cohorts/{elsewhere}/sessions/make-up/", NOBODY, {"venue": "x"}),
    Row("cohorts:cancel-session", "GET",  "/cohorts/{cohort}/sessions/{session}/cancel/", TEACHERS),
    Row("cohorts:cancel-session", "POST", "/cohorts/{cohort}/sessions/{session}/cancel/", TEACHERS_SENT, {"reason": "Rain"}),
    Row("cohorts:cancel-session", "POST", "/cohorts/{cohort}/sessions/{session_elsewhere}/cancel/", NOBODY),
    Row("cohorts:cancel-session", "POST", "/cohorts/{elsewhere}/sessions/{session_elsewhere}/cancel/", NOBODY),
    Row("cohorts:telling", "GET", "/cohorts/{cohort}/sessions/told/{telling}/", TEACHERS),
    Row("cohorts:telling", "GET", "/cohorts/{elsewhere}/sessions/told/{telling_elsewhere}/", NOBODY),
    Row("cohorts:telling", "GET", "/cohorts/{cohort}/sessions/told/{telling_elsewhere}/", NOBODY),
    # Who trains it reads whom to ask; who manages it decides.
    Row("cohorts:team", "GET",  "/cohorts/{cohort}/team/", TEACHERS),
    Row("cohorts:team", "POST", "/cohorts/{cohort}/team/", "login 404 404 404 404 404 422 intro", {"from_day": "x"}),
    Row("cohorts:team", "POST", "/cohorts/{elsewhere}/team/", NOBODY, {"from_day": "x"}),
    Row("cohorts:call-off-hand-over", "POST", "/cohorts/{cohort}/team/{hand_over}/call-off/", "login 404 404 404 404 404 302 intro"),
    Row("cohorts:take-out-of-team", "POST", "/cohorts/{cohort}/team/{cohort_grant}/out/", "login 404 404 404 404 404 302 intro"),
    Row("cohorts:take-out-of-team", "POST", "/cohorts/{elsewhere}/team/{cohort_grant}/out/", NOBODY),
    Row("cohorts:call-off-hand-over", "POST", "/cohorts/{cohort}/team/{hand_over_elsewhere}/call-off/", NOBODY),
    Row("cohorts:change", "GET",  "/cohorts/{cohort}/change/", MANAGER),
    Row("cohorts:change", "POST", "/cohorts/{cohort}/change/", "login 404 404 404 404 404 422 intro", {"name": ""}),
    Row("cohorts:change", "GET",  "/cohorts/{elsewhere}/change/", NOBODY),
    Row("cohorts:change", "POST", "/cohorts/{elsewhere}/change/", NOBODY, {"name": "x"}),
    Row("cohorts:decide-state", "GET",  "/cohorts/{cohort}/state/", MANAGER),
    Row("cohorts:decide-state", "GET",  "/cohorts/{elsewhere}/state/", NOBODY),
    Row("cohorts:decide-state", "POST", "/cohorts/{cohort}/state/", "login 404 404 404 404 404 302 intro", {"move": "close", "asked": "yes"}),
    Row("cohorts:decide-state", "POST", "/cohorts/{elsewhere}/state/", NOBODY, {"move": "close"}),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{learner}/",            TEACHERS),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{learner}/pin/",        TEACHERS_SENT),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{learner}/withdraw/",   TEACHERS_SENT),
    # How one's own asking stands: who takes part is led to the cohort, who left is told so.
    Row("cohorts:my-place", "GET",  "/cohorts/{cohort}/my-place/",  "login 302 404 200 404 404 404 intro"),
    Row("cohorts:give-up",  "POST", "/cohorts/{elsewhere}/my-place/give-up/", NOBODY),
    Row("cohorts:coming-and-going", "GET", "/cohorts/{cohort}/coming-and-going/",    TEACHERS),
    Row("cohorts:coming-and-going", "GET", "/cohorts/{elsewhere}/coming-and-going/", NOBODY),
    Row("cohorts:change-places", "GET",  "/cohorts/{cohort}/places/",                TEACHERS_SENT),
    Row("cohorts:change-places", "POST", "/cohorts/{cohort}/places/",                "login 404 404 404 422 404 422 intro"),
    Row("cohorts:change-places", "POST", "/cohorts/{elsewhere}/places/",             NOBODY),
    Row("cohorts:take-off-list", "POST", "/cohorts/{cohort}/waiting/0/end/",         NOBODY),
    Row("cohorts:open",     "GET",  "/cohorts/open/",               OWN),
    # Both cohorts of the table have begun: nobody may ask to join them.
    Row("cohorts:apply",    "GET",  "/cohorts/{cohort}/apply/",     NOBODY),
    Row("cohorts:apply",    "POST", "/cohorts/{cohort}/apply/",     NOBODY),
    Row("cohorts:answer-application", "POST", "/cohorts/{cohort}/applications/0/",     NOBODY),
    Row("cohorts:invite",   "GET",  "/cohorts/{cohort}/invite/",    TEACHERS_SENT),
    Row("cohorts:invite",   "POST", "/cohorts/{cohort}/invite/",    "login 404 404 404 422 404 422 intro"),
    Row("cohorts:invite",   "POST", "/cohorts/{elsewhere}/invite/", NOBODY),
    Row("cohorts:invite-by-sms", "POST", "/cohorts/{cohort}/invitations/{invited}/sms/", TEACHERS_SENT),
    Row("cohorts:invite-by-sms", "POST", "/cohorts/{elsewhere}/invitations/{invited}/sms/", NOBODY),
    Row("cohorts:take-back", "POST", "/cohorts/{cohort}/invitations/{nowhere}/take-back/", NOBODY),
    Row("cohorts:invitation", "GET", "/cohorts/invitations/{nowhere}/",               NOBODY),
    Row("cohorts:answer-invitation", "POST", "/cohorts/invitations/{nowhere}/answer/", NOBODY),
    Row("cohorts:move-learner", "POST", "/cohorts/{cohort}/learners/{learner}/move/",   TEACHERS_SENT),
    Row("cohorts:move-learner", "POST", "/cohorts/{cohort}/learners/{other}/move/",     NOBODY),
    # A learner of another cohort, one who left, and somebody who is no learner, by way of one's own cohort.
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{other}/",              NOBODY),
    Row("cohorts:learner",      "GET",  "/cohorts/{cohort}/learners/{withdrawn}/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{other}/pin/",          NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{withdrawn}/pin/",      NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{cohort}/learners/{mentor}/pin/",         NOBODY),
    Row("cohorts:withdraw",     "POST", "/cohorts/{cohort}/learners/{other}/withdraw/",     NOBODY),
    # The trainer of this cohort and the manager of this place are strangers to the other one.
    Row("cohorts:learners",     "GET",  "/cohorts/{elsewhere}/learners/",                   NOBODY),
    Row("cohorts:give-new-pin", "POST", "/cohorts/{elsewhere}/learners/{other}/pin/",       NOBODY),
    Row("cohorts:cohort",       "GET",  "/cohorts/{elsewhere}/",  "login 404 200 404 404 404 404 intro"),
    Row("cohorts:works",        "GET",  "/cohorts/{cohort}/works/",                         READERS),
    Row("cohorts:works",        "GET",  "/cohorts/{elsewhere}/works/",   "login 404 200 404 404 404 404 intro"),
    Row("cohorts:offer-work",   "GET",  "/cohorts/{cohort}/works/offer/", "login 200 404 404 200 404 200 intro"),
    Row("cohorts:offer-work",   "POST", "/cohorts/{cohort}/works/offer/", "login 422 404 404 422 404 422 intro"),
    # One that waits is for its cohort and who judges it; one of a learner who has not agreed is for nobody.
    Row("cohorts:work-picture", "GET",  "/cohorts/works/{work}/",        "404 200 404 404 200 200 200 404"),
    Row("cohorts:work-picture", "GET",  "/cohorts/works/{shown_work}/",  ANYBODY),
    Row("cohorts:work-picture", "GET",  "/cohorts/works/{not_agreed}/",  "404"),
    Row("cohorts:take-work-away", "POST", "/cohorts/{cohort}/works/{work}/away/", "login 302 404 404 302 404 302 intro"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={cohort}",    "login 404 404 404 200 404 200 404"),
    Row("exchange:start",      "POST", "/exchange/new/learners/?about={cohort}",    "login 404 404 404 422 404 422 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about={elsewhere}", "login 404 404 404 404 404 404 404"),
    Row("exchange:start",      "GET",  "/exchange/new/learners/?about=nothing",     "login 404 404 404 404 404 404 404"),
    Row("exchange:empty-file", "GET",  "/exchange/new/learners/columns.csv?about={cohort}", "login 404 404 404 200 404 200 404"),
    Row("api:cohorts",      "GET",  "/api/v1/cohorts",                    "401"),
    Row("api:cohort",       "GET",  "/api/v1/cohorts/{nowhere}",          "401"),
    Row("api:learners",     "GET",  "/api/v1/cohorts/{nowhere}/learners", "401"),
]
# fmt: on


def gaps(world):
    """A cohort and a programme, of each one elsewhere, a calendar, and pictures of work: waiting, shown, not agreed."""
    learner = world.people["learner"]
    give_consent(learner, purpose=Purpose.STORY, language="en", by=learner.user)
    works = {
        "work": _picture(world, learner),
        "shown_work": _picture(world, learner, status=WorkStatus.SHOWN),
        "not_agreed": _picture(world, world.people["withdrawn"], status=WorkStatus.SHOWN),
    }
    feed = CalendarFeed.objects.create(person=learner)
    cohorts = {"cohort": world.cohort, "elsewhere": world.elsewhere}
    programmes = {"programme": _programme(world.cohort), "programme_elsewhere": _programme(world.elsewhere)}
    holidays = {"holiday": _holiday(world.cohort), "holiday_elsewhere": _holiday(world.elsewhere)}
    sessions = {"session": _session(world.cohort), "session_elsewhere": _session(world.elsewhere)}
    decided = {"hand_over": _hand_over(world.cohort), "hand_over_elsewhere": _hand_over(world.elsewhere)}
    grants = {"cohort_grant": grant_role(PersonFactory(), role=Role.TRAINER, over=world.cohort, by=None)}
    tellings = {"telling": _telling(world.cohort), "telling_elsewhere": _telling(world.elsewhere)}
    invited = {"invited": Invitation.objects.create(cohort=world.cohort, phone="+919876500001")}
    rows = invited | tellings | grants | cohorts | programmes | holidays | sessions | decided
    return {name: row.pk for name, row in rows.items()} | works | {"feed": feed.token}


def _session(cohort):
    day = timezone.localdate() + timedelta(days=50)
    number = cohort.blocks.count() + 1
    block = Block.objects.create(cohort=cohort, number=number, title="Block", starts_on=day, ends_on=day)
    begins_at = timezone.make_aware(datetime.combine(day, time(10)))
    return Session.objects.create(block=block, title="Market", starts_at=begins_at, venue="Hall")


def _hand_over(cohort):
    day = timezone.localdate() + timedelta(days=50)
    return HandOver.objects.create(cohort=cohort, role=Role.TRAINER, taken_by=PersonFactory(), from_day=day)


def _telling(cohort):
    data = {"cohort": cohort.name, "at": timezone.now().isoformat(), "venue": "Hall"}
    return Telling.objects.create(cohort=cohort, kind="session_cancelled", data=data, people=0)


def _holiday(cohort):
    return Holiday.objects.create(place=cohort.place, day=timezone.localdate(), name="Fair")


def _programme(cohort):
    """One of an organisation where ``cohort`` is."""
    programme = Programme(name="MOVE", organisation=OrganisationFactory(place=cohort.place))
    save_programme(programme, course_keys=[cohort.course_key], blocks=[TemplateBlock("Begin", 2, 0)], by=None)
    return programme


def _picture(world, learner, **more):
    work = WorkPicture.objects.create(
        pk=uuid4(), cohort=world.cohort, learner=learner, recorded_by=learner, seen="A bag", width=3, height=4, **more
    )
    storages["private"].save(work.file_name, ContentFile(b"picture"))
    return work.pk
