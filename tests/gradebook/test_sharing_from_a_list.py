"""From a list to a certificate: who runs a cohort sees the names of those who signed that they share their results."""

import pytest

from exchange.models import Import
from exchange.services import confirm, take_file
from people.enums import Role
from people.models import Person
from people.services import give_new_pin, grant_role
from tests.cohorts.test_trainers_page import sit
from tests.factories import PersonFactory, notice, trainer_of
from tests.gradebook.test_book import rows_of
from tests.gradebook.test_pages import by_hand, page

pytestmark = pytest.mark.django_db

LIST = (
    "Name,Consent signed on paper on,Consent to share results signed on paper on,Phone\n"
    "Bina Kujur,01-11-2026,01-11-2026,98765 43210\n"
    "Mary Thomas,01-11-2026,,98765 43211\n"
)


@pytest.mark.parametrize("role", [Role.PROGRAMME_MANAGER, Role.PARTNER])
def test_of_who_was_brought_in_by_a_list_those_are_named_who_signed_that_their_results_are_shared(
    cohort, programme, lessons, sign_in, django_capture_on_commit_callbacks, role
):
    notice()
    programme.certificate_title = "Trained in MOVE"
    programme.save()
    trainer, runs_it = trainer_of(cohort), PersonFactory(organisation=cohort.organisation)
    grant_role(runs_it, role=role, over=cohort.organisation, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        about = str(cohort.pk)
        take_file("learners", about=about, file_name="list.csv", content=LIST.encode(), by=runs_it.user)
    with django_capture_on_commit_callbacks(execute=True):
        confirm(Import.objects.get())
    bina, mary = (Person.objects.get(name=name) for name in ("Bina Kujur", "Mary Thomas"))
    for person in (bina, mary):
        by_hand(cohort, person, "days", 4, trainer)
        give_new_pin(person, by=trainer.user)
        sit(person, lessons[1])
    completing = page("completing", cohort)
    ticked = {"person": [str(bina.pk), str(mary.pk)]}
    assert sign_in(trainer).post(completing, ticked).status_code == 302
    assert set(rows_of(sign_in(trainer).get(completing).text)) == {"Bina Kujur", "Mary Thomas"}
    hers = sign_in(runs_it).get(completing).text
    assert set(rows_of(hers)) == {"Bina Kujur"}
    assert bina.certificates.get().number_in_groups in hers
