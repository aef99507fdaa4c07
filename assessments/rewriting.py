"""A question that is kept as its author wrote it, and written anew over what is kept.

Parts and rows are those of :mod:`assessments.authoring`. Options keep the keys they have, so that what is translated
stays with what it translates.
"""

from collections.abc import Mapping
from typing import Any

from assessments.authoring import LETTERS, Parts, Row, Whole, whole
from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.illustrated import illustration_parts
from assessments.typed_answers import typed_parts
from core.local_text import SOURCE


def rows_of(kind: str, texts: Mapping[str, Any], answer: Any) -> list[Row]:
    """The rows of a question that is kept, in the order of their letters: (key of the option, key of its partner)."""
    text = texts.get(SOURCE, {})
    options, targets = text.get("options", {}), text.get("targets", {})
    if kind == QuestionKind.ORDER:
        return [(key, "") for key in answer]
    if kind == QuestionKind.MATCH:
        alone = sorted(set(targets) - set(answer.values()))
        return [*((key, answer[key]) for key in sorted(answer)), *(("", key) for key in alone)]
    return [(key, "") for key in sorted(options)]


def parts_of(kind: str, texts: Mapping[str, Any], answer: Any) -> dict[str, str]:
    """A question that is kept as an author would have written it."""
    rows = rows_of(kind, texts, answer)
    parts = {"right": "", "tolerance": ""}
    for language, text in texts.items():
        parts |= _parts_in(language, text, rows)
    parts |= typed_parts(kind, texts, answer)
    letter_of = {option: letter for letter, (option, _target) in zip(LETTERS, rows, strict=False)}
    if kind in ONE_IS_CHOSEN:
        parts["right"] = letter_of.get(answer, "")
    elif kind == QuestionKind.HOTSPOT:
        parts["right"] = ",".join(sorted(letter_of[key] for key in answer["right"]))
        parts |= {f"region_{letter_of[key]}": region for key, region in answer["regions"].items()}
    elif kind == QuestionKind.MULTIPLE:
        parts["right"] = ",".join(sorted(letter_of[key] for key in answer if key in letter_of))
    return parts


def written_anew(kind: str, english: Parts, was: str, texts: Mapping[str, Any], answer: Any) -> Whole:
    """What is kept of a question of the kind ``was`` whose English parts are now ``english``. Raises NotWhole.

    Other languages keep what they have. A row follows its English text where that moves; a text that is nowhere else
    is the old one of its letter, reworded.
    """
    old, source = rows_of(was, texts, answer), texts.get(SOURCE, {})
    options = _followed(english, "option", [row[0] for row in old], source.get("options", {}))
    targets = _followed(english, "partner", [row[1] for row in old], source.get("targets", {}))
    rows = [(options.get(letter, ""), targets.get(letter, "")) for letter in LETTERS]
    parts = dict(english)
    for language, text in texts.items():
        if language != SOURCE:
            parts |= _parts_in(language, text, rows)
    return whole(kind, parts, rows)


def _parts_in(language: str, text: Mapping[str, Any], rows: list[Row]) -> dict[str, str]:
    parts = {f"{name}_{language}": text.get(name, "") for name in ("prompt", "explanation", "unit")}
    parts |= illustration_parts(text, language, {letter: row[0] for letter, row in zip(LETTERS, rows, strict=False)})
    for letter, (option, target) in zip(LETTERS, rows, strict=False):
        parts[f"option_{letter}_{language}"] = text.get("options", {}).get(option, "")
        parts[f"partner_{letter}_{language}"] = text.get("targets", {}).get(target, "")
        parts[f"reply_{letter}_{language}"] = text.get("replies", {}).get(option, "")
    return parts


def _followed(english: Parts, name: str, keys: list[str], kept: Mapping[str, str]) -> dict[str, str]:
    """{letter: the key that its text had, or else the key of what stood at this letter, if nothing else has it}."""
    typed = {letter: english.get(f"{name}_{letter}_{SOURCE}", "") for letter in LETTERS}
    key_of = {text: key for key, text in kept.items()}
    found = {letter: key_of[text] for letter, text in typed.items() if text in key_of}
    taken = set(found.values())
    reworded = {
        letter: key
        for letter, key in zip(LETTERS, keys, strict=False)
        if typed[letter] and letter not in found and key not in taken
    }
    return found | reworded
