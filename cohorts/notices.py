"""What people are told of cohorts, each in words made as it is read."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cohorts.kinds import sessions_counted
from cohorts.models import INVITED, OPENED
from cohorts.permissions import own_stays
from cohorts.services import ADDED, CANCELLED, GIVEN, LEFT_TEAM, MOVED, TAKEN
from cohorts.services.reminding import SESSIONS
from notifications.kinds import Data, Say, sentence
from people.enums import TEACHING_ROLES, Role
from people.models import Person


def say_welcome(reader: Person, notices: list[Data]) -> list[str]:
    """Who is in no cohort yet is told of the code, everybody else of what she came for, whenever she got it."""
    roles = {grant.role for grant in reader.current_grants}
    if roles & set(TEACHING_ROLES):
        sentence = gettext("Welcome, %(name)s. Your desk shows your cohorts and what there is to do.")
    elif Role.MENTOR in roles:
        sentence = gettext("Welcome, %(name)s. The questions of your learners come to you under Talks.")
    elif own_stays(reader).active().exists():
        sentence = gettext("Welcome, %(name)s. Go on with your lessons under “Learn”.")
    else:
        sentence = gettext("Welcome, %(name)s. Type your cohort code to begin, or look at the courses first.")
    return [sentence % data for data in notices]


def say_joined(reader: Person, notices: list[Data]) -> list[str]:
    """With the day of the first lesson where it was not open yet."""
    return [_joined(data) for data in notices]


def _joined(data: Data) -> str:
    if not data.get("opens_on"):
        return gettext("You have joined %(cohort)s. Your first lesson is open.") % data
    day = date_format(date.fromisoformat(data["opens_on"]))
    return gettext("You have joined %(cohort)s. Your first lesson opens on %(day)s.") % {**data, "day": day}


def say_sessions(reader: Person, notices: list[Data]) -> list[str]:
    """The day by its date: it is read on that day too, or later."""
    return [_sessions(data) for data in notices]


def _sessions(data: Data) -> str:
    begins = timezone.localtime(datetime.fromisoformat(data["at"]))
    said = {name: data[name] for name in ("number", "venue", "cohort")}
    said |= {"day": date_format(begins), "time": date_format(begins, "TIME_FORMAT")}
    if data["number"] == 1:
        return gettext("You meet on %(day)s at %(time)s, %(venue)s: %(cohort)s.") % said
    return gettext("You meet %(number)s times on %(day)s, first at %(time)s, %(venue)s: %(cohort)s.") % said


def say_moved(reader: Person, notices: list[Data]) -> list[str]:
    """One sentence for one session, and one for many with the first and the last of them; why, where it was said."""
    return [f"{_moved(data)} {_why(data)}" if data.get("reason") else _moved(data) for data in notices]


def say_moved_outside(reader: Person, notices: list[Data]) -> list[str]:
    """Without the reason, for what :func:`say_cancelled_outside` says of it."""
    return [_moved(data) for data in notices]


def _why(data: Data) -> str:
    return gettext("Why: %(reason)s") % data


def _moved(data: Data) -> str:
    said = {**data, **_moment(data["at"]), "before": date_format(_local(data["before"]))}
    if data["number"] == 1:
        return gettext("Moved: the session of %(before)s is on %(day)s at %(time)s, %(venue)s: %(cohort)s.") % said
    said["until"] = date_format(_local(data["until"] if "until" in data else data["at"]))
    words = gettext(
        "%(number)s sessions of %(cohort)s are moved: they are from %(day)s at %(time)s to %(until)s. "
        "The first was to be on %(before)s and is here: %(venue)s."
    )
    return words % said


def say_cancelled(reader: Person, notices: list[Data]) -> list[str]:
    """Where nobody needs to go, and why."""
    words = gettext("Cancelled: you do not meet on %(day)s at %(time)s, %(venue)s: %(cohort)s. Why: %(reason)s")
    return [
        words % {**data, **_moment(data["at"])} if data.get("reason") else _cancelled_outside(data) for data in notices
    ]


def say_cancelled_outside(reader: Person, notices: list[Data]) -> list[str]:
    """Without the reason: somebody typed it, and who else holds her phone need not read it."""
    return [_cancelled_outside(data) for data in notices]


def _cancelled_outside(data: Data) -> str:
    words = gettext("Cancelled: you do not meet on %(day)s at %(time)s, %(venue)s: %(cohort)s.")
    return words % {**data, **_moment(data["at"])}


def say_added(reader: Person, notices: list[Data]) -> list[str]:
    """Where who missed a session makes up for it; of one that concerns her no more, that she need not come."""
    words = gettext("A make-up session on %(day)s at %(time)s, %(venue)s: %(cohort)s.")
    not_needed = gettext("You need not come to the make-up session on %(day)s: that day counts for you. %(cohort)s.")
    counted = sessions_counted(reader, {data["missed"] for data in notices if "missed" in data})
    return [
        (not_needed if data.get("missed") in counted else words) % {**data, **_moment(data["at"])} for data in notices
    ]


def say_taken(reader: Person, notices: list[Data]) -> list[str]:
    """From when she does it; read later, the day still says it."""
    return [_taken(data) for data in notices]


def _taken(data: Data) -> str:
    said = {**data, "day": date_format(date.fromisoformat(data["day"]))}
    if data["role"] == Role.MENTOR:
        return gettext("You mentor %(cohort)s from %(day)s on.") % said
    return gettext("You train %(cohort)s from %(day)s on.") % said


def say_given(reader: Person, notices: list[Data]) -> list[str]:
    """Who does it after her."""
    words = gettext("%(name)s takes over %(cohort)s from you on %(day)s. Thank you for all you did there.")
    return [words % {**data, "day": date_format(date.fromisoformat(data["day"]))} for data in notices]


def say_left_team(reader: Person, notices: list[Data]) -> list[str]:
    """Of what she did there."""
    mentored = gettext("You mentor %(cohort)s no more. Thank you for all you did there.")
    trained = gettext("You train %(cohort)s no more. Thank you for all you did there.")
    return [(mentored if data["role"] == Role.MENTOR else trained) % data for data in notices]


def _local(moment: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(moment))


def _moment(moment: str) -> dict[str, str]:
    begins = _local(moment)
    return {"day": date_format(begins), "time": date_format(begins, "TIME_FORMAT")}


def say_work_offered(reader: Person, notices: list[Data]) -> list[str]:
    """With what she can do about it."""
    sentence = gettext(
        "%(name)s has offered a picture of your work: “%(seen)s”. If you do not want it shown, take it away."
    )
    return [sentence % data for data in notices]


def say_work_decided(reader: Person, notices: list[Data]) -> list[str]:
    """With the reason where it is not shown."""
    shown = gettext("The picture “%(seen)s” is on the page of the course now: everybody can see it.")
    refused = gettext("The picture “%(seen)s” is not shown to everybody: %(reason)s")
    return [(refused if data["reason"] else shown) % data for data in notices]


SAID: dict[str, Say] = {
    "welcome": say_welcome,
    "cohort_joined": say_joined,
    SESSIONS: say_sessions,
    TAKEN: say_taken,
    GIVEN: say_given,
    MOVED: say_moved,
    CANCELLED: say_cancelled,
    ADDED: say_added,
    "work_offered": say_work_offered,
    "work_decided": say_work_decided,
    "cohort_asked": sentence(_("Somebody asks to join %(cohort)s.")),
    "cohort_waits": sentence(_("%(cohort)s is full. You wait for a place, and are told when it is yours.")),
    "cohort_declined": sentence(_("%(cohort)s could not take you this time. Read why.")),
    INVITED: sentence(_("You are invited to %(cohort)s.")),
    OPENED: sentence(_("%(cohort)s takes people now. You are invited: say yes or no.")),
    LEFT_TEAM: say_left_team,
    "cohort_ended": sentence(_("You take part in %(cohort)s no more. Read why, and what you can do.")),
    "cohort_off_list": sentence(_("You are on the list for %(cohort)s no more. Read what you can do.")),
    "cohort_transferred": sentence(
        _(
            "You go on in %(cohort)s instead of %(before)s. Your lessons and their results go along. Field work "
            "you handed in stays with %(before)s: you can still read it under My assignments."
        )
    ),
    "cohort_moved_up": sentence(_("A place has become free: you take part in %(cohort)s now.")),
}
OUTSIDE = {
    "welcome": "her first name",
    "cohort_joined": "a cohort and a day",
    SESSIONS: "an hour and a place",
    MOVED: "two days, an hour and a place",
    CANCELLED: "an hour and a place",
    ADDED: "an hour and a place",
    INVITED: "a cohort",
    OPENED: "a cohort",
    "cohort_moved_up": "a cohort",
}
"""The kinds that may leave the portal, each with all that its sentence names."""
SAID_OUTSIDE: dict[str, Say] = {MOVED: say_moved_outside, CANCELLED: say_cancelled_outside}
"""Those of them that are said in other words there."""
WHERE_IT_LEADS = {
    INVITED: "it is the invitation",
    OPENED: "it is the invitation, to which she can say yes by now",
    "work_offered": "it is the picture",
    "work_decided": "what was decided stands at the picture",
}
"""The kinds whose page says what they say, and by what."""
