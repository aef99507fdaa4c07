"""What import-linter cannot see: doors between apps, foreign keys, the two names that are easily broken."""

import ast
import json
import os
import re
import site
import subprocess
import sys
import sysconfig
import tomllib
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

pytestmark = pytest.mark.anywhere

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = PYPROJECT["tool"]["importlinter"]
FLOORS = [[app.strip() for app in floor.split("|")] for floor in CONTRACTS["contracts"][0]["layers"]]
WRITTEN = [" | ".join(floor) for floor in FLOORS]
APPS = [app for floor in FLOORS for app in floor]
LEVEL = {app: -number for number, floor in enumerate(FLOORS) for app in floor}

DOORS = {
    *("models", "queries", "services", "permissions", "signals", "enums", "errors"),
    *("http", "bearer", "kinds", "scopes", "contexts", "pickers", "cards", "menu", "schedules", "editions", "sittings"),
}
# Rules as pure functions: plain data in and out, so there is nothing in them to go round. In core there are no layers.
RULE_LAYER = [name.strip(" ()\n") for name in CONTRACTS["contracts"][2]["layers"][-2].split("|")]
RULES = {
    f"{app}.{name}" for app in APPS for name in RULE_LAYER if app != "core" and (ROOT / app / f"{name}.py").exists()
} | {f"core.{name}" for name in ("charts", "codes", "drawing", "money", "numbers", "periods", "phones", "text")}
# CONTRIBUTING.md, "Doors".
SHARED_ON_PURPOSE = {f"content.addresses.{name}" for name in ("address_above", "addresses_in", "root_path")}

# The names of pages and templates: "cohorts:join", "desk/home.html".
NAME_OF_A_PAGE = re.compile(r"""["']([a-z]+:[a-z][\w-]+|[a-z]+/[\w/-]+\.html)["']""")


