"""The paper in five scripts: what is drawn is also what is copied and searched."""

import re
import subprocess
import unicodedata

import pytest
from django.utils import translation
from django.utils.translation import gettext

from certificates.enums import Ladder
from certificates.paper import certificate_on_paper
from certificates.signing import address_of
from certificates.words import WORDS, in_language
from tests.certificates.certificates import certificate_of
from tests.factories import OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "en": "Asha Pawar",
    "hi": "लक्ष्मी श्रीवास्तव क्षत्रिय",
    "kn": "ಲಕ್ಷ್ಮಿ ಗೌಡ ಸ್ತ್ರೀಕ್ಷೇತ್ರ",
    "ml": "ലക്ഷ്മി കൃഷ്ണൻകുട്ടി ബിന്ദു",
    "ta": "லக்ஷ்மி ஸ்ரீதேவி கொற்றவை",
    "bn": "লক্ষ্মী শ্রীবাস্তব চট্টোপাধ্যায়",
}
NOT_ON_THIS_ONE = ("has completed the training", "For ever")


def read_back(pdf, tmp_path):
    """The text of the paper as a reader copies it."""
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    copied = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return unicodedata.normalize("NFC", copied)


@pytest.mark.parametrize("language", sorted(NAMES))
def test_a_name_is_copied_from_the_paper_as_it_is_written(language, tmp_path, caplog):
    certificate = certificate_of(
        PersonFactory(name=NAMES[language]), language=language, titles={"en": "MOVE", language: NAMES[language][::1]}
    )
    copied = read_back(certificate_on_paper(certificate), tmp_path)
    lines = [line.strip() for line in copied.splitlines()]
    assert lines.count(unicodedata.normalize("NFC", NAMES[language])) == 2, copied
    for words in (certificate.number_in_groups, f"{certificate.issued_on:%d-%m-%Y}", address_of(certificate)):
        assert words in copied
    assert "missing" not in caplog.text


def test_a_title_that_would_have_to_be_small_stands_on_two_lines(tmp_path):
    title = "Micro enterprise consultant: trained in diagnosis, books and advice for groups of women in twelve villages"
    lines = read_back(certificate_on_paper(certificate_of(titles={"en": title})), tmp_path).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("Micro enterprise"))
    assert " ".join(line.strip() for line in lines[first : first + 2]) == title


def test_a_very_long_name_stands_on_two_lines_that_one_reads_from_afar(tmp_path):
    name = "Sri Lakshmi Narasimha Venkata Subrahmanya Satyanarayana Devi Ammal Krishnamurthy of House Kadapa"
    path = tmp_path / "certificate.pdf"
    path.write_bytes(certificate_on_paper(certificate_of(PersonFactory(name=name))))
    boxes = subprocess.run(["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True).stdout
    lines = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">[^<]*(?:Lakshmi|Kadapa)', boxes)
    (first_top, first_foot), (second_top, _foot) = (tuple(map(float, line)) for line in lines)
    assert second_top > (first_top + first_foot) / 2
    assert first_foot - first_top >= 20, "points"


@pytest.mark.parametrize("language", sorted(set(NAMES) - {"en"}))
def test_all_of_the_paper_is_in_its_language_and_copied_word_by_word(language, tmp_path):
    name = NAMES[language]
    certificate = certificate_of(
        PersonFactory(name=name),
        language=language,
        titles={"en": "MOVE", language: name},
        organisation=OrganisationFactory(name="Trust", local_names={language: name}),
        ladder=Ladder.PRACTISING,
        valid_months=24,
    )
    with translation.override(language):
        said = [in_language(gettext(words), language) for words in WORDS["ta"] if words not in NOT_ON_THIS_ONE]
    address = address_of(certificate)
    assert not re.search("[a-z]{3}", " ".join(said).replace("%(address)s", ""))
    days = [f"{day:%d-%m-%Y}" for day in (certificate.issued_on, certificate.valid_until)]
    left = " ".join(read_back(certificate_on_paper(certificate), tmp_path).split())
    wanted = [*(words % {"address": address} for words in said), name, *days, certificate.number_in_groups]
    for words in sorted((unicodedata.normalize("NFC", each) for each in wanted), key=len, reverse=True):
        assert words in left
        left = left.replace(words, "")
    assert left.strip() == ""
