"""Writing the audit trail."""

from typing import Any

from django.db import models

from core.models import AuditEntry


def record_audit(action: str, subject: models.Model, *, by: Any, **detail: str | int | bool) -> AuditEntry:
    """Write down that ``by`` (a user, or None for the system) did ``action`` to ``subject``.

    ``action`` is a dotted word such as ``enrolment.joined``; ``detail`` holds ids and enum values only.
    """
    name = f"{subject._meta.label_lower}:{subject.pk}"
    return AuditEntry.objects.create(by=by if by and by.pk else None, action=action, subject=name, detail=detail)
