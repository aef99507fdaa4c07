"""``python -m tests.browser.prepare``: fill the folder of a live portal, in one process to save three starts."""

import gc

import django

django.setup()
# Migrations leave much garbage behind, and all that is loaded would be searched for it each time.
gc.freeze()
gc.set_threshold(20_000, 10, 10)

from django.contrib.auth.hashers import make_password  # noqa: E402
from django.core.management import call_command  # noqa: E402

from cohorts.models import Cohort  # noqa: E402
from cohorts.services import join_cohort  # noqa: E402
from jobs.services import run_due_jobs  # noqa: E402
from people.enums import Gender, Purpose  # noqa: E402
from people.models import User  # noqa: E402
from people.services import register_person  # noqa: E402
from portal.demo import COHORT_CODE, NEWCOMER  # noqa: E402
from tests.browser.members import LEARNERS, PIN  # noqa: E402


def prepare() -> None:
    """What ``portal_run`` prepares, and a learner for each journey, so that none depends on another."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_content", verbosity=0)
    call_command("load_demo", verbosity=0)
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
    while run_due_jobs():  # what they are told of lies there before the first journey begins
        pass


if __name__ == "__main__":
    prepare()
