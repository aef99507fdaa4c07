"""Codes that people type: member codes, PINs, codes from an SMS, codes of a cohort."""

from core.text import in_plain_characters


def plain_code(typed: str) -> str:
    """``typed`` as codes are kept: plain capital letters and digits, whatever was put around or between them.

    Every field that takes a code goes through here: a right code that is refused counts as a wrong try.
    """
    return "".join(each for each in in_plain_characters(typed) if each.isalnum()).upper()
