"""Saying after commit that what somebody may open has changed: a hint, for sockets that are open."""

from django.db import transaction

from people.models import Person, User
from people.signals import access_changed


def announce_account_changed(user: User | int) -> None:
    """Of ``user``, or whose key it is: an account shut, a PIN changed, a session ended."""
    person = Person.objects.filter(user=user).first()
    if person is not None:
        announce_access_changed(person)


def announce_access_changed(person: Person) -> None:
    """Of ``person``. Nothing that goes wrong with a hint may turn what was done into an error."""
    transaction.on_commit(lambda: access_changed.send(sender=Person, person=person), robust=True)
