"""What must be true before certificates are signed."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from certificates.keys import KeyIsBroken, own_key


@register(Tags.security)
def there_is_a_key(**kwargs: Any) -> list[CheckMessage]:
    """Without a right key no certificate could be issued, and none of it said before somebody tries."""
    try:
        own_key()
    except KeyIsBroken as error:
        return [Error(str(error), id="certificates.E001")]
    return []
