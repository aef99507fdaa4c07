"""A small world with one of each thing, and somebody in each role: what the access table is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.models import Collection, GroupPagePermission

from assessments.services import start_attempt
from cohorts.services import withdraw_learner
from jobs.models import LongJob
from jobs.services import JobResult, register_long_job, run_job, start_long_job
from jobs.services.kinds import job_kinds
from media.models import LearningDocument
from outreach.models import HomePage
from people.enums import Role
from people.models import User
from people.services import grant_role
from tests.factories import (
    PersonFactory,
    UserFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    mentor_of,
    questions_on,
    thread_in,
    token_of,
    trainer_of,
)

ROLES = ("stranger", "learner", "other", "withdrawn", "trainer", "mentor", "manager", "editor")
NOWHERE = UUID(int=7)
UPLOAD = "images/plan.png"
client = Client()  # each request of it is a browser of its own: see ask()


@dataclass(frozen=True)
class Row:
    """What an address answers to each role.

    ``name`` is the route's, ``cells`` one status a role in the order of ROLES; ``login``, ``intro``, ``desk`` and
    ``admin`` are redirects to signing in, to saying who one is, to one's own desk and to the Wagtail admin.
    """

    name: str
    method: str
    path: str
    cells: str
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def expected(self, role: str) -> str:
        """The cell of ``role``; one cell alone is for all."""
        cells = self.cells.split()
        return cells[0] if len(cells) == 1 else dict(zip(ROLES, cells, strict=True))[role]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


class World:
    """A cohort with its people on one course, a learner of another cohort on another course, and an editor."""

    def __init__(self) -> None:
        course = course_with_lessons(3)
        cohort = cohort_on(course)
        first, second, _ = lessons_of(course)
        learner = learner_in(cohort, name="Lakshmi Devi")
        withdrawn = learner_in(cohort)
        elsewhere = cohort_on(course_with_lessons(1, slug="ted"))
        other = learner_in(elsewhere)
        manager = PersonFactory()
        grant_role(manager, role=Role.PROGRAMME_MANAGER, over=cohort.place, by=None)
        mentor = mentor_of(cohort)
        questions_on(first)
        left_thread, left_attempt = (
            thread_in(cohort, first, learner=withdrawn),
            start_attempt(withdrawn, first.translation_key),
        )
        withdraw_learner(withdrawn.enrolments.get(), by=None)
        self.document = _document()
        self.users: dict[str, User | None] = {
            "stranger": None,
            "learner": learner.user,
            "other": other.user,
            "withdrawn": withdrawn.user,
            "trainer": trainer_of(cohort).user,
            "mentor": mentor.user,
            "manager": manager.user,
            "editor": _editor(),
        }
        self.names: dict[str, Any] = {
            "cohort": cohort.pk,
            "elsewhere": elsewhere.pk,
            "learner": learner.pk,
            "other": other.pk,
            "withdrawn": withdrawn.pk,
            "mentor": mentor.pk,
            "lesson": first.pk,
            "lesson_key": first.translation_key,
            "locked": second.pk,
            "locked_key": second.translation_key,
            "attempt": start_attempt(learner, first.translation_key).pk,
            "left_attempt": left_attempt.pk,
            "thread": thread_in(cohort, first, learner=learner).pk,
            "left_thread": left_thread.pk,
            "document": self.document.url[1:],
            "job": _job_done(learner.user).pk,
            "token": token_of(learner)[0].pk,
            "upload": UPLOAD,
            "nowhere": NOWHERE,
        }

    def lay_files(self) -> None:
        """Put the files of this world where uploads are kept now."""
        for name in (UPLOAD, self.document.file.name):
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


def _document() -> LearningDocument:
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    return LearningDocument.objects.create(title="Plan", file=ContentFile(b"x", "plan.pdf"), collection=collection)


def _job_done(user: User | None) -> LongJob:
    """A long job of somebody, with its result."""
    if "access.list" not in job_kinds:
        register_long_job("access.list", lambda payload, progress: JobResult(file_name="list.csv", content=b"x"))
    long = start_long_job("access.list", by=user, title="A list", payload={})
    run_job(str(long.pk))
    return long


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
