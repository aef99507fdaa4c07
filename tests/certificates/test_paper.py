"""The paper in five scripts: what is drawn is also what is copied and searched."""

import subprocess
import unicodedata

import pytest

from certificates.paper import certificate_on_paper
from tests.certificates.certificates import certificate_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "en": "Asha Pawar",
    "hi": "लक्ष्मी श्रीवास्तव क्षत्रिय",
    "kn": "ಲಕ್ಷ್ಮಿ ಗೌಡ ಸ್ತ್ರೀಕ್ಷೇತ್ರ",
    "ml": "ലക്ഷ്മി കൃഷ്ണൻകുട്ടി ബിന്ദു",
    "ta": "லக்ஷ்மி ஸ்ரீதேவி கொற்றவை",
    "bn": "লক্ষ্মী শ্রীবাস্তব চট্টোপাধ্যায়",
}


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
    assert certificate.number_in_groups in copied
    assert "missing" not in caplog.text
