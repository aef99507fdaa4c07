"""What may be kept on the phone: each app lends the bundles and the pages of the day that are its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from core.registry import Registry
from people.models import User

# What a page weighs over the line, and a picture where nobody has measured it.
PAGE_BYTES = 10_000
PICTURE_BYTES = 60_000


@dataclass(frozen=True)
class KeptPage:
    """A page that is hers to read now; ``bytes`` is what its pictures and sound weigh, ``edition`` when it changed."""

    address: str
    bytes: int = 0
    edition: str = ""


@dataclass(frozen=True)
class Bundle:
    """Pages that are kept together. The phone finds the pictures and the sound in them."""

    title: str
    pages: list[KeptPage]

    @property
    def bytes(self) -> int:
        """About what it weighs over the line."""
        return sum(PAGE_BYTES + page.bytes for page in self.pages)

    @property
    def edition(self) -> str:
        """Changes with what is in it."""
        words = "\n".join(f"{page.address} {page.edition}" for page in self.pages)
        return sha256(words.encode()).hexdigest()[:12]


# The bundle of a kind with this key; None where there is nothing in it that is hers to read now.
BundleOf = Callable[[User, str], Bundle | None]
bundles: Registry[BundleOf] = Registry("kind of bundle")

# The pages of somebody's day, those of her own work first.
PagesOfToday = Callable[[User], Iterable[KeptPage]]
pages_of_today: Registry[PagesOfToday] = Registry("maker of pages of the day")
