"""The code of a session that changes every half minute, so that who shows it is in the hall, and who scans it too.

It is made of the session and the time by a key, and kept nowhere. Long in the square that a phone scans, short on the
board: six letters and digits of which each phone may try a few a minute.
"""

import hmac
from datetime import datetime
from hashlib import sha256

SECONDS = 30
# A code is taken for so many windows after its own: there is time to lift the phone, and the page is slow.
WINDOWS_AFTER = 1
LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
SHORT = 6
SIGNED = 20


def window_at(moment: datetime) -> int:
    """The number of the half minute in which ``moment`` lies."""
    return int(moment.timestamp()) // SECONDS


def seconds_left(moment: datetime) -> int:
    """Until the next code is shown: 1 to 30."""
    return SECONDS - int(moment.timestamp()) % SECONDS


def token(key: str, session: int, window: int) -> str:
    """What stands in the square: ``<session>-<window>-<signature>``."""
    return f"{session}-{window}-{_signed(key, session, window).hex()[:SIGNED]}"


def session_of(key: str, shown: str, moment: datetime) -> int | None:
    """The session that ``shown`` is a token of at ``moment``; None where it is none, or none any more."""
    session, _, rest = shown.partition("-")
    window = rest.partition("-")[0]
    if not (session.isascii() and session.isdecimal() and window.isascii() and window.isdecimal()):
        return None
    if len(shown) > 60 or int(window) not in windows_valid(moment):
        return None
    return int(session) if hmac.compare_digest(shown.encode(), token(key, int(session), int(window)).encode()) else None


def short_code(key: str, session: int, window: int) -> str:
    """What is typed where no camera is."""
    number = int.from_bytes(_signed(key, session, window)[-8:])
    letters = ""
    for _place in range(SHORT):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return letters


def is_short_code(key: str, session: int, typed: str, moment: datetime) -> bool:
    """Whether ``typed``, in large letters, is the code of ``session`` at ``moment``."""
    codes = (short_code(key, session, window) for window in windows_valid(moment))
    return any(hmac.compare_digest(code.encode(), typed.encode()) for code in codes)


def windows_valid(moment: datetime) -> range:
    """The windows of which a code is taken at ``moment``."""
    now = window_at(moment)
    return range(now - WINDOWS_AFTER, now + 1)


def _signed(key: str, session: int, window: int) -> bytes:
    return hmac.new(key.encode(), f"attendance {session} {window}".encode(), sha256).digest()
