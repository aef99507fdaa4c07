"""What a thread is about: each kind is lent by the app that knows it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from core.registry import Registry
from talks.models import Message, ThreadMember


@dataclass(frozen=True)
class Subject:
    """What a thread is about, as its readers are shown it."""

    title: str
    link: str


@dataclass(frozen=True)
class Invitation:
    """How a talk comes about, for who has none; ``words`` lead to the page where it begins."""

    sentence: Promise
    words: Promise
    url_name: str


@dataclass(frozen=True)
class ThreadContext:
    """What a lending app says about the threads of its kind.

    ``takes_part`` is the condition over ``ThreadMember`` that holds for who takes part now, by ``thread__context_key``,
    ``person`` and ``role``. Everything that is allowed follows from it.
    ``subjects`` gives {context key: subject} in a language.
    ``tell`` gets a message a little after it was sent, with the members who take part and have not read it.
    """

    role_names: Mapping[str, Promise]
    takes_part: Callable[[], Q]
    subjects: Callable[[Collection[UUID], str], Mapping[UUID, Subject]]
    tell: Callable[[Message, list[ThreadMember]], None]
    invitation: Invitation


thread_contexts: Registry[ThreadContext] = Registry("context of threads")
