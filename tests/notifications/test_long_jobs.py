"""Who asked for what takes its time is told when it is over: she may have left its page."""

import pytest

from core.errors import Refusal
from jobs.enums import Lane
from jobs.services import JobResult, run_due_jobs, start_long_job
from jobs.services.kinds import JobKind, job_kinds
from notifications.queries import said, unread_count
from notifications.services import mark_read
from tests.factories import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


class CannotBeDone(Refusal):
    """A handler's refusal."""

    code = "cannot_be_done"
    message = "There is nothing to write."


def done(payload, progress):
    return JobResult(words="2 rows were written")


def refused(payload, progress):
    raise CannotBeDone


def start(monkeypatch, handler, by):
    monkeypatch.setitem(job_kinds._things, "slow", JobKind(handler, Lane.LONG))
    long = start_long_job("slow", by=by, title="Places of Nagpur", payload={})
    for _ in range(2):
        run_due_jobs()
    return long


@pytest.mark.parametrize(
    ("handler", "told"),
    [(done, "“Places of Nagpur” is done."), (refused, "“Places of Nagpur” could not be done. See why.")],
)
def test_she_alone_is_told_once_and_led_to_its_page(monkeypatch, handler, told):
    asha, salma = PersonFactory(), PersonFactory()
    long = start(monkeypatch, handler, asha.user)
    (notice,) = said(asha, asha.notices.all())
    assert (notice.text, asha.notices.get().link) == (told, long.get_absolute_url())
    assert not salma.notices.exists()


def test_what_is_done_one_after_the_other_on_one_page_is_one_line_of_her_news(monkeypatch):
    asha = PersonFactory()

    def checked(payload, progress):
        return JobResult(link="/exchange/1/")

    for handler in (checked, checked):
        start(monkeypatch, handler, asha.user)
    assert asha.notices.count() == 1
    mark_read(asha, asha.notices.all())
    start(monkeypatch, checked, asha.user)
    assert unread_count(asha) == 1


def test_staff_who_have_not_said_who_they_are_are_not_told(monkeypatch):
    assert start(monkeypatch, done, UserFactory(staff=True)).get_absolute_url()
