"""Numbers as people here write them: 1,00,000 and digits of any Indian script."""

import unicodedata
from decimal import Decimal, InvalidOperation


def indian_grouping(value: Decimal | int) -> str:
    """``value`` with Indian grouping: 100000 gives ``1,00,000``; decimals are kept as they are."""
    whole, _, fraction = f"{abs(Decimal(value)):f}".partition(".")
    head, tail = whole[:-3], whole[-3:]
    groups: list[str] = []
    while head:
        groups.insert(0, head[-2:])
        head = head[:-2]
    sign = "-" if value < 0 else ""
    return sign + ",".join([*groups, tail]) + (f".{fraction}" if fraction else "")


def parse_number(typed: str) -> Decimal:
    """The number in ``typed``: digits of any script, with or without grouping, ₹ sign, unit marks or blanks.

    Raises ValueError where there is no single number in it.
    """
    plain = ascii_digits(typed).replace("−", "-").strip()
    plain = plain.removeprefix("₹").removesuffix("%").replace(",", "").replace(" ", "")
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError("not a number") from error
    if not number.is_finite() or abs(number) >= Decimal("1e15"):
        raise ValueError("not a usable number")
    return number


def ascii_digits(typed: str) -> str:
    """``typed`` with the digits and full-width letters of every keyboard made plain: ``Ｍ१००`` gives ``M100``."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in unicodedata.normalize("NFKC", typed)
    )
