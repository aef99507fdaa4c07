"""What submissions lend to the desk."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desk.cards import Card
from desk.enums import Section
from people.models import Person
from submissions.queries import number_of_needs


def cards(person: Person) -> Iterator[Card]:
    """What was handed in and not taken, in one query where there is nothing."""
    number = number_of_needs(person)
    if number:
        title = ngettext("%(number)s needs you", "%(number)s need you", number) % {"number": number}
        yield Card(
            section=Section.LATE,
            icon="alert-triangle",
            title=title,
            link=reverse("submissions:mine"),
            text=_("This reached the portal and could not be taken. See why, and send it again."),
            action=_("See what it is"),
        )
