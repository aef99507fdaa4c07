"""Every address of the portal, asked for by everybody: the rows of tests/<app>/access.py are the law."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.urls import get_resolver
from django.utils import translation

from tests.access import NOWHERE, ROLES
from tests.access_world import TABLE, World, ask, routes, world_made_once

pytestmark = pytest.mark.django_db

ADMIN = "admin/"
OPEN_IN_THE_ADMIN = {
    "admin/login/": "leads to our own page for signing in",
    "admin/logout/": "leads to our own page for signing out",
    "wagtailadmin_login": "the same address, which ours answers first",
    "wagtailadmin_sprite": "icons, the same for everybody",
    "wagtailadmin_javascript_catalog": "translations of the interface, the same for everybody",
    "wagtail_localize:javascript_catalog": "translations of the interface, the same for everybody",
    "wagtailadmin_password_reset": "for staff who cannot sign in",
    "wagtailadmin_password_reset_done": "for staff who cannot sign in",
    "wagtailadmin_password_reset_confirm": "for staff who cannot sign in",
    "wagtailadmin_password_reset_complete": "for staff who cannot sign in",
    "wagtailadmin_logout": "ends the session of whoever asks",
}
# Theirs to answer to any method: Wagtail's pages and files, allauth's class-based views.
NOT_OURS = re.compile(r"wagtail|account_|mfa_|en/_util")
SHADOWED = {"wagtailcore_login": "ours stands before it"}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def _made(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), world_made_once() as world:
        yield world


@pytest.fixture
def world(_made, db) -> World:
    _made.lay_files()
    return _made


def _routes() -> dict[str, str]:
    return routes(get_resolver().url_patterns)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_each_role_as_the_table_says(world, role):
    session = world.sign_in(role)
    answers = [(row, world.answer(row, session), row.expected(role)) for row in TABLE]
    wrong = [f"{row}: {got}, not {wanted}" for row, got, wanted in answers if got != wanted]
    assert not wrong, "\n".join(wrong)


def test_every_route_has_a_row_and_every_row_a_route():
    """Addresses of the admin are walked below; what is ours there may have rows."""
    routes = _routes()
    rowed = {row.name for row in TABLE}
    assert rowed <= set(routes)
    assert {name for name, address in routes.items() if not address.startswith(ADMIN)} <= rowed


def test_each_row_stands_under_the_name_of_the_route_that_answers(world):
    wrong = []
    for row in TABLE:
        path = world.path(row).partition("?")[0]
        if row.name not in SHADOWED and _name_of(path) != row.name:
            wrong.append(f"{row} is answered by {_name_of(path)}, not {row.name}")
    assert not wrong, "\n".join(wrong)


def test_a_method_without_a_row_is_refused(world):
    session = world.sign_in("learner")
    ours = [row for row in TABLE if not NOT_OURS.match(row.name)]
    rowed = {(row.name, row.method) for row in ours}
    wrong = []
    for row in {row.name: row for row in reversed(ours)}.values():
        for method in METHODS:
            if (row.name, method) not in rowed:
                status = ask(method, world.path(row), session, accept="application/json").status_code
                wrong += [f"{method} {row.name}: {status}"] if status != 405 else []
    assert not wrong, "\n".join(wrong)


def test_what_does_not_exist_is_answered_like_what_is_not_hers(world):
    session = world.sign_in("learner")
    wrong = []
    for row in (row for row in TABLE if not row.path.startswith(f"/{ADMIN}")):
        for path in _paths_to_nothing(row.path, world.names):
            status = ask(row.method, path, session, row.data).status_code
            wrong += [f"{row.method} {path}: {status}"] if status != 404 else []
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["stranger", "learner", "manager"])
def test_no_page_of_the_admin_opens_to_anybody_but_staff(world, role):
    session = world.sign_in(role)
    inside = {name: address for name, address in _routes().items() if address.startswith(ADMIN)}
    opened = []
    for name, address in inside.items():
        if name in OPEN_IN_THE_ADMIN:
            continue
        assert _name_of(_filled(address)) == name
        for method in ("GET", "POST"):
            status = ask(method, _filled(address), session).status_code
            opened += [f"{method} {name}: {status}"] if status not in (302, 403, 404, 405) else []
    assert len(inside) > 200
    assert not opened, "\n".join(opened)


def test_what_is_said_to_be_open_in_the_admin_is_still_there():
    assert set(OPEN_IN_THE_ADMIN) <= set(_routes())


@pytest.mark.parametrize(
    "path", ["snippets/people/rolegrant/", "snippets/people/rolegrant/add/", "users/", "groups/", "sites/", "locales/"]
)
def test_who_writes_pages_cannot_give_roles_or_accounts(world, path):
    assert ask("GET", "/admin/", world.sign_in("editor")).status_code == 200
    response = ask("GET", f"/admin/{path}", world.sign_in("editor"))
    assert (response.status_code, response.headers.get("Location")) == (302, "/admin/")


def _paths_to_nothing(path: str, names: dict[str, Any]) -> Iterator[str]:
    """The address with one of its keys at a time changed to one that nothing has."""
    for gap in set(re.findall(r"\{(\w+)\}", path)) - {"nowhere"}:
        missing = {UUID: NOWHERE, int: 999999}.get(type(names[gap]))
        if missing:
            yield path.format(**{**names, gap: missing})


def _name_of(path: str) -> str:
    """The name of the route that answers ``path``, or its address where it has none."""
    with translation.override(translation.get_language_from_path(path) or "en"):
        match = get_resolver().resolve(path)
    return match.view_name if match.url_name else match.route


def _filled(address: str) -> str:
    """The address with something in each gap."""
    address = re.sub(r"(?<!P)<(?:(\w+):)?\w+>", lambda gap: str(NOWHERE) if gap[1] == "uuid" else "1", address)
    address = re.sub(r"\((?:\?P<\w+>)?(\w+)\|[\w|\\+]+\)", r"\1", address).replace(r"\.", ".")
    return "/" + re.sub(r"\([^()]*\)|\.\*|[\^$]", lambda part: "" if part[0] in "^$" else "1", address)
