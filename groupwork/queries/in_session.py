"""What the groups of a cohort wrote down in one of its sessions."""

from collections import defaultdict
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cohorts.kinds import SessionPart
from cohorts.models import Session
from groupwork.meeting import session_at
from groupwork.models import Decision, Idea, Sheet, Survey
from groupwork.permissions import groups_visible_to
from groupwork.queries.sessions import sessions_of
from groupwork.sheets import SHEETS
from people.models import Person


def part_of_session(viewer: Person, session: Session) -> SessionPart | None:
    """Of each group that ``viewer`` sees what stands of it, and where the next is written down; None without groups.

    Six queries however much there is.
    """
    groups = list(groups_visible_to(viewer).filter(cohort=session.block.cohort_id).order_by("name", "pk"))
    if not groups:
        return None
    written: dict[UUID, list[str]] = defaultdict(list)
    here = {"group__in": groups, "session": session}
    for sheet in Sheet.objects.current().filter(**here).select_related("idea").order_by("received_at", "pk"):
        written[sheet.group_id].append(": ".join(map(str, filter(None, [SHEETS[sheet.kind].title, sheet.idea]))))
    for idea in Idea.objects.current().filter(**here).order_by("received_at", "pk"):
        written[idea.group_id].append(_("Idea: %(name)s") % {"name": idea.name})
    for survey in Survey.objects.current().filter(**here).order_by("received_at", "pk"):
        said = {"product": survey.product, "area": survey.area}
        written[survey.group_id].append(_("Asked about %(product)s, %(area)s") % said)
    meets = sessions_of(groups[0])
    decided = Decision.objects.filter(idea__group__in=groups, withdrawn_at=None).select_related("idea")
    for each in decided.order_by("received_at", "pk"):
        if (each.session_id or session_at(each.device_at or each.received_at, meets)) == session.pk:
            written[each.idea.group_id].append(f"{each.get_verdict_display()}: {each.idea}")
    return SessionPart(
        _("What the groups wrote down"),
        [
            (group.name, reverse("groupwork:group", args=[group.pk], query={"session": session.pk}), written[group.pk])
            for group in groups
        ],
    )
