"""Choosing a place, a person or an organisation among thousands: searched, and only among those she may choose.

Each picker is one field and works without scripts: a press on one of its buttons sends the form, which comes back with
the picker drawn anew and without complaints (:class:`Picks`). With scripts the picker alone is fetched
(people.views.pickers).
"""

from people.pickers.cells import LokosCodeField, MemberCodeField
from people.pickers.picker import Picker, Picks, Typed
from people.pickers.places import PlaceField, PlacePicker, places_found
from people.pickers.searched import (
    OrganisationField,
    PersonField,
    SearchPicker,
    organisations_to_choose,
    people_to_choose,
    told_apart,
)

__all__ = [
    "LokosCodeField",
    "MemberCodeField",
    "OrganisationField",
    "PersonField",
    "Picker",
    "Picks",
    "PlaceField",
    "PlacePicker",
    "SearchPicker",
    "Typed",
    "organisations_to_choose",
    "people_to_choose",
    "places_found",
    "told_apart",
]
