"""A question goes out in the form of another system and comes back as it was, where both can hold it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.authoring import LETTERS, whole
from assessments.blanks import says_something
from assessments.formats.known import FORMS
from assessments.formats.writing import Row
from assessments.question_rows import PART_OF
from core.text import clean, fold, line
from exchange.kinds import rows_read

pytestmark = pytest.mark.anywhere

# Texts as authors write them, and all that could be taken for a sign of a format.
SIGNS = ["~", "=", "#", "{", "}", ":", "\\", "\\n", "->", "*", "%", "//", "::", "####", "$CATEGORY:", "[html]"]
MARKS = ["<b>", "</p>", "<br/>", "<", "&", "&lt;", "]]>", "<!--", "-->", "<script>", "<img>", "{1:SA:=a}"]
WORDS = ["A. ", "ANSWER: A", "rent", "चाय", "₹1,00,000", "कॉस्ट", "x²", "ಬಾಡಿಗೆ", "\u0338", "\u00a0", "  ", '"', "'"]
TEXTS = (
    st.lists(st.sampled_from([*SIGNS, *MARKS, *WORDS]) | st.text(max_size=8), min_size=1, max_size=6)
    .map("".join)
    .map(lambda text: line(clean(re.sub("[\ud800-\udfff]", "", text))))
    .filter(bool)
)
NUMBERS = st.decimals(-(10**6), 10**6, places=2).filter(bool)


def several(size: st.SearchStrategy[int]) -> st.SearchStrategy[list[str]]:
    return size.flatmap(lambda many: st.lists(TEXTS, min_size=many, max_size=many, unique_by=fold)).filter(
        lambda texts: all(fold(text) for text in texts)
    )


@st.composite
def questions(draw: st.DrawFn, kinds: list[str]) -> Row:
    """A whole question, as its row."""
    kind = draw(st.sampled_from(kinds))
    asked = {"kind": kind, "prompt": draw(TEXTS), "explanation": draw(TEXTS), "lesson": "Costs", "course": "MOVE"}
    if kind in TYPED:
        return asked | draw(TYPED[kind])
    texts = draw(several(st.integers(2, 6)))
    letters = "ab" if kind == "truth" else LETTERS[: len(texts)]
    options = {f"option_{letter}": text for letter, text in zip(letters, texts, strict=False)}
    if kind == "match":
        return asked | options | {f"partner_{letter}": draw(TEXTS) for letter in letters}
    if kind == "order":
        return asked | options
    many = draw(st.integers(1, len(letters) - 1)) if kind == "multiple" else 1
    right = sorted(draw(st.permutations(letters))[:many])
    replies = {f"reply_{each}": draw(TEXTS) for each in letters if each not in right and draw(st.booleans())}
    return asked | ({} if kind == "truth" else options) | replies | {"right": ",".join(right)}


FORMS_OF_BLANKS = st.sampled_from(["rent", "540", "1,00,000", "चाय", "cash book", "a~b", "x\\y", 'say "so"'])
PASSAGES = st.lists(
    st.lists(FORMS_OF_BLANKS, min_size=1, max_size=2, unique=True).map(" / ".join), min_size=1, max_size=4
).map(lambda blanks: "\n".join(["Line | 540", *(f"Line {n} | [{each}] & <b>" for n, each in enumerate(blanks))]))
TYPED = {
    "numeric": st.fixed_dictionaries(
        {"right": NUMBERS.map(str), "tolerance": st.decimals(0, 10, places=3).map(str)}, optional={"unit": TEXTS}
    ),
    "short": st.fixed_dictionaries(
        {"accepted": several(st.integers(1, 4)).filter(lambda forms: any(map(says_something, forms))).map("\n".join)}
    ),
    "blanks": st.fixed_dictionaries({"passage": PASSAGES, "tolerance": st.sampled_from(["", "0", "1", "2.5"])}),
    "calculated": st.fixed_dictionaries(
        {
            "prompt": st.just("What is {a} and ₹{b + 2} & <b>?"),
            "explanation": st.just("{min(a, 2)} is not {b}."),
            "formula": st.sampled_from(["a - b", "(a + b) * 3 / 2", "-a * round(b / 3, 2)", "max(a, b)"]),
            "numbers": st.just("a = 20 to 60 step 5\nb = 1.5, 2, 7"),
            "decimals": st.sampled_from(["0", "2"]),
            "tolerance": st.sampled_from(["0", "0.5"]),
            "unit": st.sampled_from(["", "₹", "cups & <b>"]),
        }
    ),
}


def kept(row: Row) -> object:
    return whole(row["kind"], {part: row.get(column, "") for column, part in PART_OF.items()})


def there_and_back(form: str, rows: list[Row]) -> list[Row]:
    found = rows_read(FORMS[form].reader, "".join(FORMS[form].write(rows)).encode())
    assert [str(row.notes) for row in found if row.is_refused] == []
    return [row.cells for row in found]


GIFT_KINDS = ["choice", "multiple", "truth", "numeric", "match", "short"]
XML_KINDS = [*GIFT_KINDS, "order", "blanks", "calculated"]
LINES = ("accepted", "passage", "numbers")


def as_kept_from(cells: Row) -> object:
    return kept({column: text if column in LINES else line(text) for column, text in cells.items()})


@given(questions(GIFT_KINDS))
def test_what_goes_out_as_gift_comes_back(row):
    back = there_and_back("gift", [row])
    if "->" in "".join([row.get("accepted", ""), *(row.get(f"option_{it}", "") for it in LETTERS)]) and not back:
        return
    [cells] = back
    assert as_kept_from(cells) == kept({**row, "unit": ""})


@given(questions(["choice", "truth"]))
def test_what_goes_out_as_aiken_comes_back_but_for_why(row):
    for cells in there_and_back("aiken", [row]):
        taken = {column: text for column, text in row.items() if not column.startswith("reply")}
        assert kept({**cells, "explanation": "So."}) == kept({**taken, "explanation": "So."})


@given(questions(XML_KINDS))
def test_what_goes_out_as_moodle_xml_comes_back(row):
    back = there_and_back("moodle-xml", [row])
    if row["kind"] in ("blanks", "short") and not back:
        return
    [cells] = back
    if row["kind"] == "blanks" and not cells["tolerance"]:
        row = {**row, "tolerance": ""}  # none of its blanks is a number
    assert as_kept_from({**cells, "passage": cells.get("passage", "").replace("[100000]", "[1,00,000]")}) == kept(row)
