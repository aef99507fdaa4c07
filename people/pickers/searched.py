"""Choosing a person or an organisation: searched, among those she may choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.codes import plain_code
from core.searching import holds, named
from people.enums import MANAGING_ROLES
from people.models import Organisation, Person
from people.permissions import ORGANISATION, PERSON, organisations_visible_to, people_visible_to
from people.pickers.picker import MOST_FOUND, SHORTEST_SEARCH, Option, Picker, Roles, Row, Typed, joined
from people.scopes import held


@dataclass(frozen=True)
class Search(Generic[Row]):
    """What is ``offered`` to choose from, what words find (which may be more), and what tells two of one name apart.

    Whose whole code was typed is shown as chosen: ``is_code_of``.
    """

    offered: "QuerySet[Row]"
    found: Callable[[str], "QuerySet[Row]"]
    detail: Callable[[Row], str]
    is_code_of: Callable[[str, Row], bool] = lambda _words, _row: False

    def get(self, typed: Typed) -> Row | None:
        """The row that is chosen, where it may be."""
        try:
            rows = [self.offered.filter(pk=typed.key).first()]
            if typed.words and rows == [None]:
                rows = [self.found(typed.words).filter(pk=typed.key).first()]
        except (ValueError, ValidationError):
            return None
        return rows[0]

    def finds(self, words: str) -> bool:
        """Whether there is anything to choose for ``words``, be it chosen already."""
        return len(words) >= SHORTEST_SEARCH and self.found(words).exists()

    def options(self, typed: Typed) -> list[Option]:
        """What is chosen, then what is found."""
        chosen = self.get(typed) if typed.key else None
        rows = [chosen] if chosen else []
        if len(typed.words) >= SHORTEST_SEARCH:
            rows += [row for row in self.found(typed.words)[: MOST_FOUND + 1] if row != chosen]
        if not chosen and len(rows) == 1 and self.is_code_of(typed.words, rows[0]):
            chosen = rows[0]
        return [Option(str(row.pk), str(row), self.detail(row), chosen=row == chosen) for row in rows[:MOST_FOUND]]


def people_to_choose(viewer: Person, roles: Roles = ()) -> Search[Person]:
    """The people ``viewer`` sees, or reaches by one of ``roles``, by name or member code.

    Where no roles are named, who runs cohorts also finds anybody by the whole member code.
    """
    reached = Person.objects.filter(PERSON.within(viewer, roles)) if roles else people_visible_to(viewer)
    fetched = ("user", "place", "organisation")
    offered = reached.filter(Q(user=None) | Q(user__is_active=True)).select_related(*fetched)

    def found(words: str) -> "QuerySet[Person]":
        code = plain_code(words)
        if not roles and held(viewer, MANAGING_ROLES):
            by_code = Person.objects.filter(user__username=code, user__is_active=True)
            if by_code.exists():
                return by_code.select_related(*fetched)
        return offered.filter(holds(words) | Q(user__username=code))

    return Search(offered, found, told_apart, _is_member_code_of)


def _is_member_code_of(words: str, person: Person) -> bool:
    return person.user is not None and person.user.username == plain_code(words)


def told_apart(person: Person) -> str:
    """By what two people of one name are told apart."""
    return joined([person.user.username if person.user else "", person.organisation, person.place])


def organisations_to_choose(viewer: Person, roles: Roles = ()) -> Search[Organisation]:
    """The organisations ``viewer`` may work with, or reaches by one of ``roles``, by a name in any language."""
    reached = Organisation.objects.filter(ORGANISATION.within(viewer, roles)) if roles else None
    offered = (organisations_visible_to(viewer) if reached is None else reached).select_related("place", "parent")
    return Search(
        offered,
        lambda words: named(offered, words),
        lambda row: joined([row.get_kind_display(), row.parent, row.place]),
    )


class SearchPicker(Picker):
    """Search, and choose among what is found."""

    inside = "people/pickers/search.html"

    def __init__(self, search: Search[Any], page: str, roles: Roles = ()) -> None:
        super().__init__()
        self.search, self.page, self.roles = search, page, roles

    def drawn(self, name: str, typed: Typed) -> dict[str, Any]:
        options = self.search.options(typed)
        return {
            "name": name,
            "words": typed.words,
            "options": options,
            "nothing": bool(typed.words) and not self.search.finds(typed.words),
            "is_optional": not self.is_required,
            "drawn_anew": typed.drawn_anew,
        }


class SearchedField(forms.Field):
    """A row that was searched for; its value is the row."""

    default_error_messages = {
        "not_chosen": _("Look at what was found for “%(words)s” and choose."),
        "nothing": _("Nothing was found for “%(words)s”. Search with other words."),
        "invalid": _("This cannot be chosen. Search again."),
    }

    def __init__(self, *, search: Search[Any], page: str, roles: Roles, **kwargs: Any) -> None:
        super().__init__(widget=SearchPicker(search, page, roles), **kwargs)
        self.search = search

    def clean(self, value: Any) -> Any:
        """Nothing is taken that was not shown: who typed words is shown what they find."""
        typed: Typed = value or Typed()
        if typed.key:
            row = self.search.get(typed)
            if row is None:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return row
        if typed.words:
            code = "not_chosen" if self.search.options(typed) else "nothing"
            raise ValidationError(self.error_messages[code], code=code, params={"words": typed.words})
        return super().clean(None)

    def prepare_value(self, value: Any) -> Any:
        """A row, or its key as an address has it, is what stands chosen in the beginning."""
        if isinstance(value, Model):
            return Typed(key=str(value.pk))
        return Typed(key=str(value)) if isinstance(value, str | int | UUID) else value


class PersonField(SearchedField):
    """A person, chosen by ``viewer``; with ``roles`` only among those she reaches by one of them."""

    def __init__(self, *, viewer: Person, roles: Roles = (), **kwargs: Any) -> None:
        super().__init__(search=people_to_choose(viewer, roles), page="people:pick-person", roles=roles, **kwargs)


class OrganisationField(SearchedField):
    """An organisation, chosen by ``viewer``; with ``roles`` only among those she reaches by one of them."""

    def __init__(self, *, viewer: Person, roles: Roles = (), **kwargs: Any) -> None:
        super().__init__(
            search=organisations_to_choose(viewer, roles), page="people:pick-organisation", roles=roles, **kwargs
        )