def _modules(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def _imports(path: Path) -> Iterator[str]:
    """Every name that the file imports, in full: ``courses.queries.lesson_in``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _enters_by_the_side(app: str, name: str) -> bool:
    other, _, inside = name.partition(".")
    if other not in APPS or other in (app, "core") or name in SHARED_ON_PURPOSE:
        return False
    module = inside.partition(".")[0]
    return module not in DOORS and f"{other}.{module}" not in RULES


def test_the_floors_hold_every_app_of_ours_once():
    assert sorted(APPS) == sorted(set(CONTRACTS["root_packages"]))
    installed = {config.name for config in apps.get_app_configs() if (ROOT / config.name / "apps.py").exists()}
    assert installed == set(APPS)


def test_every_other_list_of_the_apps_is_the_list_of_the_floors():
    assert set(CONTRACTS["contracts"][2]["containers"]) == set(APPS) - {"core"}
    scripts = json.loads((ROOT / "tsconfig.json").read_text())["compilerOptions"]["rootDirs"]
    assert scripts == [f"{app}/static" for app in sorted([*APPS, "site"]) if list(ROOT.glob(f"{app}/static/**/*.js"))]


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_floors_of_a_document_are_those_of_the_contract(document):
    lines = re.findall(r"^    ([a-z][a-z| ]*?)(?:  .*)?$", (ROOT / document).read_text(), re.MULTILINE)
    assert [line for line in lines if line in WRITTEN] == WRITTEN


@pytest.mark.parametrize("app", APPS)
def test_an_app_enters_another_only_through_its_doors(app):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _modules(app)
        for name in _imports(path)
        if _enters_by_the_side(app, name)
    ]
    assert not wrong, "\n".join(wrong)


def test_a_text_is_called_by_a_name_under_which_it_is_collected_for_translation():
    """Of what is imported under another name, ``makemessages`` knows only the underscore."""
    others = [
        f"{path.relative_to(ROOT)} imports {alias.name} as {alias.asname}"
        for path in [*ROOT.glob("site/**/*.py"), *(module for app in APPS for module in _modules(app))]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in (None, "_")
    ]
    assert not others, "\n".join(others)


def test_what_is_shared_on_purpose_is_still_shared():
    used = {name for app in APPS for path in _modules(app) for name in _imports(path) if not name.startswith(app)}
    assert used >= SHARED_ON_PURPOSE


def test_an_app_names_addresses_and_templates_of_the_floors_below_only():
    """A link upwards is lent by the app that owns the page."""
    found = {f"{path.relative_to(ROOT)}: {name}" for app in APPS for path, name in _names_from_above(app)}
    assert not found, "\n".join(sorted(found))


def _names_from_above(app: str) -> Iterator[tuple[Path, str]]:
    for path in (ROOT / app).rglob("*"):
        # The scopes of tokens are words of their own: "cohorts:read".
        if path.suffix not in (".py", ".html", ".txt", ".js") or "migrations" in path.parts or path.stem == "enums":
            continue
        for name in NAME_OF_A_PAGE.findall(path.read_text(encoding="utf-8")):
            owner = re.split("[:/]", name)[0]
            if owner in LEVEL and owner != app and LEVEL[owner] >= LEVEL[app]:
                yield path, name


def test_rows_of_another_app_are_asked_for_in_queries_and_permissions_only():
    """Elsewhere an app asks the other's queries."""
    found = {
        f"{path.relative_to(ROOT)}: {model}"
        for app in APPS
        for path in _modules(app)
        if path.relative_to(ROOT).parts[1].removesuffix(".py") not in ("queries", "permissions")
        for model in _managers_of_others(app, path)
    }
    assert not found, "\n".join(sorted(found))


def _managers_of_others(app: str, path: Path) -> Iterator[str]:
    """The models of other apps, core apart, whose ``objects`` the file uses."""
    foreign = {
        name.rpartition(".")[2]: name.partition(".")[0]
        for name in _imports(path)
        if name.partition(".")[0] in set(APPS) - {app, "core"}
    }
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
            name = getattr(node.value, "id", "")
            if name in foreign:
                yield f"{foreign[name]}.{name}"


# Made from what others may do: "lends", "views", "tables" ... What follows from a fact, and what an admin does, is not.
EDGES = {
    name.strip(" ()\n")
    for layer in takewhile(lambda layer: "(services)" not in layer, CONTRACTS["contracts"][2]["layers"])
    for name in layer.split("|")
} - {"apps", "receivers", "wagtail_hooks", "management", "checks"}


def test_what_answers_somebody_asks_no_table_by_itself():
    """It fetches through ``permissions``, or asks ``queries`` that do."""
    found = {
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value.id}"
        for app in set(APPS) - {"core"}
        for path in _modules(app)
        if path.relative_to(ROOT).parts[1].removesuffix(".py") in EDGES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager")
        # A place is somewhere on the map, and nobody's.
        if isinstance(node.value, ast.Name) and node.value.id != "Place"
    }
    assert not found, "\n".join(sorted(found))


