"""No pinned package is older than the versions that hold its security fixes."""

import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
FLOOR = tomllib.loads((ROOT / "security_floor.toml").read_text(encoding="utf-8"))["floor"]


@pytest.fixture(scope="module")
def pins():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.lower().split("==") for line in lines if "==" in line)


@pytest.mark.parametrize(("package", "lowest"), FLOOR.items())
def test_the_pin_is_not_below_the_floor(pins, package, lowest):
    assert Version(pins[package]) >= Version(lowest)
