"""Every route under /api/v1/ asked with every kind of token: the table is the law."""

import json
from datetime import timedelta
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.limits import Budget
from courses.services import finish_lesson
from people.enums import Purpose, Role, TokenScope
from people.models import AccessToken, Consent
from people.services import grant_role
from portal.api import api
from tests.factories import (
    PersonFactory,
    cohort_on,
    course_with_lessons,
    learner_in,
    lessons_of,
    many_learners_in,
    mentor_of,
    notice,
    ted,
    token_of,
    trainer_of,
    two_courses,
)

pytestmark = pytest.mark.django_db
client = Client()

# (method, address, scope, whose it is, and whom it is open to: the others get a 404)
EVERYBODY = {"learner", "other", "trainer", "mentor", "manager"}
TABLE = [
    ("GET", "/me", "me:read", EVERYBODY),
    ("GET", "/courses", "courses:read", EVERYBODY),
    ("GET", "/courses/{course}", "courses:read", EVERYBODY),
    ("GET", "/courses/{nowhere}", "courses:read", set()),
    ("GET", "/progress", "progress:read", EVERYBODY),
    ("GET", "/cohorts", "cohorts:read", EVERYBODY),
    ("GET", "/cohorts/{cohort}", "cohorts:read", {"learner", "trainer", "mentor", "manager"}),
    ("GET", "/cohorts/{elsewhere}", "cohorts:read", {"other"}),
    ("GET", "/cohorts/{nowhere}", "cohorts:read", set()),
    ("GET", "/cohorts/{cohort}/learners", "learners:read", {"trainer", "manager"}),
    ("GET", "/cohorts/{elsewhere}/learners", "learners:read", set()),
    ("GET", "/cohorts/{nowhere}/learners", "learners:read", set()),
    ("GET", "/submissions", "submissions:read", EVERYBODY),
    ("POST", "/submissions", "submissions:write", EVERYBODY),
]


class World:
    """A cohort with its people, and a learner of another one."""

    def __init__(self) -> None:
        notice()
        course = two_courses(3)
        self.lessons = lessons_of(course)
        self.cohort, self.elsewhere = cohort_on(course), cohort_on(ted())
        manager = PersonFactory()
        grant_role(manager, role=Role.PROGRAMME_MANAGER, over=self.cohort.place, by=None)
        self.people = {
            "learner": learner_in(self.cohort, name="Lakshmi Devi"),
            "other": learner_in(self.elsewhere),
            "trainer": trainer_of(self.cohort),
            "mentor": mentor_of(self.cohort),
            "manager": manager,
        }
        self.names = {
            "course": course.translation_key,
            "cohort": self.cohort.pk,
            "elsewhere": self.elsewhere.pk,
            "nowhere": uuid4(),
        }
        self.tokens = {role: token_of(person, *TokenScope.values)[1] for role, person in self.people.items()}

    def ask(self, method, address, token="", body=None, **headers):
        """The answer to a program with ``token``."""
        if token:
            headers["authorization"] = f"Bearer {token}"
        client.cookies.clear()
        path = f"/api/v1{address.format(**self.names)}"
        sent = {"data": body, "content_type": "application/json"} if body is not None else {}
        return getattr(client, method.lower())(path, headers=headers, **sent)

    def batch_of(self, role):
        return {"person": str(self.people[role].pk), "records": []}

    def read(self, address, role="learner"):
        return self.ask("GET", address, self.tokens[role]).json()


@pytest.fixture
def world() -> World:
    return World()


def refusal_of(response):
    """(status, code), of an answer in the one shape of errors."""
    answer = response.json()
    assert set(answer) == {"error", "code"}, answer
    assert answer["error"]
    return response.status_code, answer["code"]


def test_every_route_has_a_row_and_every_row_the_scope_of_its_route():
    routes = {
        (method.upper(), address, operation["x-scope"])
        for address, methods in api.get_openapi_schema(path_prefix="")["paths"].items()
        for method, operation in methods.items()
    }
    assert {
        (method, address.replace("nowhere", "cohort").replace("elsewhere", "cohort"), scope)
        for method, address, scope, _open in TABLE
        if address != "/courses/{nowhere}"
    } == routes


