"""The file that a phone writes of what waits on it."""

import hmac
import json
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.models import Person
from submissions.carrying import Key, key_of

CARRY = reverse("submissions:carry")


def written(person: Person, *records: Any, key: Key | None = None, **more: Any) -> dict[str, Any]:
    """The file as an object; signed by the key of today where no other is given."""
    key = key or key_of(person)
    signed = json.dumps({"person": str(person.pk), "records": list(records), **more})
    signature = hmac.new(key.secret.encode(), signed.encode(), sha256).hexdigest()
    return {"portal_records": 1, "key": key.id, "signature": signature, "signed": signed}


def bring(client: Client, file: dict[str, Any] | bytes):
    """Hand it in by the page."""
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    return client.post(CARRY, {"file": SimpleUploadedFile("waiting.json", content, "application/json")})
