"""What a thread is about: each kind is lent by the app that knows it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Model, OuterRef, Q
from django.utils.functional import Promise

from core.registry import Registry
from people.models import Person
from people.scopes import Scope
from talks.models import Thread


@dataclass(frozen=True)
class Subject:
    """What a thread is about, as its readers are shown it."""

    title: str
    link: str


@dataclass(frozen=True)
class Invitation:
    """How a talk comes about, for who has none; ``words`` lead to the page where it begins.

    ``to_helpers`` is said instead to who holds a role, where such talks come to her and do not begin with her.
    """

    sentence: Promise
    words: Promise
    url_name: str
    to_helpers: str | Promise = ""


@dataclass(frozen=True)
class Beginning:
    """How a talk begins with a first message that a phone kept, written about something that has a key.

    ``open`` gives the thread to write in, made now where there is none. It raises a Refusal where nobody can be asked,
    and ObjectDoesNotExist where it is not hers to begin. ``titles`` names what the keys are, in a language; ``address``
    is the page it was written on.
    """

    open: Callable[[Person, UUID], Thread]
    titles: Callable[[Collection[UUID], str], Mapping[UUID, str]]
    address: Callable[[str], str]


def _opened_elsewhere(person: Person, key: UUID) -> Mapping[Person, str]:
    return {}


def _is_complete(thread: Thread) -> None:
    """Whoever takes part does so already."""


@dataclass(frozen=True)
class ThreadContext:
    """What a lending app says about the threads of its kind.

    ``takes_part`` is the condition over ``ThreadMember`` that holds for who takes part now, by ``thread__context_key``,
    ``person`` and ``role`` (:func:`holds_role_over_it`). Everything that is allowed follows from it.
    ``subjects`` gives {context key: subject} in a language.
    ``opened_by`` says who would take part, as what, in the talk that a person opens about a row at ``talks:open``, she
    among them; nobody where she may not, or where it is opened elsewhere.
    ``invitation`` is said to who has no talks yet; without one such talks begin with another.
    ``answering`` are the roles from which the others await an answer: a talk waits from the first word of another that
    came after the last of theirs.
    ``begins`` is how one begins by what a phone kept, where that can be.
    ``complete`` is called before who has not read a message is told of it: it may let somebody take part from now on.
    """

    role_names: Mapping[str, str | Promise]
    takes_part: Callable[[], Q]
    subjects: Callable[[Collection[UUID], str], Mapping[UUID, Subject]]
    invitation: Invitation | None = None
    opened_by: Callable[[Person, UUID], Mapping[Person, str]] = _opened_elsewhere
    answering: Collection[str] = ()
    begins: Beginning | None = None
    complete: Callable[[Thread], None] = _is_complete


def holds_role_over_it(
    scope: Scope[Any], role: str, *, of: type[Model] | None = None, through: str = "", key: str = "pk"
) -> Exists:
    """For a ``takes_part``: that the member holds ``role`` over the row of the scope that the context key names.

    ``key`` is the field it is named by (of an organisation its ``uuid``); a row ``of`` another model leads to that of
    the scope ``through`` a lookup.
    """
    held = scope.exists_for(OuterRef(OuterRef("person")), role, through=through)
    rows = (of or scope.model)._default_manager.filter(held, **{key: OuterRef("thread__context_key")})
    return Exists(rows)


thread_contexts: Registry[ThreadContext] = Registry("context of threads")