def test_which_rows_stand_in_a_state_is_said_by_a_named_query_set():
    """``Enrolment.objects.active()``, not ``filter(status=...)``: models and state machines alone spell states out."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for app in APPS
        for path in _modules(app)
        if path.name not in ("models.py", "states.py") and path.parent.name != "models"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\bstatus(__in)?=\(?(?!HTTPStatus)\w+Status\.", line)
    ]
    assert not wrong, "\n".join(wrong)


def test_what_measures_and_what_shows_imports_nothing_private():
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (*ROOT.glob("bench/**/*.py"), *ROOT.glob("site/**/*.py"))
        for name in _imports(path)
        if re.search(r"\._[a-z]", name)
    }
    assert not found


def test_what_a_list_shows_beside_itself_is_asked_for_in_one_way():
    """``asks_for_card`` of core."""
    files = [path for app in APPS if app != "core" for path in _modules(app)]
    assert [str(path.relative_to(ROOT)) for path in files if 'GET.get("part")' in path.read_text()] == []


def test_who_joins_the_transaction_of_who_calls_does_so_in_one_way():
    """``in_one_transaction`` of core: with ``savepoint=False`` a caller who catches a refusal could go on no more."""
    files = [path for app in APPS for path in _modules(app)]
    assert [str(path.relative_to(ROOT)) for path in files if "savepoint=False" in path.read_text()] == []


def test_a_page_that_answers_a_form_stands_at_an_address_that_can_be_asked_for_too():
    """What was refused, or is asked about, is read in another language and loaded again."""
    found = {
        f"{path.relative_to(ROOT)}: {view.name}"
        for app in APPS
        for path in _modules(app)
        if "views" in path.relative_to(ROOT).parts[1]
        for view, answers in _views_for_forms_alone(path)
        if answers & {"render", "form_page", "list_page", "hand_in_page"}
    }
    assert not found, "\n".join(sorted(found))


def test_what_is_wrong_with_a_form_is_said_by_the_portal_and_not_by_the_browser():
    """In the language of the page, beside the field, and all of it at once."""
    drawn = re.compile(r"as_field_group|include fields|\{\{ \w*form \}\}|<select|<textarea|\srequired\b")
    found = [
        f"{path.relative_to(ROOT)}: {tag}"
        for path in ROOT.glob("*/templates/**/*.html")
        if "admin" not in path.parts
        for tag, inside in re.findall(r"(<form\b[^>]*)>(.*?)</form>", path.read_text(), re.DOTALL)
        if 'method="post"' in tag and "novalidate" not in tag and drawn.search(inside)
    ]
    assert not found, "\n".join(found)


def _views_for_forms_alone(path: Path) -> Iterator[tuple[ast.FunctionDef, set[str]]]:
    """(view, all that it calls, also by way of what stands beside it), of those that answer to POST and no more."""
    functions = {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
    for view in functions.values():
        if not {ast.unparse(each) for each in view.decorator_list} & {"require_POST", "require_http_methods(['POST'])"}:
            continue
        called: set[str] = set()
        ahead = {view.name}
        while ahead:
            calls = (node.func for node in ast.walk(functions[ahead.pop()]) if isinstance(node, ast.Call))
            new = {each.id for each in calls if isinstance(each, ast.Name)} - called
            called |= new
            ahead |= new & functions.keys()
        yield view, called


@pytest.mark.parametrize("app", APPS)
def test_foreign_keys_point_downwards(app):
    wrong = [
        f"{model.__name__}.{field.name} points to {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.get_fields()
        if not field.auto_created and field.is_relation and _points_up(app, field.related_model)
    ]
    assert not wrong, "\n".join(wrong)


def _points_up(app: str, target: type[Model] | None) -> bool:
    other = target._meta.app_label if target else ""
    # The one exception: who wrote an audit line or waits for a job is a user, whom Django lets every floor name.
    if other not in LEVEL or other == app or (app in ("core", "jobs") and target._meta.label == "people.User"):
        return False
    return LEVEL[other] >= LEVEL[app]


def test_the_folder_site_is_no_package_and_the_standard_library_keeps_its_name():
    assert not (ROOT / "site" / "__init__.py").exists()
    assert Path(site.__file__).parent == Path(sysconfig.get_path("stdlib"))
    command = [sys.executable, "-c", "import site, portal; print(site.__file__); print(list(portal.__path__))"]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert Path(out[0]).parent == Path(sysconfig.get_path("stdlib"))
    assert out[1] == str([str(ROOT / "site")])


def test_media_is_an_app_and_no_line_of_gitignore_hides_it():
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not {"media", "media/", "*/media/", "**/media/", "/media/", "/media"} & set(lines)
    if (ROOT / ".git").exists():
        command = ["git", "check-ignore", "--no-index", "media/models.py"]
        assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 1


def test_no_migration_is_missing():
    # In a process of its own: the suite runs with migrations switched off, and would find none missing ever.
    command = [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.mark.parametrize("rule", sorted(RULES))
def test_rules_know_neither_the_database_nor_the_request(rule):
    path = ROOT.joinpath(*rule.split(".")).with_suffix(".py")
    barred = ("django.db", "django.http", "channels", "celery", "wagtail")
    own = {f"{app}.{module}" for app in APPS for module in DOORS - {"enums", "errors"}}
    wrong = [name for name in _imports(path) if name.startswith(barred) or ".".join(name.split(".")[:2]) in own]
    assert not wrong


@pytest.mark.parametrize("model", [m for app in APPS for m in apps.get_app_config(app).get_models()])
def test_every_model_has_a_name_that_can_be_translated(model):
    assert isinstance(model._meta.verbose_name, Promise)


def test_nothing_after_a_commit_can_turn_the_answer_into_an_error():
    files = [path for app in [*APPS, "site"] for path in (ROOT / app).rglob("*.py")]
    calls = [
        (path, node)
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "on_commit"
    ]
    fragile = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in calls
        if not any(word.arg == "robust" and getattr(word.value, "value", False) for word in node.keywords)
    ]
    assert calls
    assert not fragile, "on_commit(..., robust=True): " + ", ".join(fragile)
