"""Where two who took attendance differ, both are told and anybody of them decides."""

import pytest
from django.urls import reverse

from attendance.enums import ATTENDANCE
from attendance.services import mark_herself
from jobs.services import run_due_jobs
from notifications.models import Notice
from people.enums import Role
from people.services import grant_role
from tests.attendance.meetings import fields_of, mark, said
from tests.factories import PersonFactory
from tests.submissions.phone import hand_over


def another(cohort):
    """Who teaches there too."""
    person = PersonFactory(name="Salma Devi")
    grant_role(person, role=Role.TRAINER, over=cohort, by=None)
    return person


@pytest.fixture
def told():
    def _told() -> list[str]:
        while run_due_jobs():
            pass
        return sorted(notice.person.name for notice in Notice.objects.filter(kind="marks_differ"))

    return _told


def test_both_trainers_are_told_once_and_no_learner(cohort, trainer, session, lakshmi, asha, told):
    other = another(cohort)
    mark(session, lakshmi, "present", by=trainer)
    assert told() == []
    mark(session, lakshmi, "absent", by=other)
    mark(session, asha, "present", by=trainer)
    mark(session, asha, "absent", by=other)
    assert told() == ["Rukmini Hegde", "Salma Devi"]


def test_who_agrees_with_what_stands_tells_nobody(cohort, trainer, session, lakshmi, told):
    mark(session, lakshmi, "present", by=trainer)
    mark(session, lakshmi, "present", by=another(cohort))
    assert told() == []


def test_the_trainer_is_told_where_she_said_absent_and_the_learner_has_scanned_the_code(
    trainer, session, lakshmi, told
):
    mark(session, lakshmi, "absent", by=trainer)
    mark_herself(session, lakshmi)
    assert told() == ["Rukmini Hegde"]


def test_a_correction_of_ones_own_tells_nobody(trainer, session, lakshmi, told):
    first = mark(session, lakshmi, "absent", by=trainer)
    mark(session, lakshmi, "present", first.pk, by=trainer)
    assert told() == []


def test_who_decides_for_absent_keeps_the_reason_that_was_given(cohort, trainer, session, lakshmi, sign_in):
    mark(session, lakshmi, "present", by=trainer)
    mark(session, lakshmi, "absent", by=another(cohort), reason="ill")
    page = sign_in(trainer).get(reverse("attendance:session", args=[session.pk])).text
    assert f'name="state:{lakshmi.pk}" value="absent/ill"' in page
    assert f'name="state:{lakshmi.pk}" value="present"' in page


def test_a_phone_is_told_of_whom_another_mark_stands_too(cohort, trainer, session, lakshmi, asha, sign_in):
    theirs = mark(session, lakshmi, "absent", by=another(cohort))
    mine, other = said(lakshmi, "present"), said(asha, "present")
    sheet = fields_of(mine, other)
    client = sign_in(trainer)
    facts = {"differing": {str(lakshmi.pk): sorted([str(theirs.pk), str(mine.id)])}}
    for _time in range(2):
        assert hand_over(client, trainer, ATTENDANCE, session.pk, sheet) == {"state": "applied", "facts": facts}
    decided = fields_of(said(lakshmi, "present", theirs.pk, mine.id))
    assert hand_over(client, trainer, ATTENDANCE, session.pk, decided) == {"state": "applied"}
