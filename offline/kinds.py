"""What may be kept on the phone: each app lends the bundles and the pages of the day that are its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from core.registry import Registry
from people.models import User

# What a page weighs at most: over the network, where it comes packed, and on the phone, where it lies unpacked.
# Measured in Malayalam, whose pages are the heaviest: 4 to 10 KB, and 20 to 51 KB.
PAGE_BYTES = 12_000
PAGE_ROOM = 55_000
# And a picture where nobody has measured it.
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
        """What it weighs over the network at most."""
        return sum(PAGE_BYTES + page.bytes for page in self.pages)

    @property
    def room(self) -> int:
        """What it takes on the phone at most, in bytes."""
        return sum(PAGE_ROOM + page.bytes for page in self.pages)

    @property
    def edition(self) -> str:
        """Changes with what is in it."""
        words = "\n".join(f"{page.address} {page.edition}" for page in self.pages)
        return sha256(words.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class DoneAlone:
    """What a phone does by itself, for anybody, at addresses that the portal would answer if it were reached.

    The page for what is not there has ``template`` as a section, and loads ``script`` where the path matches
    ``addresses``, a regular expression of JavaScript. ``fetched`` names the page whose answer it goes by: the same for
    everybody, fetched with the scripts and whenever such an address was answered.
    """

    addresses: str
    template: str
    script: str
    fetched: str


# The bundle of a kind with this key; None where there is nothing in it that is hers to read now.
BundleOf = Callable[[User, str], Bundle | None]
bundles: Registry[BundleOf] = Registry("kind of bundle")

# Where files of one person or of a few lie: the address that each of them begins with.
private_files: Registry[str] = Registry("place of private files")

# What is done without the portal where it is not reached.
done_alone: Registry[DoneAlone] = Registry("thing that phones do alone")

# The pages of somebody's day, those of her own work first.
PagesOfToday = Callable[[User], Iterable[KeptPage]]
pages_of_today: Registry[PagesOfToday] = Registry("maker of pages of the day")
