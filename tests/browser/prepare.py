"""``python -m tests.browser.prepare``: fill the folder of a live portal, in one process to save three starts."""

import gc
import json
from datetime import datetime, time, timedelta

import django

django.setup()
# Migrations leave much garbage behind, and all that is loaded would be searched for it each time.
gc.freeze()
gc.set_threshold(20_000, 10, 10)

from django.conf import settings  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks import task_backends  # noqa: E402
from django_tasks.backends.dummy import DummyBackend  # noqa: E402
from whitenoise.compress import Compressor  # noqa: E402

from cohorts.models import Block, Cohort, Enrolment, Session  # noqa: E402
from cohorts.services import join_cohort  # noqa: E402
from core.models import Place  # noqa: E402
from jobs.services import run_due_jobs  # noqa: E402
from people.enums import Gender, OrganisationKind, Purpose, Role  # noqa: E402
from people.models import Organisation, Person, User  # noqa: E402
from people.services import grant_role, register_person  # noqa: E402
from portal.demo import COHORT_CODE, MANAGER, MENTOR, NEWCOMER, PARTNER, TRAINER  # noqa: E402
from portal.storage import HashedStaticFiles  # noqa: E402
from tests.browser.live_portal import SESSIONS  # noqa: E402
from tests.browser.members import (  # noqa: E402
    HALL,
    HALL_TRAINER,
    KABINI_MANAGER,
    KABINI_TRAINER,
    LEARNERS,
    PIN,
    REVIEWER,
    Member,
)
from tests.quick_migrations import quick_migrations  # noqa: E402

PHONES_OF_A_LEARNER, PHONES_OF_STAFF = 3, 20


class PacksWhatLearnersFetch(Compressor):
    """What only editors fetch goes out as it is: no journey weighs it, and it is most of what would be packed."""

    def should_compress(self, filename: str) -> bool:
        return not filename.startswith("wagtail") and super().should_compress(filename)


def prepare() -> None:
    """What ``portal_run`` prepares, and a learner for each journey, so that none depends on another."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")  # were the power to fail, it would be prepared anew
    # Each save of a page has Wagtail index it anew, and most are saved several times: all are indexed once, below.
    task_backends["default"] = DummyBackend("default", {})
    with quick_migrations():
        call_command("migrate", verbosity=0)
    HashedStaticFiles.create_compressor = lambda storage, **how: PacksWhatLearnersFetch(**how)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_content", verbosity=0)
    call_command("load_demo", verbosity=0)
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    Cohort.objects.filter(code=COHORT_CODE).update(capacity=100)
    place = User.objects.get(username=NEWCOMER.code).person.place
    pin = make_password(PIN)
    for learner in LEARNERS:
        user = User.objects.create(username=learner.code, password=pin)
        person = register_person(
            user=user,
            name=learner.name,
            place=place,
            language="en",
            gender=Gender.WOMAN,
            purposes=[Purpose.TRAINING, Purpose.SHARING],
            notice_language="en",
            by=user,
        )
        join_cohort(person, COHORT_CODE, by=user)
    _review_questions()
    _meet_in_a_hall()
    _work_at_kabini(place)
    sessions = {learner.code: _sessions(learner.code, PHONES_OF_A_LEARNER) for learner in LEARNERS}
    sessions |= {
        person.code: _sessions(person.code, PHONES_OF_STAFF)
        for person in (TRAINER, MENTOR, MANAGER, PARTNER, HALL_TRAINER, KABINI_MANAGER, KABINI_TRAINER)
    }
    (settings.VAR_DIR / SESSIONS).write_text(json.dumps(sessions))
    while run_due_jobs():  # what they are told of lies there before the first journey begins
        pass


def _review_questions() -> None:
    """Another than the editor takes into use what she writes."""
    reviewer = User.objects.create_user(
        username="reviewer", email=REVIEWER.code, password=REVIEWER.pin, is_staff=True, first_name=REVIEWER.first_name
    )
    reviewer.groups.add(Group.objects.get(name="Moderators"), Group.objects.get(name="Editors"))


def _meet_in_a_hall() -> None:
    """Forty people of an organisation of their own, with a session today, and a trainer who teaches nobody else."""
    move = Cohort.objects.get(code=COHORT_CODE)
    today = timezone.localdate()
    hall = Organisation.objects.create(name="Forty in a hall", kind=OrganisationKind.CSO, place=move.place)
    cohort = Cohort.objects.create(
        name="MOVE in the hall",
        course_key=move.course_key,
        organisation=hall,
        place=move.place,
        starts_on=today,
        ends_on=today,
        capacity=len(HALL),
    )
    block = Block.objects.create(cohort=cohort, number=1, title="Block 1", starts_on=today, ends_on=today)
    midnight = timezone.make_aware(datetime.combine(today, time()))
    for title, later in (("Finding markets", timedelta()), ("Selling", timedelta(minutes=1))):
        Session.objects.create(block=block, title=title, starts_at=midnight + later, minutes=1430, venue="Hall")
    people = Person.objects.bulk_create(Person(name=name, place=move.place) for name in HALL)
    Enrolment.objects.bulk_create(Enrolment(cohort=cohort, person=person) for person in people)
    grant_role(_with_account(HALL_TRAINER, move.place), role=Role.TRAINER, over=cohort, by=None)


def _work_at_kabini(place: Place) -> None:
    """An organisation without a programme and without a cohort, whose manager and trainer nobody else meets."""
    kabini = Organisation.objects.create(name="Kabini Mahila Trust (invented)", kind=OrganisationKind.CSO, place=place)
    grant_role(_with_account(KABINI_MANAGER, place), role=Role.PROGRAMME_MANAGER, over=kabini, by=None)
    _with_account(KABINI_TRAINER, place)


def _with_account(member: Member, place: Place) -> Person:
    user = User.objects.create(username=member.code, password=make_password(member.pin))
    return Person.objects.create(user=user, name=member.name, place=place, language="en")


def _sessions(code: str, count: int) -> list[str]:
    """Of somebody who has signed in on as many phones."""
    user = User.objects.get(username=code)
    phones = [Client() for _ in range(count)]
    for phone in phones:
        phone.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return [phone.session.session_key for phone in phones]


if __name__ == "__main__":
    prepare()
