"""The fields of what is handed in: {name: text or texts} on the wire and as kept, a QueryDict for a form."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict


def query_dict(fields: Mapping[str, Any]) -> QueryDict:
    """``fields`` as a form takes them."""
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def as_kept(data: QueryDict) -> dict[str, Any]:
    """``data`` as it is kept, without what is a form's own."""
    fields = {name: values if len(values) > 1 else values[0] for name, values in data.lists() if values}
    fields.pop("csrfmiddlewaretoken", None)
    return fields
