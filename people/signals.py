"""What has happened to people: facts that others subscribe to, each told by a job in its own transaction; and hints."""

from django.dispatch import Signal

CONSENT_WITHDRAWN = "consent.withdrawn"  # person: id, purpose, at: moment
PERSON_REGISTERED = "person.registered"  # person: id of who has said who she is for the first time
PERSON_RENAMED = "person.renamed"  # person: id of who has put her name right

access_changed = Signal()  # person: Person, whose account, roles or part in something changed; a hint for open sockets
