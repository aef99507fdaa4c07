from cohorts.services.applying import apply_to, approve, decline
from cohorts.services.changing import change_cohort
from cohorts.services.enrolling import (
    check_takes_people,
    cohort_to_come_into,
    end_training,
    enrol,
    enrol_from_paper,
    follow_name,
    join_cohort,
    open_stay,
    wait_for_place,
    withdraw_learner,
)
from cohorts.services.feeds import make_feed, note_fetching
from cohorts.services.going import decide_state, follow_all_dates, follow_dates
from cohorts.services.handing_over import (
    GIVEN,
    LEFT_TEAM,
    TAKEN,
    call_off,
    hand_over,
    hand_over_today,
    take_out_of_team,
)
from cohorts.services.holidays import drop_holiday, note_holiday
from cohorts.services.inviting import accept, invite, purge_invitations, refuse, take_back
from cohorts.services.inviting_by_sms import ask_for_each, ask_for_sms, send_invitation_sms
from cohorts.services.making import blocks_by_programme, blocks_of, create_cohort, create_cohort_of, move_blocks
from cohorts.services.moving import (
    ADDED,
    CANCELLED,
    MOVED,
    add_make_up,
    cancel_session,
    check_is_to_come,
    move_sessions,
    purge_tellings,
    what_moves,
)
from cohorts.services.places import change_capacity, locked
from cohorts.services.programmes import lock_programme, save_programme
from cohorts.services.reminding import tell_of_tomorrow
from cohorts.services.summaries import note_done, note_seen, sum_up, sum_up_all
from cohorts.services.transferring import transfer

__all__ = [
    "ADDED",
    "CANCELLED",
    "GIVEN",
    "LEFT_TEAM",
    "MOVED",
    "TAKEN",
    "accept",
    "add_make_up",
    "apply_to",
    "approve",
    "ask_for_each",
    "ask_for_sms",
    "blocks_by_programme",
    "blocks_of",
    "call_off",
    "cancel_session",
    "change_capacity",
    "change_cohort",
    "check_is_to_come",
    "check_takes_people",
    "cohort_to_come_into",
    "create_cohort",
    "create_cohort_of",
    "decide_state",
    "decline",
    "drop_holiday",
    "end_training",
    "enrol",
    "enrol_from_paper",
    "follow_all_dates",
    "follow_dates",
    "follow_name",
    "hand_over",
    "hand_over_today",
    "invite",
    "join_cohort",
    "lock_programme",
    "locked",
    "make_feed",
    "move_blocks",
    "move_sessions",
    "note_done",
    "note_fetching",
    "note_holiday",
    "note_seen",
    "open_stay",
    "purge_invitations",
    "purge_tellings",
    "refuse",
    "save_programme",
    "send_invitation_sms",
    "sum_up",
    "sum_up_all",
    "take_back",
    "take_out_of_team",
    "tell_of_tomorrow",
    "transfer",
    "wait_for_place",
    "what_moves",
    "withdraw_learner",
]
