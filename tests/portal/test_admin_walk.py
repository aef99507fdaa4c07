"""A walk over the admin as its superuser: every page that a link, a menu or a widget leads to, from the first on."""

import json
import re
from collections import Counter, deque
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from jobs.models import Job
from outreach.models import StoryIndexPage, StoryPage
from tests.access_world import World
from tests.factories import UserFactory, library, with_media

ADMIN = re.compile(r"/admin/[^\"'\\\s<>&?#{}]*")
# Ends the walk; what it answers is tested elsewhere.
NOT_FOLLOWED = ("/admin/logout/", "/admin/login/")
# Of one route so many addresses are opened: not every row of every list.
MOST_OF_ONE_ROUTE = 2
DATA = ("application/json", "application/ld+json", "text/x-template", "text/template", "text/django-form-template")


class Inline(HTMLParser):
    """Collects what a policy without ``unsafe-inline`` does not let run."""

    def __init__(self, nonce: str) -> None:
        super().__init__(convert_charrefs=True)
        self.nonce, self.found = nonce, []

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        is_script = tag == "script" and given.get("type") not in DATA
        if is_script and not given.get("src") and (not self.nonce or given.get("nonce") != self.nonce):
            self.found.append("a script without the nonce")
        if is_script and re.match(r"(https?:)?//", given.get("src", "")):
            self.found.append(f"a script from {given['src']}")
        self.found += [f"{name} of {tag}" for name in given if re.fullmatch(r"on[a-z]+", name)]
        self.found += [f"{name} of {tag}" for name in ("href", "src", "action") if "javascript:" in given.get(name, "")]


def a_story() -> StoryPage:
    text = {"summary": "A line", "body": "<p>She sells.</p>", "person": "Asha"}
    return StoryPage(title="Asha sells", slug="asha", published_on=timezone.localdate(), **text)


@pytest.fixture
def superuser(db) -> Client:
    """Somebody who may do everything, in a world with one of each thing."""
    world = World()
    user = UserFactory(staff=True, is_superuser=True, email="meera@portal.example")
    with_media(world.lesson)
    home = Page.objects.get(slug="front")
    story = StoryIndexPage.objects.child_of(home).get().add_child(instance=a_story())
    story.save_revision(user=user)
    approval = GroupApprovalTask.objects.create(name="Somebody reads it")
    WorkflowTask.objects.create(workflow=Workflow.objects.create(name="Two eyes"), task=approval, sort_order=0)
    Redirect.objects.create(old_path="/old", redirect_page=home)
    source, _ = TranslationSource.get_or_create_from_instance(world.lesson)
    Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="hi"))
    Job.objects.create(kind="notice", key="stopped", parked_at=timezone.now(), run_after=timezone.now())
    library()
    client = Client()
    client.force_login(user)
    return client


# Of wagtail-localize: a list of its own without an order.
@pytest.mark.filterwarnings("ignore::django.core.paginator.UnorderedObjectListWarning")
def test_no_page_of_the_admin_breaks_or_holds_what_its_policy_stops(superuser):
    wrong, opened = [], Counter()
    kinds = {page.content_type_id: page.pk for page in Page.objects.filter(depth__gt=1)}
    first = ["/admin/", *(f"/admin/pages/{page}/edit/" for page in kinds.values())]
    waiting, known = deque(first), set(first)
    superuser.raise_request_exception = False
    while waiting:
        address = waiting.popleft()
        route = _route(address)
        if not route or address.startswith(NOT_FOLLOWED):
            continue
        if opened[route] >= MOST_OF_ONE_ROUTE and address not in first:
            continue
        opened[route] += 1
        answer = superuser.get(address)
        wrong += [f"{address}: {answer.status_code}"] if answer.status_code >= 500 else []
        if answer.streaming:
            continue
        html = "\n".join(_html_in(answer))
        wrong += [f"{address}: {what}" for what in _stopped(answer, html)]
        found = {*ADMIN.findall(html), *ADMIN.findall(answer.headers.get("Location", ""))} - known
        known |= found
        waiting += sorted(found)
    assert not wrong, "\n".join(wrong)
    assert len(opened) > 100


@cache
def _route(path: str) -> str:
    """The route that answers ``path``; empty where none does."""
    try:
        return resolve(path.partition("?")[0]).route
    except Resolver404:
        return ""


def _html_in(answer) -> Iterator[str]:
    """A page, or the pieces of one that a script puts in."""
    if answer.get("Content-Type", "").startswith("application/json"):
        yield from _texts(json.loads(answer.content))
    elif answer.get("Content-Type", "").startswith("text/html"):
        yield answer.content.decode()


def _texts(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _stopped(answer, html: str) -> set[str]:
    policy = answer.get("Content-Security-Policy", "")
    scripts = next((part for part in policy.split(";") if part.strip().startswith("script-src")), "script-src 'self'")
    if "'unsafe-inline'" in scripts:
        return set()
    nonce = re.search(r"'nonce-([^']+)'", scripts)
    finder = Inline(nonce[1] if nonce else "")
    finder.feed(html)
    return set(finder.found)
