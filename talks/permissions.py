"""Who may read and write in a thread: its members, as long as its context says that they take part.

Asked anew for every request, every socket frame and every push: who was taken out a moment ago reads no further
message.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.prepared import Given
from people.models import Person
from talks.contexts import thread_contexts
from talks.models import Message, Thread, ThreadMember


def can_talk(person: Person | None, thread: Thread) -> bool:
    """Whether ``person`` takes part in ``thread`` now."""
    return threads_visible_to(person).filter(pk=thread.pk).exists()


def threads_visible_to(person: Person | None) -> QuerySet[Thread]:
    """The threads ``person`` takes part in now; :func:`can_talk` is the same rule for one of them."""
    if person is None:
        return Thread.objects.none()
    return threads_in_which(person)


def threads_in_which(person: Person | Given) -> QuerySet[Thread]:
    """:func:`threads_visible_to` for somebody, or for whoever a prepared query is asked for."""
    return Thread.objects.filter(Exists(members_now().filter(thread=OuterRef("pk"), person=person)))


def files_visible_to(person: Person | None) -> QuerySet[Message]:
    """The messages with something attached that ``person`` may fetch: those of the talks she takes part in now.

    And what she sent herself, wherever: it is hers, and named in what is kept about her.
    """
    hers = Q(thread__in=threads_visible_to(person)) | Q(author=person)
    return Message.objects.filter(hers, attached__isnull=False) if person else Message.objects.none()


def members_now() -> QuerySet[ThreadMember]:
    """Every member of any thread who takes part in it now: the one rule behind all others."""
    lent = Q(pk__in=[])
    for kind, context in thread_contexts.items():
        lent |= Q(thread__context_kind=kind) & context.takes_part()
    return ThreadMember.objects.filter(lent, person__user__is_active=True)
