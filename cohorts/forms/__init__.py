"""What is typed on the pages of cohorts and programmes."""

from cohorts.forms.allowances import AllowanceForm
from cohorts.forms.by_programme import CohortOfProgrammeForm
from cohorts.forms.changing import CHANGED, CohortChangeForm
from cohorts.forms.cohorts import CohortForm, JoinForm, check_order
from cohorts.forms.entries import DecliningForm, InvitingForm, LeavingForm, MovingForm, PlacesForm
from cohorts.forms.holidays import HolidayForm
from cohorts.forms.moving import CancellingForm, MakeUpForm, MoveForm, MoveOneForm
from cohorts.forms.programmes import ProgrammeForm
from cohorts.forms.team import HandOverForm
from cohorts.forms.works import WorkForm, photo_without_notes

__all__ = [
    "CHANGED",
    "AllowanceForm",
    "CancellingForm",
    "CohortChangeForm",
    "CohortForm",
    "CohortOfProgrammeForm",
    "DecliningForm",
    "HandOverForm",
    "HolidayForm",
    "InvitingForm",
    "JoinForm",
    "LeavingForm",
    "MakeUpForm",
    "MoveForm",
    "MoveOneForm",
    "MovingForm",
    "PlacesForm",
    "ProgrammeForm",
    "WorkForm",
    "check_order",
    "photo_without_notes",
]
