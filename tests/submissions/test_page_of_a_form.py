"""The page of a form hands in what is typed there, once; what is refused is shown there and not kept."""

from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage

from core import limits
from submissions.http import hand_in_page
from submissions.models import Submission
from tests.submissions.conftest import NoteForm

URL = "/notes/shop/"


@pytest.fixture
def page(rf, author, notes, monkeypatch):
    """Opens the page, or presses its button: gives the request and the answer."""
    monkeypatch.setattr("submissions.http.form_page", lambda request, template, form, **context: (form, context))

    def open_or_press(typed=None):
        request = rf.get(URL) if typed is None else rf.post(URL, typed)
        request.user, request.person = author.user, author
        request._messages = CookieStorage(request)
        form = NoteForm(request.POST or None)
        return request, hand_in_page(request, "note.html", form, kind="note", about="shop", said="Kept.", more="more")

    return open_or_press


def test_what_is_taken_leads_on_to_the_page_of_the_kind(page, notes):
    key = str(uuid4())
    for _ in range(2):
        request, answer = page({"text": "Namaste", "id": key})
        assert (answer.status_code, answer.url) == (302, "/notes/shop/")
        assert [str(message) for message in get_messages(request)] == ["Kept."]
    assert notes.taken == ["Namaste"]


def test_the_page_has_an_id_for_what_will_be_typed_and_its_own_context(page):
    _request, (form, context) = page()
    assert not form.errors
    assert UUID(str(form["id"].value()))
    assert context == {"more": "more"}


@pytest.mark.parametrize("trouble", ["far too long for a note", "too much", "shut"])
def test_what_is_not_taken_is_said_on_the_page_with_what_was_typed(page, notes, monkeypatch, trouble):
    notes.is_shut = trouble == "shut"
    if trouble == "too much":
        monkeypatch.setattr("submissions.services.RECORDS", limits.Budget("records-test", 0, 60))
    key = str(uuid4())
    _request, (form, _context) = page({"text": trouble, "id": key})
    assert form.errors
    assert (form["text"].value(), form["id"].value()) == (trouble, key)
    assert notes.taken == []
    assert Submission.objects.count() == (trouble == "shut")
