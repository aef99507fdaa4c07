"""The base of every refusal a reader is shown."""

from collections.abc import Mapping
from http import HTTPStatus

from django.utils.functional import Promise


class Refusal(Exception):
    """Something a person asked for that cannot be done.

    ``message`` is a translatable sentence for that person; ``code`` a stable word for programs and tests; ``status``
    that of the answer over HTTP; ``field`` the field of a form it is about, if it is about one. Where several fields
    are wrong, ``faults`` says what is with each.
    """

    code = "refused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    message: str | Promise = ""
    field = ""
    faults: Mapping[str, str | Promise] = {}

    def __init__(self, message: str | Promise | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)
