"""Which six digits are a PIN that nobody guesses at once."""

import re
from itertools import pairwise

PIN_LENGTH = 6
FEWEST_DIGITS = 3
_PIN = re.compile(rf"[0-9]{{{PIN_LENGTH}}}")
# Walks over the keys of a phone that no rule below finds, and numbers everybody knows.
WALKS = {
    *("147258", "147369", "147852", "258147", "258369", "258456", "321654", "321456", "369147", "369258", "456123"),
    *("456321", "456789", "654123", "741852", "753159", "753951", "159357", "159753", "357159", "789456", "789123"),
    *("852147", "852456", "951357", "951753", "963852", "963741", "987456", "123654", "123789", "123098", "102030"),
    *("142857", "314159", "271828", "420420", "786786", "007007", "190019", "194700", "150847", "260150"),
}


def is_pin(typed: str) -> bool:
    """Six digits."""
    return _PIN.fullmatch(typed) is not None


def is_easy(pin: str, known: str = "") -> bool:
    """Whether ``pin`` is among the first that somebody would try.

    ``known`` are digits that others see of her, such as those of her member code and her phone.
    """
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    halves, pairs = {pin[:3], pin[3:]}, [pin[:2], pin[2:4], pin[4:]]
    return (
        len(steps) == 1  # 111111, 123456, 975319
        or len(set(pin)) < FEWEST_DIGITS
        or len(halves) == 1  # 123123
        or len(set(pairs)) == 1  # 121212
        or pin == pin[::-1]  # 123321
        or all(pair[0] == pair[1] for pair in pairs)  # 112233
        or pin in WALKS
        or pin in known
        or pin[::-1] in known
    )
