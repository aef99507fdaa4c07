"""Every channel layer group there is."""

from uuid import UUID


def thread_group(thread_id: UUID) -> str:
    """The sockets that look at a thread."""
    return f"thread.{thread_id}"


def person_group(person_id: UUID) -> str:
    """The sockets a person has open."""
    return f"person.{person_id}"
