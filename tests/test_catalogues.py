"""The translated interface is whole: every sentence, its placeholders, its letters, and the compiled file."""

import re
import unicodedata
from pathlib import Path

import polib
import pytest
from django.conf import settings

pytestmark = pytest.mark.anywhere

SCRIPTS = {"hi": "DEVANAGARI", "kn": "KANNADA", "ml": "MALAYALAM"}
INDIC = {
    "DEVANAGARI",
    "BENGALI",
    "GURMUKHI",
    "GUJARATI",
    "ORIYA",
    "TAMIL",
    "TELUGU",
    "KANNADA",
    "MALAYALAM",
    "SINHALA",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z]|\{\w*\}")


def _file(language: str, ending: str) -> Path:
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / f"django.{ending}"


def _translations(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)] or [entry.msgstr]


def _sources(entry: polib.POEntry, form: int) -> list[str]:
    """Of one, the English for one may leave the number out."""
    if not entry.msgid_plural:
        return [entry.msgid]
    return [entry.msgid_plural] if form else [entry.msgid, entry.msgid_plural]


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _by_source(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str | None, str, str], list[str]]:
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural): _translations(entry) for entry in catalogue}


@pytest.fixture(params=sorted(SCRIPTS))
def language(request):
    return request.param


@pytest.fixture
def catalogue(language):
    return polib.pofile(str(_file(language, "po")))


def test_every_language_but_english_has_a_catalogue():
    assert {code for code, _ in settings.LANGUAGES} == {"en", *SCRIPTS}
    assert {path.parts[-3] for path in settings.LOCALE_PATHS[0].glob("*/LC_MESSAGES/django.po")} == set(SCRIPTS)


def test_nothing_is_untranslated_or_fuzzy(catalogue):
    assert len(catalogue) > 0
    assert [entry.msgid for entry in catalogue.untranslated_entries()] == []
    assert [entry.msgid for entry in catalogue.fuzzy_entries()] == []


def test_a_plural_has_every_form_of_the_language(catalogue):
    forms = int(re.search(r"nplurals=(\d+)", catalogue.metadata["Plural-Forms"]).group(1))
    plurals = [entry for entry in catalogue if entry.msgid_plural]
    assert plurals
    assert [entry.msgid for entry in plurals if sorted(entry.msgstr_plural) != list(range(forms))] == []


def test_a_translation_has_the_placeholders_of_its_source(catalogue):
    wrong = [
        (entry.msgid, translation)
        for entry in catalogue
        for form, translation in enumerate(_translations(entry))
        if _placeholders(translation) not in map(_placeholders, _sources(entry, form))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_one_that_is_edited(language, catalogue, tmp_path):
    fresh = tmp_path / "django.mo"
    catalogue.save_as_mofile(str(fresh))
    kept = polib.mofile(str(_file(language, "mo")))
    assert _by_source(kept) == _by_source(polib.mofile(str(fresh)))
    assert kept.metadata["Plural-Forms"] == catalogue.metadata["Plural-Forms"]


def test_no_letter_of_another_indic_script_slipped_in(language, catalogue):
    others = INDIC - {SCRIPTS[language]}
    strange = [
        (translation, character)
        for entry in catalogue
        for translation in _translations(entry)
        for character in translation
        if unicodedata.category(character)[0] in "LMN" and unicodedata.name(character).split()[0] in others
    ]
    assert strange == []


def test_all_text_is_composed(language):
    text = _file(language, "po").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if not unicodedata.is_normalized("NFC", line)] == []
