"""What follow-ups lay on a desk: the lessons that somebody who trains her asks a learner to do."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.cards import Card
from desk.enums import Section
from followups.queries import lessons_asked_of, titles_asked
from people.models import Person

ON_A_DESK = 3


def cards(person: Person) -> Iterator[Card]:
    """One for each lesson until it is done, what was asked first first; one query, two where there are some."""
    asked = lessons_asked_of(person)
    titles = titles_asked(asked)
    for row in [row for row in asked if row.lesson_id in titles][:ON_A_DESK]:
        text = _("%(name)s asks you to do this lesson.") % {"name": row.by.name}
        link = reverse("courses:lesson", args=[row.lesson_id])
        yield Card(Section.NOW, "book", titles[row.lesson_id], link, text, action=_("To the lesson"))
