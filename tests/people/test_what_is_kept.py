"""She can see, and take with her, all that any app keeps about her; nothing is kept that no app tells of."""

from pathlib import Path

import pytest
from django.apps import apps

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
