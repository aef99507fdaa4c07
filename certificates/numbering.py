"""The number of a certificate: eleven digits, for a digit is known in every language and on every phone.

Ten are drawn, none of them in an order that could be gone through; the last one checks the others by Damm's table
(H. M. Damm, 2004), which finds every single wrong digit and every two that changed places. Eleven, so that nobody takes
it for a phone (ten) or for Aadhaar (twelve). It is said in three groups: ``482 7193 0564``.
"""

import secrets

DIGITS = 11
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def new_number() -> str:
    """A number nobody can guess; it does not begin with a nought, which a spreadsheet would drop."""
    drawn = str(10 ** (DIGITS - 2) + secrets.randbelow(9 * 10 ** (DIGITS - 2)))
    return drawn + check_digit(drawn)


def check_digit(digits: str) -> str:
    """The digit that goes behind ``digits``."""
    carried = 0
    for digit in digits:
        carried = int(_DAMM[carried][int(digit)])
    return str(carried)


def is_number(typed: str) -> bool:
    """Whether ``typed``, plain digits, may be a number: as long as one, with the right last digit."""
    return len(typed) == DIGITS and typed.isascii() and typed.isdigit() and check_digit(typed) == "0"


def in_groups(number: str) -> str:
    """``48271930564`` as it is printed and said: ``482 7193 0564``."""
    return f"{number[:3]} {number[3:7]} {number[7:]}"
