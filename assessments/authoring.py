"""A question as an author writes it, and the shape it is kept in. Plain rules, for the form and for files alike.

An author writes named parts: ``prompt_en``, ``explanation_hi``, ``unit_en``, ``option_a_en``, ``partner_a_en``,
``reply_a_en``, what who chose this wrong answer is told; and ``right`` (letters of rows); what is answered by typing
has the parts of :mod:`assessments.typed_answers`, pictures and sound those of :mod:`assessments.illustrated`. Rows have
letters from a on; of what is true or false a is true. In an order the rows are written in their right order; in a match
a row holds a pair, and a partner alone is one too many to choose from. In a picture a row names a place: ``region_a``
says where, as in :mod:`assessments.regions`.

Kept are ``texts`` and ``answer`` of :class:`assessments.models.Question`. Options keep the keys they have.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from assessments.enums import ONE_IS_CHOSEN, QuestionKind
from assessments.illustrated import KEPT_AS, kept_illustrations
from assessments.regions import regions_written
from assessments.typed_answers import WRITERS, read_typed
from core.enums import Language
from core.local_text import SOURCE
from core.text import fold

LETTERS = "abcdefghijkl"
TARGET_KEYS = [*"pqrstuvwxyz", *(f"p{number}" for number in range(1, 10))]
LONGEST_LINE = 500
WITH_OPTIONS = frozenset(
    {
        QuestionKind.CHOICE,
        QuestionKind.PICTURE,
        QuestionKind.MULTIPLE,
        QuestionKind.MISTAKE,
        QuestionKind.HOTSPOT,
        QuestionKind.ORDER,
        QuestionKind.MATCH,
    }
)
WITH_PICTURES = WITH_OPTIONS - {QuestionKind.HOTSPOT}
WITH_REPLIES = ONE_IS_CHOSEN | {QuestionKind.MULTIPLE}
OWN_TEXTS: dict[str, list[str]] = {
    QuestionKind.NUMERIC: ["unit"],
    QuestionKind.CALCULATED: ["unit"],
    QuestionKind.SHORT: ["accepted"],
    QuestionKind.BLANKS: ["passage"],
}
TRUE_AND_FALSE = {"a": _("True"), "b": _("False")}

Parts = Mapping[str, str]
Row = tuple[str, str]


@dataclass(frozen=True)
class Whole:
    """A question that is whole, as it is kept."""

    texts: dict[str, dict[str, Any]]
    answer: Any


class NotWhole(ValueError):
    """What is wrong with a question as written: {part: sentence}, the first of each part."""

    def __init__(self, problems: dict[str, str | Promise]) -> None:
        super().__init__("not a whole question")
        self.problems = problems


def whole(kind: str, parts: Parts, rows: list[Row] | None = None) -> Whole:
    """What is kept of a question written as ``parts``; ``rows`` are those it has already. Raises NotWhole."""
    return _Writing(QuestionKind(kind), parts, rows or []).whole()


def letters_in(right: str) -> list[str]:
    """The letters of rows in ``right``: ``A, c`` gives a and c."""
    return sorted(set(re.findall(r"[^\s,;./&+]+", right.casefold())))


class _Writing:
    """One question on its way from its parts to what is kept, gathering what is wrong."""

    def __init__(self, kind: QuestionKind, parts: Parts, rows: list[Row]) -> None:
        self.kind, self.parts, self.problems = kind, parts, dict[str, str | Promise]()
        self.pairs = kind == QuestionKind.MATCH
        self.letters = [letter for letter in LETTERS if self._of("option", letter)] if kind in WITH_OPTIONS else []
        if kind == QuestionKind.TRUTH:
            self.letters = list(TRUE_AND_FALSE)
        known = dict(zip(LETTERS, rows, strict=False))
        free = self._mixed(LETTERS[: len(self.letters)]) if kind == QuestionKind.ORDER else LETTERS
        self.option_keys = self._keys(self.letters, {each: row[0] for each, row in known.items()}, [*free, *LETTERS])
        self.target_keys = self._target_keys({each: row[1] for each, row in known.items()}) if self.pairs else {}

    def whole(self) -> Whole:
        """Texts and answer, or NotWhole."""
        texts = {language: self._text(language) for language in Language.values if self._is_written(language)}
        self._check_rows()
        answer = self._answer(texts)
        if self.problems:
            raise NotWhole(self.problems)
        return Whole(texts, answer)

    def _of(self, name: str, letter: str = "", language: str = SOURCE) -> str:
        named = f"{name}_{letter}_{language}" if letter else f"{name}_{language}"
        return self.parts.get(named, "").strip()

    def _wrong(self, part: str, sentence: str | Promise) -> None:
        self.problems.setdefault(part, sentence)

    def _is_written(self, language: str) -> bool:
        """English always; another language where anything of it is there."""
        names = ["prompt", "explanation", *KEPT_AS, *OWN_TEXTS.get(self.kind, [])]
        lettered = [*(["option", *KEPT_AS] if self.kind in WITH_OPTIONS else []), *(["partner"] if self.pairs else [])]
        lettered += ["reply"] if self.kind in WITH_REPLIES else []
        return (
            language == SOURCE
            or any(self._of(name, language=language) for name in names)
            or any(self._of(name, letter, language) for name in lettered for letter in LETTERS)
        )

    def _text(self, language: str) -> dict[str, Any]:
        options = {self.option_keys[each]: self._option(language, each) for each in self.letters}
        targets: dict[str, str] = {}
        for letter, key in self.target_keys.items():
            partner = self._line("partner", language, letter)
            if targets.setdefault(key, partner) != partner:
                self._wrong(
                    f"partner_{letter}_{language}", _("Two partners are one in English: write them alike here.")
                )
        if language != SOURCE:
            self._refuse_what_english_has_not(language)
        replies = {self.option_keys[each]: self._of("reply", each, language) for each in self._replying(language)}
        return {
            "prompt": self._line("prompt", language),
            "explanation": self._line("explanation", language),
            "options": options,
            "targets": targets,
            "unit": self._of("unit", language=language) if "unit" in OWN_TEXTS.get(self.kind, []) else "",
            **({"replies": replies} if replies else {}),
            **kept_illustrations(self.parts, language, self.option_keys if self.kind in WITH_PICTURES else {}),
        }

    def _option(self, language: str, letter: str) -> str:
        if self.kind != QuestionKind.TRUTH:
            return self._line("option", language, letter)
        with override(language):
            return str(TRUE_AND_FALSE[letter])

    def _replying(self, language: str) -> list[str]:
        """The letters of rows whose answer is replied to."""
        letters = [each for each in self.letters if self._of("reply", each, language)]
        for letter in letters:
            self._line("reply", language, letter)  # not too long
        return letters if self.kind in WITH_REPLIES else []

    def _line(self, name: str, language: str, letter: str = "") -> str:
        """A part that must be there, and not too long."""
        text = self._of(name, letter, language)
        part = f"{name}_{letter}_{language}" if letter else f"{name}_{language}"
        if not text:
            self._wrong(part, _MISSING[name] if language == SOURCE else _MISSING_IN_ANOTHER)
        elif len(text) > LONGEST_LINE:
            self._wrong(part, _("This is too long: 500 letters at most."))
        return text

    def _refuse_what_english_has_not(self, language: str) -> None:
        used = dict[str, set[str]]()
        if self.kind in WITH_OPTIONS:
            used |= {name: set(self.letters) for name in ("option", *KEPT_AS)}
        if self.pairs:
            used["partner"] = set(self.target_keys)
        for name, letters in used.items():
            for letter in set(LETTERS) - letters:
                if self._of(name, letter, language):
                    sentence = _("English has nothing in this row. Write it there first.")
                    self._wrong(f"{name}_{letter}_{language}", sentence)

    def _check_rows(self) -> None:
        if self.kind not in WITH_OPTIONS:
            return
        if len(self.letters) < 2:
            empty = next(letter for letter in LETTERS if letter not in self.letters)
            self._wrong(f"option_{empty}_{SOURCE}", _("Write at least two."))
        seen: set[str] = set()
        for letter in self.letters:
            folded = fold(self._of("option", letter))
            if folded in seen:
                self._wrong(f"option_{letter}_{SOURCE}", _("The same stands in a row above."))
            seen.add(folded)
        self._check_pictures()

    def _check_pictures(self) -> None:
        for letter in LETTERS:
            is_illustrated = self.kind in WITH_PICTURES and any(self._of(name, letter) for name in KEPT_AS)
            if is_illustrated and letter not in self.letters:
                self._wrong(f"option_{letter}_{SOURCE}", _("Say in words what it is, for who cannot see or hear it."))
            if self.kind == QuestionKind.PICTURE and letter in self.letters and not self._of("picture", letter):
                self._wrong(f"picture_{letter}_{SOURCE}", _("Choose a picture for these words."))

    def _answer(self, texts: dict[str, dict[str, Any]]) -> Any:
        if self.kind in WRITERS:
            return self._typed(texts)
        if self.kind == QuestionKind.MATCH:
            return {self.option_keys[each]: self.target_keys.get(each, "") for each in self.letters}
        if self.kind == QuestionKind.ORDER:
            return [self.option_keys[letter] for letter in self.letters]
        right = self._chosen()
        self._check_replies(texts, right)
        if self.kind == QuestionKind.HOTSPOT:
            return {"right": right, "regions": self._regions(right)}
        return right if self.kind == QuestionKind.MULTIPLE else next(iter(right), "")

    def _typed(self, texts: dict[str, dict[str, Any]]) -> Any:
        typed = read_typed(self.kind, self.parts, texts)
        for part, sentence in typed.problems.items():
            self._wrong(part, sentence)
        for language, passage in typed.passages.items():
            texts[language]["passage"] = passage
        return typed.answer

    def _chosen(self) -> list[str]:
        right = letters_in(self.parts.get("right", ""))
        strange = [letter for letter in right if letter not in self.letters]
        if not right:
            self._wrong("right", _("Say which answer is right."))
        elif strange:
            self._wrong("right", _("There is no answer in the row that is said to be right."))
        elif self.kind in ONE_IS_CHOSEN and len(right) > 1:
            self._wrong("right", _("Only one answer can be right in a question of this kind."))
        elif self.kind in (QuestionKind.MULTIPLE, QuestionKind.HOTSPOT) and len(right) == len(self.letters):
            self._wrong("right", _("All answers are right: leave at least one that is wrong."))
        return [self.option_keys[letter] for letter in right if letter in self.option_keys]

    def _regions(self, right: list[str]) -> dict[str, str]:
        if not self._of("picture"):
            self._wrong(f"picture_{SOURCE}", _("Choose the picture in which a place is asked for."))
        is_right = {letter: self.option_keys[letter] in right for letter in self.letters}
        regions, problems = regions_written(self.parts, is_right)
        for part, sentence in problems.items():
            self._wrong(part, sentence)
        return {self.option_keys[letter]: region for letter, region in regions.items()}

    def _check_replies(self, texts: dict[str, dict[str, Any]], right: list[str]) -> None:
        """Only what is wrong has a reply, and in every language the same ones have."""
        for language, letter in product(texts, LETTERS):
            key, part = self.option_keys.get(letter, ""), f"reply_{letter}_{language}"
            replied = key in texts[language].get("replies", {})
            if replied and key in right:
                self._wrong(part, _("This answer is right: what is to be said about it belongs below, to why."))
            elif replied != (key in texts[SOURCE].get("replies", {})):
                self._wrong(part, _("A reply stands in English and here, or in neither."))

    def _target_keys(self, known: dict[str, str]) -> dict[str, str]:
        """The key of each row's partner; partners that are written alike are one."""
        letters = [letter for letter in LETTERS if letter in self.letters or self._of("partner", letter)]
        first_of: dict[str, str] = {}
        for letter in letters:
            first_of.setdefault(self._of("partner", letter) or letter, letter)
        free = self._mixed(TARGET_KEYS[: len(first_of)])
        keys = self._keys(list(first_of.values()), known, [*free, *TARGET_KEYS])
        return {letter: keys[first_of[self._of("partner", letter) or letter]] for letter in letters}

    def _mixed(self, keys: Sequence[str]) -> list[str]:
        """Not in the order of the rows, for that is the right one, and a page names what is chosen by its key."""
        return Random(self._of("prompt")).sample(keys, len(keys))  # noqa: S311  (no secret)

    @staticmethod
    def _keys(letters: list[str], known: dict[str, str], all_keys: Iterable[str]) -> dict[str, str]:
        """A key for each letter: the one it has, or the next that is free."""
        kept: dict[str, str] = {}
        for letter in letters:
            if known.get(letter) and known[letter] not in kept.values():
                kept[letter] = known[letter]
        free = (key for key in all_keys if key not in kept.values())
        return {letter: kept.get(letter) or next(free) for letter in letters}


_MISSING: dict[str, str | Promise] = {
    "prompt": _("Write the question."),
    "explanation": _("Say why the right answer is right."),
    "option": _("Write something here."),
    "partner": _("Write what goes with it."),
}
_MISSING_IN_ANOTHER = _("Write it in this language too, or leave the whole language empty.")
