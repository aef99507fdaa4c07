"""Programmes as lists show them, what completes a cohort, and the sessions that count."""

from uuid import UUID

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Sum, UUIDField, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext

from cohorts.completion import CompletionRule
from cohorts.models import Cohort, Programme, ProgrammeBlock, Session, SessionQuerySet
from cohorts.permissions import programmes_managed_by, programmes_told_to_all
from core.prepared import Given, Prepared
from courses.models import CoursePage
from courses.queries import courses_in
from people.models import Person


def programmes_in_list(viewer: Person) -> QuerySet[Programme]:
    """Those that ``viewer`` manages, with the ``days`` of their blocks and how many ``cohorts_made`` of each."""
    days = (
        ProgrammeBlock.objects.filter(programme=OuterRef("pk")).order_by().values("programme").annotate(sum=Sum("days"))
    )
    found = programmes_managed_by(viewer).select_related("organisation")
    told = found.annotate(days=Coalesce(Subquery(days.values("sum")), 0), cohorts_made=Count("cohorts"))
    return told.order_by("name", "pk")


def programme_managed_by(viewer: Person, programme_id: UUID) -> Programme:
    """One of :func:`programmes_in_list`. Raises Programme.DoesNotExist."""
    return programmes_in_list(viewer).prefetch_related("courses", "blocks").get(pk=programme_id)


def courses_of_programme(programme: Programme, language: str) -> QuerySet[CoursePage]:
    """Its courses in its order, each in ``language`` or else in another."""
    keys = [row.course_key for row in programme.courses.all()]
    chosen = courses_in(CoursePage.objects.published().filter(translation_key__in=keys), language)
    place = Case(*(When(translation_key=key, then=Value(number)) for number, key in enumerate(keys)), default=Value(0))
    return CoursePage.objects.filter(pk__in=[course.pk for course in chosen]).order_by(place)


def programme_of(cohort: Cohort) -> Programme | None:
    """That of ``cohort``, which keeps it; one query, none where it is known or there is none."""
    if cohort.programme_id and not Cohort.programme.is_cached(cohort):
        cohort.programme = _PROGRAMME.first(programme=cohort.programme_id)
    return cohort.programme


_PROGRAMME = Prepared(lambda: Programme.objects.filter(pk=Given("programme", UUIDField())))


def rule_of(cohort: Cohort) -> CompletionRule:
    """What completes ``cohort``: nothing is asked where it has no programme."""
    return cohort.programme.rule if cohort.programme else CompletionRule()


def sessions_of(cohort: Cohort) -> SessionQuerySet:
    """The sessions of ``cohort`` that are held or will be, make-up sessions among them, in the order of time."""
    return Session.objects.standing().filter(block__cohort=cohort).order_by("starts_at", "pk")


def rule_in_words(rule: CompletionRule) -> list[str]:
    """What is asked; where nothing is, who takes part has completed."""
    said = []
    if rule.days_percent:
        said.append(gettext("She is there on at least %(percent)d%% of the days.") % {"percent": rule.days_percent})
    if rule.post_test_percent:
        said.append(
            gettext("She reaches at least %(percent)d%% in the test at the end.") % {"percent": rule.post_test_percent}
        )
    if rule.assignments_needed:
        number = rule.assignments_needed
        said.append(
            ngettext("%d assignment of hers is approved.", "%d assignments of hers are approved.", number) % number
        )
    return said or [gettext("Nothing is asked: who takes part to the end has completed.")]


def rule_of_award(key: str) -> list[str]:
    """What the award of this key asks for, where it is a programme's."""
    try:
        programme = programmes_told_to_all().get(pk=UUID(key))
    except (ValueError, Programme.DoesNotExist):
        return []
    return rule_in_words(programme.rule)