def test_what_is_not_hers_is_not_there(world):
    wrong = []
    for method, address, _scope, open_to in TABLE:
        for role, token in world.tokens.items():
            body = world.batch_of(role) if method == "POST" else None
            response = world.ask(method, address, token, body)
            if role in open_to:
                wrong += [f"{address} {role}: {response.status_code}"] if response.status_code != 200 else []
            elif refusal_of(response) != (404, "not_found"):
                wrong.append(f"{address} {role}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_token_does_what_its_scope_says_and_nothing_else(world):
    tokens = {scope: token_of(world.people["trainer"], scope, name=scope)[1] for scope in TokenScope.values}
    wrong = []
    for method, address, needed, _open in TABLE:
        for scope, token in tokens.items():
            response = world.ask(method, address, token, world.batch_of("trainer") if method == "POST" else None)
            if (response.status_code == 403) == (scope == needed):
                wrong.append(f"{method} {address} with {scope}: {response.status_code}")
            elif scope != needed:
                assert refusal_of(response) == (403, "scope_missing")
    assert not wrong, "\n".join(wrong)


def _ended(world):
    AccessToken.objects.filter(person=world.people["learner"]).update(revoked_at=timezone.now())


def _expired(world):
    yesterday = timezone.localdate() - timedelta(days=1)
    AccessToken.objects.filter(person=world.people["learner"]).update(expires_on=yesterday)


def _account_shut(world):
    user = world.people["learner"].user
    user.is_active = False
    user.save()


def _account_gone(world):
    world.people["learner"].user.delete()


@pytest.mark.parametrize(("what", "code"), [
    (_ended, "token_unknown"),
    (_expired, "token_expired"),
    (_account_shut, "token_unknown"),
    (_account_gone, "token_unknown"),
])  # fmt: skip
def test_a_token_that_is_over_opens_nothing(world, what, code):
    what(world)
    for method, address, _scope, _open in TABLE:
        response = world.ask(method, address, world.tokens["learner"], {} if method == "POST" else None)
        assert refusal_of(response) == (401, code)
        assert response["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer x", "Bearer \u00e9", "Basic TTAwMDAwMTo0ODI3MTk=", "coe_x"])
def test_no_token_or_none_of_ours_opens_nothing(world, header):
    headers = {"authorization": header} if header else {}
    for method, address, _scope, _open in TABLE:
        response = world.ask(method, address, "", {} if method == "POST" else None, **headers)
        assert refusal_of(response)[0] == 401


def test_the_session_of_a_browser_opens_nothing_and_can_be_made_to_hand_in_nothing(world, sign_in):
    browser = sign_in(world.people["learner"])
    assert browser.get("/api/v1/me").status_code == 401
    sent = browser.post("/api/v1/submissions", world.batch_of("learner"), content_type="application/json")
    assert refusal_of(sent) == (401, "token_missing")


def test_of_a_token_and_a_session_the_token_says_who_it_is(world, sign_in):
    browser = sign_in(world.people["trainer"])
    answer = browser.get("/api/v1/me", headers={"authorization": f"Bearer {world.tokens['learner']}"})
    assert answer.json()["name"] == "Lakshmi Devi"


def test_what_a_program_reads_is_stored_by_nobody_on_the_way(world):
    response = world.ask("GET", "/me", world.tokens["learner"])
    assert "no-store" in response["Cache-Control"]
    assert settings.SESSION_COOKIE_NAME not in response.cookies


