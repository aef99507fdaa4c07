from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from cohorts.enums import CohortTime
from cohorts.models import Cohort, CohortQuerySet
from cohorts.queries import LearnerProgress, places_of
from core.models import Place
from core.tables import Column, Table

LEARNERS = Table[LearnerProgress](
    caption=_("Learners and their progress"),
    columns=[
        Column("name", _("Learner"), lambda row: row.person.name, ("person__name",), "cohorts/_learner_name.html"),
        Column("read", _("Lessons read"), lambda row: row.read, ("read_number",), "cohorts/_lessons_read.html"),
        Column(
            "passed",
            _("Questions passed"),
            lambda row: "–" if row.passed is None else row.passed,
            ("passed_number",),
            is_number=True,
        ),
        Column("seen", _("Last seen"), lambda row: row.seen_at, ("last_seen_at",), "cohorts/_last_seen.html"),
        Column("joined", _("Joined"), lambda row: row.joined_at, ("joined_at",), "cohorts/_day.html"),
    ],
    empty=_("Nobody has joined yet. Write the code of the cohort on the board."),
    search=("person__search_text",),
)


class ByTimeAndPlace(django_filters.FilterSet):
    """Cohorts of now or of before, in a state or district where there are some."""

    time = django_filters.ChoiceFilter(
        choices=CohortTime.choices, label=_("When"), empty_label=_("All"), method="at_time"
    )
    place = django_filters.ChoiceFilter(label=_("Place"), empty_label=_("All"), method="in_place")

    class Meta:
        model = Cohort
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(place.pk): place for place in places_of(self.queryset)}
        self.filters["place"].extra["choices"] = [(key, _with_state(place)) for key, place in self.places.items()]

    def at_time(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.at(CohortTime(value))

    def in_place(self, found: CohortQuerySet, name: str, value: str) -> CohortQuerySet:
        return found.filter(place__path__startswith=self.places[value].path)


def _with_state(place: Place) -> str:
    return f"{place.parent} · {place}" if place.parent else str(place)


COHORTS = Table[Any](
    caption=_("Cohorts"),
    columns=[
        Column("name", _("Cohort"), lambda row: row.name, ("name",), "cohorts/_cohort_name.html"),
        Column("course", _("Course"), lambda row: row.course_title, ("course_title",)),
        Column("place", _("Place"), lambda row: str(row.place), ("place__name",)),
        Column("organisation", _("Organisation"), lambda row: str(row.organisation), ("organisation__name",)),
        Column("begins", _("First day"), lambda row: row.starts_on, ("starts_on",), "cohorts/_day.html"),
        Column("ends", _("Last day"), lambda row: row.ends_on, ("ends_on",), "cohorts/_day.html"),
        Column("learners", _("Learners"), lambda row: row.learners, ("learners",), is_number=True),
        Column("when", _("When"), lambda row: row.time.label),
    ],
    empty=_("There is no cohort yet where you teach or manage."),
    search=("search_text", "place__search_text", "organisation__search_text"),
    filters=ByTimeAndPlace,
)
