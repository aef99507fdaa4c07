"""A question goes out in the form of another system and comes back as it was, where both can hold it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assessments.authoring import LETTERS, whole
from assessments.formats.known import FORMS
from assessments.formats.writing import Row
from assessments.question_rows import PART_OF
from core.text import clean, fold, line

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
    row = {"kind": kind, "prompt": draw(TEXTS), "explanation": draw(TEXTS), "lesson": "Costs", "course": "MOVE"}
    if kind in ("choice", "multiple", "order", "match"):
        texts = draw(several(st.integers(2, 6)))
        row |= {f"option_{letter}": text for letter, text in zip(LETTERS, texts, strict=False)}
        row |= {"right": draw(st.sampled_from(LETTERS[: len(texts)]))} if kind == "choice" else {}
    if kind == "multiple":
        row["right"] = ",".join(LETTERS[: draw(st.integers(1, len(texts) - 1))])
    if kind == "match":
        row |= {f"partner_{letter}": draw(TEXTS) for letter in LETTERS[: len(texts)]}
    if kind == "truth":
        row["right"] = draw(st.sampled_from("ab"))
    if kind in ("choice", "multiple", "truth"):
        wrong = [each for each in (LETTERS[: len(texts)] if kind != "truth" else "ab") if each not in row["right"]]
        row |= {f"reply_{letter}": draw(TEXTS) for letter in wrong if draw(st.booleans())}
    if kind == "numeric":
        row |= {"right": str(draw(NUMBERS)), "tolerance": str(draw(st.decimals(0, 10, places=3)))}
    if kind == "short":
        row["accepted"] = "\n".join(draw(several(st.integers(1, 4))))
    return row


def kept(row: Row) -> object:
    return whole(row["kind"], {part: row.get(column, "") for column, part in PART_OF.items()})


def there_and_back(form: str, rows: list[Row]) -> list[Row]:
    text = clean("".join(FORMS[form].write(rows)))
    found = list(FORMS[form].reader.rows(text))
    assert [str(row.notes) for row in found if row.is_refused] == []
    return [row.cells for row in found]


@given(questions(["choice", "multiple", "truth", "numeric", "match", "short"]))
def test_what_goes_out_as_gift_comes_back(row):
    back = there_and_back("gift", [row])
    if "->" in "".join([row.get("accepted", ""), *(row.get(f"option_{it}", "") for it in LETTERS)]) and not back:
        return
    [cells] = back
    assert kept({column: line(text) if column != "accepted" else text for column, text in cells.items()}) == kept(row)


@given(questions(["choice", "truth"]))
def test_what_goes_out_as_aiken_comes_back_but_for_why(row):
    for cells in there_and_back("aiken", [row]):
        taken = {column: text for column, text in row.items() if not column.startswith("reply")}
        assert kept(cells | {"explanation": "So."}) == kept(taken | {"explanation": "So."})
