"""She can see, and take with her, all that any app keeps about her; nothing is kept that no app tells of."""

from pathlib import Path

import pytest
from django.apps import apps
from django.utils.functional import Promise

from core.services import record_audit
from people.models import Person, User
from people.queries import KEPT
from tests.factories import CohortFactory, PersonFactory, learner_in

ROOT = Path(__file__).resolve().parents[2]
# Who wrote a page or made a row for others: about the work, not about her.
WORK = {"owner", "locked_by", "uploaded_by_user", "granted_by", "taken_by"}


def test_every_model_that_points_to_a_person_is_told_of():
    told = {kind.model for kind in KEPT}
    pointing = {
        model
        for model in apps.get_models()
        if Path(model._meta.app_config.path).parent == ROOT
        for field in model._meta.concrete_fields
        if field.related_model in (Person, User) and field.name not in WORK
    }
    assert pointing - told == set()


def test_what_is_shown_has_a_name_in_her_language_and_no_name_twice():
    for key, kind in KEPT.items():
        labels = [field.verbose_name for field in kind.fields]
        assert [label for label in labels if not isinstance(label, Promise)] == [], key
        assert len({str(label) for label in labels}) == len(labels), key


@pytest.mark.django_db
def test_the_page_shows_so_many_of_a_kind_and_the_file_all(sign_in, monkeypatch):
    monkeypatch.setattr("people.views.own_pages.MOST_ROWS_OF_A_KIND", 2)
    asha = PersonFactory()
    for number in range(3):
        record_audit(f"thing.done{number}", asha, by=asha.user)
    client = sign_in(asha)
    page = client.get("/people/me/kept/").text
    assert "Here are 2 of them; all are in the file." in page
    assert page.count("thing.done") == 2
    assert client.get("/people/me/kept/file/").text.count("thing.done") == 3
    assert "search text" not in page


@pytest.mark.django_db
def test_she_sees_what_is_kept_about_her_and_nothing_of_others(sign_in):
    cohort = CohortFactory(name="MOVE at Nadipura")
    asha = learner_in(cohort, name="Asha Pawar")
    PersonFactory(name="Salma Khatoon")
    asha.user.set_password("482719")
    asha.user.save()
    client = sign_in(asha)
    for page in ("/people/me/kept/", "/people/me/kept/file/"):
        shown = client.get(page).content.decode()
        assert "Asha Pawar" in shown
        assert "MOVE at Nadipura" in shown
        assert asha.user.username in shown
        assert "Salma" not in shown
        assert asha.user.password not in shown
    assert "attachment" in client.get("/people/me/kept/file/")["Content-Disposition"]
