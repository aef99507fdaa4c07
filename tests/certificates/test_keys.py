"""The key of an installation: made once, for nobody else to read, and refused where it is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from certificates.checks import there_is_a_key
from certificates.keys import KeyIsBroken, own_key, sign

ROOT = Path(__file__).resolve().parents[2]


def key_of_a_start(folder):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "portal.settings.dev"}
    code = "from django.conf import settings; print(settings.CERTIFICATE_KEY)"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def test_the_embedded_run_makes_its_key_on_the_first_start_and_keeps_it(tmp_path):
    first = key_of_a_start(tmp_path)
    assert key_of_a_start(tmp_path) == first
    assert (tmp_path / "certificate-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("wrong", ["", "short", "!" * 43, "A" * 60])
def test_what_is_no_key_is_refused_before_anybody_is_served(settings, wrong):
    settings.CERTIFICATE_KEY = wrong
    with pytest.raises(KeyIsBroken):
        sign(b"anything")
    assert [error.id for error in there_is_a_key()] == ["certificates.E001"]


def test_the_thumbprint_is_that_of_the_rfc(settings):
    """RFC 8037, appendix A.3."""
    settings.CERTIFICATE_KEY = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"
    assert own_key().name == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
