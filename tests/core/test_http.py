"""What is the same for every view."""

import json

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import ObjectDoesNotExist
from django.forms import CharField, Form
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from core.errors import Refusal
from core.http import RefusalsAreAnswered, form_page, page_above, page_of_form, page_or_404

JSON = {"accept": "application/json"}


class TooFull(Refusal):
    code = "too_full"
    message = "There is no place left."


class NameForm(Form):
    name = CharField()


@pytest.fixture
def request_of():
    """A request with a session and messages, as the middleware makes them."""

    def make(method, path, **kwargs):
        request = getattr(RequestFactory(), method)(path, **kwargs)
        for middleware in (SessionMiddleware, MessageMiddleware):
            middleware(lambda request: HttpResponse()).process_request(request)
        return request

    return make


def answer(request):
    return RefusalsAreAnswered(lambda request: HttpResponse()).process_exception(request, TooFull())


def test_a_script_is_told_the_sentence_and_the_code(request_of):
    response = answer(request_of("post", "/cohorts/join/", headers=JSON))
    assert response.status_code == 422
    assert json.loads(response.content) == {"error": "There is no place left.", "code": "too_full"}


def test_who_sent_a_form_is_back_on_its_page_with_the_sentence(request_of):
    request = request_of("post", "/cohorts/join/", headers={"referer": "http://testserver/cohorts/?page=2"})
    response = answer(request)
    assert (response.status_code, response["Location"]) == (302, "/cohorts/?page=2")
    assert [str(message) for message in get_messages(request)] == ["There is no place left."]


@pytest.mark.django_db
def test_who_opened_a_page_reads_the_sentence_on_one(client, sign_in, monkeypatch):
    from tests.factories import PersonFactory

    def refuse(*args, **kwargs):
        raise TooFull

    monkeypatch.setattr("notifications.views.render", refuse)
    page = sign_in(PersonFactory()).get("/notices/")
    assert page.status_code == 422
    assert "There is no place left." in page.content.decode()


def test_a_refusal_is_written_down_with_its_code_alone(request_of, caplog):
    request = request_of("get", "/")
    request.resolver_match = None
    RefusalsAreAnswered(lambda request: HttpResponse()).process_exception(request, TooFull())
    assert [record.getMessage() for record in caplog.records] == [f"/ refused: {TooFull.code}"]


def test_any_other_error_is_not_taken_for_a_refusal(request_of):
    middleware = RefusalsAreAnswered(lambda request: HttpResponse())
    assert middleware.process_exception(request_of("get", "/"), ValueError()) is None


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/talks/?page=2", "/talks/?page=2"),
        ("https://evil.example/talks/", "/people/introduce/?from=board"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("//evil.example/", "/people/introduce/?from=board"),
        ("javascript:alert(1)", "/people/introduce/?from=board"),
        ("", "/people/introduce/?from=board"),
    ],
)
def test_the_page_of_a_form_is_one_of_ours(rf, referer, page):
    assert page_of_form(rf.post("/people/introduce/?from=board", headers={"referer": referer})) == page


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/people/me/consent/story/", "/people/me/"),
        ("/talks/00000000-0000-0000-0000-000000000007/receipts/", "/talks/00000000-0000-0000-0000-000000000007/"),
        ("/nothing/at/all/", "/cohorts/"),
    ],
)
def test_above_an_address_is_the_nearest_page(path, page, settings):
    settings.LOGIN_REDIRECT_URL = "/cohorts/"
    assert page_above(path) == page


def test_what_does_not_exist_is_a_404():
    def find(key):
        if key != 7:
            raise ObjectDoesNotExist
        return "found"

    assert page_or_404(find, 7) == "found"
    with pytest.raises(Http404):
        page_or_404(find, key=8)


@pytest.mark.parametrize(("typed", "status"), [(None, 200), ({"name": "Asha"}, 200), ({"name": ""}, 422)])
def test_a_form_that_needs_a_second_look_is_a_422(rf, typed, status, monkeypatch):
    monkeypatch.setattr("core.http.render", lambda request, template, context, status: HttpResponse(status=status))
    assert form_page(rf.get("/"), "x.html", NameForm(typed)).status_code == status
