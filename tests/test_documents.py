"""The documents lead to what is there."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from jobs.schedules import Daily, Monthly
from jobs.services import schedules

pytestmark = pytest.mark.anywhere

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
WALK = (ROOT / "docs" / "add-an-app.md").read_text(encoding="utf-8")
FILES = re.findall(r"^`([\w/.]+)`\n\n```python\n(.*?)^```$", WALK, re.DOTALL | re.MULTILINE)
MADE_BY_THE_WALK = ("savings", "loans", "tests")
MODULES = {name.removesuffix(".py").replace("/", "."): code for name, code in FILES}
TEMPLATES = re.findall(r"^`(savings/templates/[\w/.]+)`\n\n```html\n(.*?)^```$", WALK, re.DOTALL | re.MULTILINE)
FEW_LINES = 400


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_of_a_document_leads_to_a_file(path):
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)#:\s]+)[^):]*\)", prose)
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_every_decision_is_in_the_index():
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in sorted(folder.glob("0*.md")) if f"({path.name})" not in index] == []


def test_the_table_of_schedules_is_what_is_registered():
    table = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| ((?:daily|monthly)[\w ]* at \d+:\d\d) \| `([\w.]+)` \|", table, re.MULTILINE)
    lent = [(each.kind, each.recurrence) for each in schedules()]
    assert sorted((kind, when) for when, kind in told) == sorted((kind, _when(due)) for kind, due in lent)


def _when(due: Daily | Monthly) -> str:
    day = "daily" if isinstance(due, Daily) else f"monthly on day {due.day}"
    return f"{day} at {due.at.hour}:{due.at:%M}"


@pytest.mark.parametrize(("name", "code"), FILES, ids=[name for name, _code in FILES])
def test_what_the_walk_to_a_new_app_imports_is_there(name, code):
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    wanted = [(node.module, alias.name) for node in imports for alias in node.names]
    ours = [(module, name) for module, name in wanted if not module.startswith(MADE_BY_THE_WALK)]
    assert [pair for pair in ours if not hasattr(import_module(pair[0]), pair[1])] == []


@pytest.mark.parametrize(("name", "code"), FILES, ids=[name for name, _code in FILES])
def test_what_the_walk_to_a_new_app_imports_of_its_own_is_in_it(name, code):
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    wanted = [(node.module, alias.name) for node in imports for alias in node.names]
    own = [(module, name) for module, name in wanted if module in MODULES]
    assert [pair for pair in own if not re.search(rf"^(class |def )?{pair[1]}\b", MODULES[pair[0]], re.MULTILINE)] == []


def test_the_app_of_the_walk_is_small():
    """Without what is for programs, and without its tests."""
    of_the_app = [code for name, code in [*FILES, *TEMPLATES] if name.startswith("savings/")]
    for_programs = MODULES["savings.api"]
    assert sum(code.count("\n") for code in of_the_app) - for_programs.count("\n") < FEW_LINES
