"""What has happened to people; sent after commit."""

from django.dispatch import Signal

consent_withdrawn = Signal()  # person: Person, purpose: str
person_registered = Signal()  # person: Person, who has said who she is for the first time
access_changed = Signal()  # person: Person, whose account, roles or part in something changed; a hint for open sockets
