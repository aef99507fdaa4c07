"""How long a certificate holds, and when it is renewed: days in, days out."""

from datetime import date, timedelta

from core.periods import Month

RENEWAL_OPENS = timedelta(days=60)


def last_day(first: date, months: int | None) -> date | None:
    """The last day of a certificate that holds ``months`` from ``first``; None where it holds for ever.

    Issued on 27-11-2026 for 24 months it holds to 26-11-2028; on the 31st, to the end of a shorter month.
    """
    if months is None:
        return None
    month = Month.of(first).plus(months)
    same_day = month.first_day + timedelta(days=first.day - 1)
    return min(same_day - timedelta(days=1), month.last_day)


def renewal_opens(until: date) -> date:
    """The first day on which what holds ``until`` is renewed."""
    return until - RENEWAL_OPENS + timedelta(days=1)


def renewed_from(until: date, today: date) -> date:
    """The day from which the months of a renewal count: nobody loses days by renewing early, or gains them late."""
    return max(until + timedelta(days=1), today)
