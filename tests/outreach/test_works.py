"""What learners made stands on the front page; of somebody the portal knows, only while she agrees to it."""

import html
import json

import pytest

from content.editions import edition_now
from jobs.services import run_due_jobs
from media.models import LearningImage
from media.services import load_picture
from outreach.models import HomePage
from outreach.queries import works_of
from outreach.services import DRAWINGS
from people.enums import Purpose
from people.services import give_consent, withdraw_consent
from tests.factories import PersonFactory, front_page, library, notice

pytestmark = pytest.mark.django_db
CODE = "M104208"


@pytest.fixture
def asha():
    notice()
    person = PersonFactory(name="Asha Devi", user__username=CODE)
    give_consent(person, purpose=Purpose.STORY, language="en", by=person.user)
    return person


@pytest.fixture
def picture() -> LearningImage:
    front_page()
    library()
    return load_picture(DRAWINGS / "work-pickle.svg", title="Pickle")


@pytest.fixture
def home(picture) -> HomePage:
    page = HomePage.objects.get(locale__language_code="en")
    page.works = json.dumps([_work(picture, "Hers", CODE), _work(picture, "Nobody's", "")])
    page.save_revision().publish()
    return page


def _work(picture, caption, code):
    facts = {"picture": picture.pk, "seen": "Three jars", "caption": caption, "maker": "A. D.", "code": code}
    return {"type": "work", "value": facts}


def captions(page) -> list[str]:
    return [work["caption"] for work in works_of(HomePage.objects.get(pk=page.pk))]


def test_it_stands_on_the_front_page_with_words_for_who_cannot_see_it(client, asha, home):
    page = client.get("/en/").text
    assert "What learners made" in page
    assert 'alt="Three jars"' in page
    assert "Hers" in page
    assert CODE not in page


def test_hers_goes_when_she_no_longer_agrees_and_what_was_kept_of_the_page_with_it(
    client, asha, home, django_capture_on_commit_callbacks
):
    assert "Hers" in client.get("/en/").text
    before = edition_now()
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(asha, purpose=Purpose.STORY, by=asha.user)
        run_due_jobs()
    assert edition_now() != before
    assert captions(home) == ["Nobody's"]
    assert "Hers" not in client.get("/en/").text


def test_of_who_never_agreed_nothing_is_shown(home):
    PersonFactory(user__username=CODE)
    assert captions(home) == ["Nobody's"]


def test_an_editor_is_told_at_the_work_that_nobody_of_that_code_has_agreed(picture):
    page = HomePage.objects.get(locale__language_code="en")
    form_class = page.get_edit_handler().get_form_class()
    fields = {
        "what_we_do-count": "0",
        "partners-count": "0",
        "works-count": "1",
        "works-0-deleted": "",
        "works-0-order": "0",
        "works-0-type": "work",
        "works-0-id": "",
    }
    typed = {"picture": picture.pk, "seen": "Jars", "caption": "Hers", "maker": "", "code": CODE}
    fields |= {f"works-0-value-{name}": value for name, value in typed.items()}
    form = form_class(fields, instance=page)
    form.is_valid()
    drawn = form.fields["works"].widget.render_with_errors("works", page.works, errors=form.errors["works"])
    assert '"blockErrors"' in html.unescape(drawn)
    assert "has agreed to be asked about a story" in html.unescape(drawn)
