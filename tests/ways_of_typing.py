"""The ways in which one code is typed or pasted; each must be taken wherever a code is asked for."""

KANNADA_ZERO, WIDE_ZERO = 0xCE6, 0xFF10
WAYS = {
    "as it is": lambda code: code,
    "small letters": str.lower,
    "blanks inside": lambda code: f" {code[:3]} {code[3:]} ",
    "no-break blank inside": lambda code: f"{code[:3]}\xa0{code[3:]}",
    "tab and line end": lambda code: f"\t{code}\r\n",
    "dash inside": lambda code: f"{code[:3]}-{code[3:]}",
    "long dash inside": lambda code: f"{code[:3]}–{code[3:]}",
    "dots inside": lambda code: ".".join(code),
    "minus sign inside": lambda code: f"{code[:3]}\u2212{code[3:]}",
    "Indic digits": lambda code: in_digits_from(KANNADA_ZERO, code),
    "wide digits": lambda code: in_digits_from(WIDE_ZERO, code),
    "wide letters": lambda code: "".join(chr(ord(each) + 0xFEE0) for each in code),
    "nothing seen behind it": lambda code: f"{code}\u200b",
    "soft hyphen inside": lambda code: f"{code[:3]}\xad{code[3:]}",
    "isolated": lambda code: f"\u2068{code}\u2069",
    "embedded": lambda code: f"\u202a{code}\u202c",
}


def in_digits_from(zero: int, code: str) -> str:
    return "".join(chr(zero + int(each)) if each.isdigit() else each for each in code)
