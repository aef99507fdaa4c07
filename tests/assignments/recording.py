"""What a record asks in these tests, and how it is typed."""

from assignments.recording import as_data, name_of
from core.asked import Ask, Asked

SALES, WORKERS, BOOKS, SECTOR, SINCE, HARD = (
    "Sales last month",
    "Workers",
    "Books kept",
    "Sector",
    "Began on",
    "Hardest",
)


def asked(label, ask, *, unit="", choices=(), **said):
    options = tuple((choice, choice) for choice in choices)
    return as_data(Asked(name_of(label, ask, unit), label, ask, choices=options, unit=unit, **said))


ASKS = [
    asked(SALES, Ask.RUPEES, required=True),
    asked(WORKERS, Ask.NUMBER, unit="people"),
    asked(BOOKS, Ask.YES_NO),
    asked(SECTOR, Ask.CHOICE, choices=("Trade", "Services")),
    asked(SINCE, Ask.DAY),
    asked(HARD, Ask.LINES),
]
NAMES = {each["label"]: each["name"] for each in ASKS}


def typed(**labelled):
    """{name of a field: what is typed in it}, by the first word of its label in small letters."""
    names = {label.split()[0].casefold(): name for label, name in NAMES.items()}
    return {names[word]: value for word, value in labelled.items()}


def row(number, label, ask="line", **parts):
    """What a trainer types in a row of the form."""
    said = {"label": label, "ask": ask, **parts}
    return {f"row_{number}_{part}": value for part, value in said.items()}
