"""The talk that ``python -m bench.live`` measures; runs inside the measured configuration."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from bench.data import session_of
from mentoring.enums import MemberRole
from mentoring.services import open_lesson_talk
from talks.models import ThreadMember
from tests.factories import CohortFactory, learner_in, lesson_without_page, mentor_of


def prepare(result: str, sockets: int) -> None:
    """A talk of so many members, each with a session of her own; what to ask for goes to the file ``result``."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    cohort = CohortFactory()
    mentor_of(cohort)
    people = [learner_in(cohort) for _ in range(sockets)]
    thread = open_lesson_talk(people[0], cohort=cohort, lesson_key=lesson_without_page().pk)
    ThreadMember.objects.bulk_create(
        ThreadMember(thread=thread, person=person, role=MemberRole.LEARNER) for person in people[1:]
    )
    cookies = [f"{settings.SESSION_COOKIE_NAME}={session_of(person.user)}" for person in people]
    what = {"thread": str(thread.pk), "path": f"/live/threads/{thread.pk}/", "cookies": cookies}
    Path(result).write_text(json.dumps(what), encoding="utf-8")