@pytest.mark.parametrize("address", ["/nothing", "/me/", "/cohorts/17", "/courses/x/y"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_is_none_is_answered_in_the_same_shape(world, method, address):
    assert refusal_of(world.ask(method, address)) == (404, "not_found")


def test_a_parameter_that_is_none_is_named(world):
    response = world.ask("GET", "/courses?language=xx", world.tokens["learner"])
    assert refusal_of(response) == (422, "not_valid")
    assert "language" in response.json()["error"]


@pytest.mark.parametrize("page", ["0", "2", "x", "99999999999999999999"])
def test_a_page_that_is_none_is_refused(world, page):
    assert refusal_of(world.ask("GET", f"/cohorts?page={page}", world.tokens["learner"]))[0] in (404, 422)


def test_a_method_that_is_none_is_refused_as_to_a_program(world):
    response = world.ask("DELETE", "/me", world.tokens["learner"])
    assert refusal_of(response) == (405, "method_not_allowed")
    assert response["Allow"] == "GET"


@pytest.mark.parametrize(("error", "status"), [(ValueError, 500), (OperationalError, 503)])
def test_our_own_fault_is_said_in_the_same_shape(world, monkeypatch, error, status):
    monkeypatch.setattr("people.api.consent_states", Mock(side_effect=error))
    monkeypatch.setattr(client, "raise_request_exception", False)
    assert refusal_of(world.ask("GET", "/me", world.tokens["learner"])) == (status, "our_fault")


def test_sentences_come_in_the_language_that_is_asked_for(world):
    said = {
        code: world.ask("GET", "/me", **{"accept-language": code}).headers["Content-Language"] for code in ("en", "kn")
    }
    assert said == {"en": "en", "kn": "kn"}


def test_a_token_asks_so_often_and_no_more(world, monkeypatch):
    monkeypatch.setattr("people.bearer.CALLS", Budget("api", most=2, seconds=3600))
    cache.clear()
    answers = [world.ask("GET", "/me", world.tokens["learner"]) for _time in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert refusal_of(answers[-1]) == (429, "too_many_calls")
    assert answers[-1]["Retry-After"]
    assert world.ask("GET", "/me", world.tokens["other"]).status_code == 200


def test_she_reads_who_she_is_with_her_roles_in_words(world):
    me = world.read("/me", "trainer")
    assert (me["name"], me["language"], me["member_code"]) == (
        "Rukmini Hegde",
        "en",
        world.people["trainer"].user.username,
    )
    assert [(role["words"], role["over"]) for role in me["roles"]] == [("Trainer", world.cohort.name)]
    given = {consent["purpose"]: bool(consent["given_at"]) for consent in me["consents"]}
    assert given == {"training": True, "sharing": False, "story": False}


def test_courses_come_once_each_in_the_language_that_is_asked_for(world):
    english, hindi = world.read("/courses"), world.read("/courses?language=hi")
    assert [course["title"] for course in english] == ["MOVE", "TED"]
    assert [course["id"] for course in english] == [course["id"] for course in hindi]
    assert [course["address"].split("/")[1] for course in hindi] == ["hi", "hi"]
    modules = world.read("/courses/{course}")["modules"]
    assert [[lesson["title"] for lesson in module["lessons"]] for module in modules] == [
        ["Lesson 1", "Lesson 2"],
        ["Lesson 3"],
    ]


def test_a_course_that_is_not_published_is_not_there(world):
    ted().get_translations(inclusive=True).update(live=False)
    assert [course["title"] for course in world.read("/courses")] == ["MOVE"]


def test_she_reads_how_far_she_is_and_what_is_open_to_her(world):
    assert world.read("/progress") == []
    finish_lesson(world.people["learner"], world.lessons[0])
    (course,) = world.read("/progress")
    assert (course["title"], [lesson["done"] for lesson in course["lessons"]]) == ("MOVE", [True, False, False])
    cohort = world.read("/cohorts/{cohort}")
    assert (cohort["done"], cohort["total"]) == (1, 3)
    lessons = [lesson for module in cohort["modules"] for lesson in module["lessons"]]
    assert [lesson["open"] for lesson in lessons] == [True, True, False]
    assert lessons[2]["waits_for"] == lessons[1]["id"]


def test_a_cohort_says_where_it_is_and_what_she_is_in_it(world):
    (hers,) = world.read("/cohorts")["items"]
    assert hers["place"]["name"] == str(world.cohort.place)
    assert (hers["starts_on"], hers["takes_part"], hers["teaches"]) == (str(world.cohort.starts_on), True, False)
    (taught,) = world.read("/cohorts", "trainer")["items"]
    assert (taught["takes_part"], taught["teaches"]) == (False, True)


def test_who_manages_sees_the_results_of_those_who_agreed_to_share_them(world):
    learner = world.people["learner"]
    finish_lesson(learner, world.lessons[0])
    address = "/cohorts/{cohort}/learners"
    (line,) = world.read(address, "manager")["items"]
    assert (line["name"], line["is_shown"], line["read"], line["passed"]) == ("Lakshmi Devi", False, None, None)
    assert world.read(address, "trainer")["items"][0]["read"] == 1
    Consent.objects.create(person=learner, purpose=Purpose.SHARING, notice=notice(), language="en")
    assert world.read(address, "manager")["items"][0]["read"] == 1


def test_a_long_list_comes_in_pages(world):
    many_learners_in(world.cohort, 120)
    address = "/cohorts/{cohort}/learners"
    first = world.read(address, "trainer")
    assert (len(first["items"]), first["count"], first["next_page"], first["lessons"]) == (100, 121, 2, 3)
    second = world.read(f"{address}?page=2", "trainer")
    assert (len(second["items"]), second["next_page"]) == (21, None)


def test_the_database_is_asked_no_more_often_for_many_than_for_few(world):
    addresses = {
        "learner": (
            "/me",
            "/courses",
            "/courses/{course}",
            "/progress",
            "/cohorts",
            "/cohorts/{cohort}",
            "/submissions",
        ),
        "trainer": ("/me", "/cohorts", "/cohorts/{cohort}", "/cohorts/{cohort}/learners"),
    }
    finish_lesson(world.people["learner"], world.lessons[0])

    def counts():
        found = {}
        for role, asked in addresses.items():
            for address in asked:
                world.read(address, role)
                with CaptureQueriesContext(connection) as captured:
                    world.read(address, role)
                found[role, address] = len(captured.captured_queries)
        return found

    few = counts()
    many_learners_in(world.cohort, 60)
    for number in range(5):
        cohort = cohort_on(course_with_lessons(2, slug=f"course-{number}"))
        grant_role(world.people["trainer"], role=Role.TRAINER, over=cohort, by=None)
    assert counts() == few
    assert max(few.values()) <= 14, few


def test_the_description_names_every_route_and_how_to_come_in():
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    assert schema["components"]["securitySchemes"]["Bearer"] == {"type": "http", "scheme": "bearer"}
    assert "/api/v1/cohorts/{cohort}/learners" in schema["paths"]
    assert "person" in json.dumps(schema["paths"]["/api/v1/submissions"]["post"]["requestBody"])


def test_the_page_that_tells_of_it_loads_nothing_from_elsewhere():
    page = client.get("/api/v1/").content.decode()
    for _method, _address, scope, _open in TABLE:
        assert scope in page
    assert "//cdn" not in page
    assert "<style" not in page
