"""What is wanting of whom: the test at the end, or a certificate. One rule, wherever it is counted."""

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Replace

from assessments.queries import has_handed_in
from certificates.queries import holds_one_of
from cohorts.models import EnrolmentQuerySet
from gradebook.models import HandMark
from gradebook.queries.learners import HAS_COMPLETED

# Of stays of :func:`with_what_is_wanting`. A test on paper is marked by hand; who has completed sat it in any case.
IS_TESTED = Q(cohort__programme__post_test_percent__isnull=False)
NOT_TESTED = IS_TESTED & Q(has_sat=False, percent_by_hand=None) & ~HAS_COMPLETED
# To give a certificate again that was taken back is somebody's decision, and not due.
WITHOUT_CERTIFICATE = HAS_COMPLETED & Q(was_given=False) & ~Q(cohort__programme__certificate_title="")


def with_what_is_wanting(stays: EnrolmentQuerySet) -> EnrolmentQuerySet:
    """``stays`` with what :data:`NOT_TESTED` and :data:`WITHOUT_CERTIFICATE` ask of them; in no query of its own."""
    return stays.annotate(
        has_sat=has_handed_in(OuterRef("person"), OuterRef("cohort__programme__post_test")),
        percent_by_hand=Subquery(_newest_by_hand().values("value")[:1]),
        was_given=holds_one_of(OuterRef("person"), OuterRef("cohort")),
    )


def _newest_by_hand() -> QuerySet[HandMark]:
    """In the test at the end, inside a query of stays. A key is written with dashes in one database and without in
    the other.
    """
    test = Cast(OuterRef("cohort__programme__post_test"), CharField())
    marks = HandMark.objects.filter(enrolment=OuterRef("pk")).annotate(bare=_bare(F("activity")))
    return marks.filter(bare=_bare(test)).order_by("-marked_at", "-pk")


def _bare(key: F | Cast) -> Replace:
    return Replace(key, Value("-"), Value(""))
