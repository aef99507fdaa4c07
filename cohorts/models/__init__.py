from cohorts.models.cohorts import (
    MOST_OF_A_REASON,
    Block,
    BlockLesson,
    Cohort,
    CohortQuerySet,
    Session,
    SessionQuerySet,
    is_going_on,
    new_cohort_code,
)
from cohorts.models.enrolments import NEVER, Enrolment, EnrolmentQuerySet, LearnerSummary
from cohorts.models.feeds import CalendarFeed
from cohorts.models.handovers import HandOver, HandOverQuerySet
from cohorts.models.holidays import Holiday
from cohorts.models.invitations import INVITED, OPENED, Invitation, InvitationQuerySet, InvitationSms
from cohorts.models.programmes import Programme, ProgrammeBlock, ProgrammeCourse
from cohorts.models.tellings import Telling
from cohorts.models.works import WORKS_FOLDER, WorkPicture, WorkPictureQuerySet

__all__ = [
    "INVITED",
    "MOST_OF_A_REASON",
    "NEVER",
    "OPENED",
    "WORKS_FOLDER",
    "Block",
    "BlockLesson",
    "CalendarFeed",
    "Cohort",
    "CohortQuerySet",
    "Enrolment",
    "EnrolmentQuerySet",
    "HandOver",
    "HandOverQuerySet",
    "Holiday",
    "Invitation",
    "InvitationQuerySet",
    "InvitationSms",
    "LearnerSummary",
    "Programme",
    "ProgrammeBlock",
    "ProgrammeCourse",
    "Session",
    "SessionQuerySet",
    "Telling",
    "WorkPicture",
    "WorkPictureQuerySet",
    "is_going_on",
    "new_cohort_code",
]
