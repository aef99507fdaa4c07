"""A small world with one of each thing, and somebody in each role: what the access table is asked about."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.models import GroupPagePermission, sites

from cohorts.services import withdraw_learner
from outreach.models import HomePage
from people.enums import Role
from people.models import User
from people.services import grant_role
from tests.access import NOWHERE, Row
from tests.factories import (
    PersonFactory,
    UserFactory,
    cohort_on,
    learner_in,
    lessons_of,
    mentor_of,
    ted,
    trainer_of,
    two_courses,
)

APPS = sorted(path.parent.name for path in Path(__file__).parent.glob("*/access.py"))
PARTS = [import_module(f"tests.{app}.access") for app in APPS]
TABLE: list[Row] = [row for part in PARTS for row in part.ROWS]
SOCKETS = {route: rows for part in PARTS for route, rows in getattr(part, "SOCKETS", {}).items()}
client = Client()  # each request of it is a browser of its own: see ask()


class World:
    """A cohort with its people on one course, a learner of another cohort on another course, and an editor.

    What else addresses need, their apps add. Who is withdrawn leaves last, so that there is something of hers.
    """

    def __init__(self) -> None:
        self.course = two_courses(3)
        self.lesson = lessons_of(self.course)[0]
        self.cohort = cohort_on(self.course)
        self.elsewhere = cohort_on(ted())
        manager = PersonFactory()
        grant_role(manager, role=Role.PROGRAMME_MANAGER, over=self.cohort.place, by=None)
        partner = PersonFactory()
        grant_role(partner, role=Role.PARTNER, over=self.cohort.organisation, by=None)
        self.people = {
            "learner": learner_in(self.cohort, name="Lakshmi Devi"),
            "other": learner_in(self.elsewhere),
            "withdrawn": learner_in(self.cohort),
            "trainer": trainer_of(self.cohort),
            "mentor": mentor_of(self.cohort),
            "manager": manager,
            "partner": partner,
        }
        accounts = {role: person.user for role, person in self.people.items()}
        self.users: dict[str, User | None] = {"stranger": None, **accounts, "editor": _editor()}
        self.names: dict[str, Any] = {"nowhere": NOWHERE, **{role: person.pk for role, person in self.people.items()}}
        for part in PARTS:
            if hasattr(part, "gaps"):
                self.names |= part.gaps(self)
        withdraw_learner(self.people["withdrawn"].enrolments.get(), by=None)

    def lay_files(self) -> None:
        """Put the files of this world where uploads are kept now."""
        for name in (name for part in PARTS for name in getattr(part, "FILES", [])):
            default_storage.save(name, ContentFile(b"x"))

    def sign_in(self, role: str) -> str:
        """The session of somebody in ``role``; empty for a stranger."""
        user = self.users[role]
        if user is None:
            return ""
        client.cookies.clear()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def path(self, row: Row) -> str:
        """The address of ``row`` in this world."""
        return row.path.format(**self.names)

    def answer(self, row: Row, session: str) -> str:
        """What is answered in this session, as the table would say it; the world is afterwards as it was."""
        with transaction.atomic():
            response = ask(row.method, self.path(row), session, row.data)
            transaction.set_rollback(True)
        return _in_words(response)


@contextmanager
def world_made_once() -> Iterator[World]:
    """For all tests of a file: what each changes in it is taken back.

    At each 404 Wagtail looks for its site, to see whether the address leads elsewhere. Here it is the same each time.
    """
    site_once = mock.patch.object(sites, "get_site_for_hostname", cache(sites.get_site_for_hostname))
    with transaction.atomic(), site_once:
        yield World()
        transaction.set_rollback(True)


def ask(
    method: str, path: str, session: str, data: Mapping[str, Any] | None = None, *, accept: str = "text/html"
) -> HttpResponse:
    """The response to one request of a browser of its own."""
    client.cookies.clear()
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return getattr(client, method.lower())(path, dict(data or {}), headers={"accept": accept})


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "", space: str = "") -> dict[str, str]:
    """{name or, where it has none, address: address} of every route."""
    found: dict[str, str] = {}
    for pattern in patterns:
        address = f"{prefix}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            found |= routes(
                pattern.url_patterns, address, f"{space}{pattern.namespace}:" if pattern.namespace else space
            )
        else:
            found[f"{space}{pattern.name}" if pattern.name else address.replace("^", "")] = address
    return found


def _in_words(response: HttpResponse) -> str:
    if response.status_code != 302:
        return str(response.status_code)
    targets = {
        "login": "account_login",
        "intro": "people:introduce",
        "desk": "desk:home",
        "admin": "wagtailadmin_home",
    }
    address = response["Location"].partition("?")[0]
    return next((word for word, name in targets.items() if reverse(name) == address), "302")


def _editor() -> User:
    """Staff who write pages, and nothing else."""
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=("add_page", "change_page"))
    for permission in pages:
        GroupPagePermission.objects.create(
            group=group, page=HomePage.objects.get(locale__language_code="en"), permission=permission
        )
    editor = UserFactory(staff=True)
    editor.groups.add(group)
    return editor
