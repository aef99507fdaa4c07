"""SMS to somebody, within what is spent on them in a day."""

from core.limits import limits_are_shared
from core.phones import takes_our_sms
from people.errors import NoMoreSms
from people.models import User
from people.sms import LimitsAreAway, parts_of, send_sms
from people.sms_budget import may_invite, may_tell


def send_news(user: User, text: str) -> int:
    """Send ``text`` by SMS to the number of ``user``; as how many SMS it is charged. Raises NoMoreSms, OSError."""
    phone = str(user.phone)
    if not may_tell(phone):
        raise NoMoreSms
    send_sms(phone, text)
    return parts_of(text)


def send_invitation(phone: str, text: str) -> int:
    """Send ``text`` by SMS to ``phone`` (E.164), of which nobody has shown that she reads it; as how many SMS it is
    charged. Raises NoMoreSms, OSError; LimitsAreAway, which is one, where it may be tried again when they are back.
    """
    if not limits_are_shared():
        raise LimitsAreAway("no invitation while tries are not counted together")
    if not (takes_our_sms(phone) and may_invite(phone)):
        raise NoMoreSms
    send_sms(phone, text)
    return parts_of(text)
