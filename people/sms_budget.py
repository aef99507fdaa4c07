"""How many SMS one address, one phone and the whole portal may cause, so that nobody's script runs up our bill.

Who types the code she was sent costs her address nothing: forty women behind one hotspot all get in. A script that
sends codes to numbers it does not hold gets twenty.
"""

import logging
import time

from allauth.core.internal.ratelimit import cache_lock
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

from core.limits import Budget, limits_are_shared, within_budget

logger = logging.getLogger(__name__)

UNPROVED = 20  # SMS of one address whose code nobody has typed yet
DAY = 24 * 60 * 60
TO_ONE_PHONE = Budget("sms-to-a-phone", most=15, seconds=DAY)
NEWS_TO_ONE_PHONE = Budget("sms-with-news-to-a-phone", most=3, seconds=DAY)
INVITATIONS_TO_ONE_PHONE = Budget("sms-with-invitations-to-a-phone", most=3, seconds=DAY)
ALARM = Budget("alarm-about-sms", most=1, seconds=60 * 60)


def may_send(address: str, phone: str) -> bool:
    """Whether an SMS to ``phone`` (E.164) may go out for somebody at ``address``; it is counted where it may."""
    if not limits_are_shared():
        logger.error("No SMS is sent: the limits cannot be counted while the cache is away")
        return False
    if not within_budget(TO_ONE_PHONE, _name(phone)):
        return False
    if not _count_for(address, phone):
        logger.warning("No SMS is sent: too many codes of one address were not typed")
        return False
    if not within_budget(Budget("sms-of-the-portal", most=settings.SMS_A_DAY, seconds=DAY), "all"):
        if within_budget(ALARM, "all"):
            logger.error("No SMS is sent any more today: the portal has sent %d (SMS_A_DAY)", settings.SMS_A_DAY)
        return False
    return True


def may_tell(phone: str) -> bool:
    """Whether an SMS with news may go to ``phone`` (E.164); it is counted where it may.

    News use up at most half of what the portal sends in a day: who wants to sign in gets her code.
    """
    return _may_be_sent(NEWS_TO_ONE_PHONE, phone)


def may_invite(phone: str) -> bool:
    """Whether an SMS with an invitation may go to ``phone`` (E.164); it is counted where it may.

    It takes nothing from the news of who owns it: that these ran out would say that she has an account.
    """
    return _may_be_sent(INVITATIONS_TO_ONE_PHONE, phone)


def _may_be_sent(budget: Budget, phone: str) -> bool:
    if not limits_are_shared():
        return False
    if not within_budget(budget, _name(phone)):
        return False
    of_all = Budget("sms-with-news", most=settings.SMS_A_DAY // 2, seconds=DAY)
    whole = Budget("sms-of-the-portal", most=settings.SMS_A_DAY, seconds=DAY)
    return within_budget(of_all, "all") and within_budget(whole, "all")


def was_proved(address: str, phone: str) -> None:
    """The code that came to ``phone`` was typed at ``address``: what was sent to it is no longer held against it."""
    key, name = _key(address), _name(phone)
    with cache_lock(key):
        unproved, proved = cache.get(key, ([], []))
        kept = [other for other in unproved if other != name]
        cache.set(key, (kept, sorted({*proved, name})), DAY)


def _count_for(address: str, phone: str) -> bool:
    """Room is what nobody has typed yet, and more where many have typed theirs."""
    key = _key(address)
    with cache_lock(key) as locked:
        unproved, proved = cache.get(key, ([], []))
        if not locked or len(unproved) >= UNPROVED + len(proved):
            return False
        cache.set(key, ([*unproved, _name(phone)], proved), DAY)
    return True


def _key(address: str) -> str:
    return f"sms-of-an-address:{address}:{int(time.time() // DAY)}"


def _name(phone: str) -> str:
    """Phones are not kept where they are counted."""
    return salted_hmac("people.sms_budget", phone).hexdigest()[:16]
