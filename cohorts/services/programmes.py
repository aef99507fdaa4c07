"""Making and changing a programme."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from cohorts.models import Programme, ProgrammeBlock, ProgrammeCourse
from cohorts.planning import TemplateBlock
from core.services import record_audit
from people.models import User


@transaction.atomic
def save_programme(
    programme: Programme, *, course_keys: Sequence[UUID], blocks: Sequence[TemplateBlock], by: User | None
) -> None:
    """Write ``programme`` down with its courses in order and its blocks.

    The plans of cohorts that are made stay as they are; the rule of completion is the new one for them too.
    """
    is_new = programme._state.adding
    programme.save()
    programme.courses.all().delete()
    programme.blocks.all().delete()
    ProgrammeCourse.objects.bulk_create(
        ProgrammeCourse(programme=programme, course_key=key, position=position)
        for position, key in enumerate(course_keys, start=1)
    )
    ProgrammeBlock.objects.bulk_create(
        ProgrammeBlock(
            programme=programme, number=number, title=block.title, days=block.days, field_days=block.field_days
        )
        for number, block in enumerate(blocks, start=1)
    )
    record_audit("programme.made" if is_new else "programme.changed", programme, by=by)


def lock_programme(key: UUID) -> None:
    """Let whoever changes it next wait until this transaction ends."""
    Programme.objects.select_for_update().filter(pk=key).first()
