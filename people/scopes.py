"""How far a role reaches, declared once for each model.

A role is held over a node of the place tree, over a node of the organisation tree, or over one row of a kind that its
app registers: a cohort, and later a zone or a partnership. What lies below a node is reached with it.

    COHORT = Scope(Cohort, place="place", organisation="organisation", own={"cohort": "id"})

declares for the rows of a model where they lie, and gives the four faces of the rule: whether grants reach a row, which
rows a person reaches, the same inside a query, and who reaches a row. One test holds the four to each other for every
declared scope (tests/people/test_scopes.py).

The app that owns a model declares its scope, and every other imports that: ``PERSON`` and ``ORGANISATION`` of
:mod:`people.permissions`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Exists, Expression, F, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Left, Length
from django.db.models.lookups import Exact
from django.utils.functional import Promise

from core.models import Place
from core.registry import Registry
from people.models import Organisation, Person, RoleGrant

Row = TypeVar("Row", bound=Model)

# In place of a lookup: the rows are themselves the nodes of the tree.
ITSELF = "itself"
TREES = ("place", "organisation")


@dataclass(frozen=True)
class ScopeKind:
    """Something a role may be held over beside places and organisations; its model has a UUID for its key."""

    label: str | Promise
    model: type[Model]


SCOPE_KINDS: Registry[ScopeKind] = Registry("kind of scope")


@dataclass(frozen=True)
class Scope(Generic[Row]):
    """Where the rows of ``model`` lie: lookups of their place, their organisation, and {kind of scope: its key}.

    ``ITSELF`` stands for a lookup where a row is a place or an organisation.
    """

    model: type[Row]
    place: str = ""
    organisation: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    def reaches(self, grants: Iterable[RoleGrant], row: Row) -> bool:
        """Whether one of ``grants`` covers ``row``."""
        return any(self._covers(grant, row) for grant in grants)

    def within(self, person: Person | None, roles: Iterable[str], *, own: str = "") -> Q:
        """The rows that ``person`` reaches by one of ``roles``: for a queryset of the model. Nobody reaches none.

        ``own`` is the lookup of whose a row is, where her own are hers without a role: ``"person"``.
        """
        condition = Q(**{own: person.pk}) if own and person else Q(pk__in=[])
        for grant in held(person, roles):
            lookup = self._lookup(grant)
            if lookup:
                condition |= lookup
        return condition

    def under(self, grant: RoleGrant) -> Q:
        """The rows that ``grant`` reaches, be it given or only thought of: for a queryset of the model."""
        return self._lookup(grant) or Q(pk__in=[])

    def exists_for(self, person: Person | Expression | OuterRef, *roles: str, through: str = "") -> Exists:
        """As :meth:`within`, decided by the database: for where asking for the grants first costs a query.

        ``through`` leads from the queryset's model to this one: ``thread__cohort``. ``person`` may be a reference
        to an outer query, which asks for many people at once.
        """
        way = f"{through}__" if through else ""
        reaches = Q(pk__in=[])
        for tree in TREES:
            path = self._path(tree)
            if path:
                above = Exact(Left(OuterRef(f"{way}{path}"), Length(f"{tree}__path")), F(f"{tree}__path"))
                reaches |= Q(above, **{f"{tree}__isnull": False})
        for kind, lookup in self.own.items():
            reaches |= Q(scope_kind=kind, scope_key=OuterRef(f"{way}{lookup}"))
        return Exists(RoleGrant.objects.current().filter(reaches, person=person, role__in=roles))

    def holders(self, row: Row, role: str) -> QuerySet[Person]:
        """Who holds ``role`` over ``row``, by name; one query however many hold a role elsewhere."""
        return self.holders_over(self.over(row), role)

    def over(self, row: Row) -> dict[str, Any]:
        """By what a role is held over ``row``: the paths of its places and organisations, its own key of each kind."""
        nodes = {tree: _value(row, getattr(self, tree)) for tree in TREES}
        paths = {tree: paths_above(node.path) if node else [] for tree, node in nodes.items()}
        return paths | {kind: _value(row, lookup) for kind, lookup in self.own.items()}

    def holders_over(self, over: Mapping[str, Any], role: str) -> QuerySet[Person]:
        """:meth:`holders` of a row by its :meth:`over`, or of whichever row a prepared query is asked for."""
        holding = self.grants_over(over, [role])
        return Person.objects.filter(pk__in=holding.values("person")).order_by("name", "pk")

    def grants_over(self, over: Mapping[str, Any], roles: Iterable[str]) -> QuerySet[RoleGrant]:
        """The roles by which :meth:`holders_over` hold one of ``roles``, each over the row itself or over more."""
        reaches = Q(pk__in=[])
        for tree in TREES:
            reaches |= Q(**{f"{tree}__path__in": over[tree]})
        for kind in self.own:
            reaches |= Q(scope_kind=kind, scope_key=over[kind])
        return RoleGrant.objects.current().filter(reaches, role__in=roles)

    def _covers(self, grant: RoleGrant, row: Row) -> bool:
        if grant.scope_kind:
            lookup = self.own.get(grant.scope_kind, "")
            return bool(lookup) and _value(row, lookup) == grant.scope_key
        tree = "place" if grant.place else "organisation"
        node, over = _value(row, getattr(self, tree)), getattr(grant, tree)
        return node is not None and node.path.startswith(over.path)

    def _lookup(self, grant: RoleGrant) -> Q | None:
        if grant.scope_kind:
            lookup = self.own.get(grant.scope_kind, "")
            return Q(**{lookup: grant.scope_key}) if lookup else None
        tree = "place" if grant.place else "organisation"
        path = self._path(tree)
        return Q(**{f"{path}__startswith": getattr(grant, tree).path}) if path else None

    def _path(self, tree: str) -> str:
        lookup = getattr(self, tree)
        return "path" if lookup == ITSELF else f"{lookup}__path" if lookup else ""


SCOPES: Registry[Scope[Any]] = Registry("scope")


def declare(scope: Scope[Row]) -> Scope[Row]:
    """Make ``scope`` known, so that its faces are tested to agree."""
    SCOPES.register(scope.model._meta.label, scope)
    return scope


def held(person: Person | None, roles: Iterable[str]) -> list[RoleGrant]:
    """The grants of ``person`` that hold now and give one of ``roles``; asked for once a request."""
    wanted = set(roles)
    return [grant for grant in person.current_grants if grant.role in wanted] if person else []


def scope_of(thing: Model) -> dict[str, Any]:
    """The fields of a grant over ``thing``; raises LookupError where no role can be held over it."""
    if isinstance(thing, Place):
        return {"place": thing, "organisation": None, "scope_kind": "", "scope_key": None}
    if isinstance(thing, Organisation):
        return {"place": None, "organisation": thing, "scope_kind": "", "scope_key": None}
    for name, kind in SCOPE_KINDS.items():
        if isinstance(thing, kind.model):
            return {"place": None, "organisation": None, "scope_kind": name, "scope_key": thing.pk}
    raise LookupError(f"no role is held over a {thing._meta.verbose_name}")


def all_held_over(grants: Sequence[RoleGrant]) -> dict[int, Model | None]:
    """What each role is held over, by the grant's key; None where a row is there no more. One query for each kind."""
    over: dict[int, Model | None] = {grant.pk: grant.place or grant.organisation for grant in grants}
    for name, kind in SCOPE_KINDS.items():
        keys = {grant.pk: grant.scope_key for grant in grants if grant.scope_kind == name}
        rows = kind.model._default_manager.in_bulk(set(keys.values())) if keys else {}
        over |= {pk: rows.get(key) for pk, key in keys.items()}
    return over


def paths_above(path: str) -> list[str]:
    """The paths of a tree node and of all above it: ``1/4/`` and ``1/`` for ``1/4/``."""
    steps = path.split("/")[:-1]
    return ["".join(f"{step}/" for step in steps[: depth + 1]) for depth in range(len(steps))]


def _value(row: Model, lookup: str) -> Any:
    """What ``lookup`` (``cohort__place``) leads to from ``row``; None where it is empty or leads nowhere."""
    if lookup == ITSELF:
        return row
    steps = lookup.split("__") if lookup else []
    found: Any = row if steps else None
    for step in steps:
        found = getattr(found, step, None)
    return found
