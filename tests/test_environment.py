"""``.env.example`` is the whole list of what an operator may set."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READERS = {"text", "required", "flag", "number", "words"}
# Django's own: the two ways of running set it.
OF_DJANGO = {"DJANGO_SETTINGS_MODULE"}


def _read_in(path: Path) -> Iterator[str]:
    """The variables that the file reads, by our helpers or from the process environment itself."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            reader = ast.unparse(node.func)
            helper, _, name = reader.rpartition(".")
            if (helper == "environment" and name in READERS) or reader in ("os.environ.get", "os.getenv"):
                yield node.args[0].value
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            yield ast.literal_eval(node.slice)


def test_the_example_lists_exactly_the_variables_that_are_read():
    files = (ROOT / "site").rglob("*.py")
    read = {name for path in files if path.name not in ("test.py", "environment.py") for name in _read_in(path)}
    listed = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(listed) == sorted(read - OF_DJANGO)


def test_no_secret_stands_in_the_example():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    secrets = [line for line in lines if re.match(r"\w*(KEY|PASSWORD|TOKEN|DATABASE_URL)\w*=", line)]
    assert len(secrets) >= 4
    assert all(line.endswith("=") for line in secrets)


def test_no_app_reads_the_environment():
    apps = [path.parent for path in ROOT.glob("*/apps.py") if path.parent.name != "site"]
    wrong = [path for app in apps for path in app.rglob("*.py") if list(_read_in(path))]
    assert len(apps) > 5
    assert wrong == []
