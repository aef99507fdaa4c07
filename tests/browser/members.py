"""Who signs in during the journeys, beside the people of the demonstration."""

from dataclasses import dataclass
from typing import Protocol

PIN = "640281"
FIRST_NAMES = ("Asha", "Bhagya", "Chandra", "Durga", "Esha", "Gowri", "Hema", "Indira", "Jaya", "Kala")


class SignIn(Protocol):
    """Whoever has an account: a member from here or a person of the demonstration."""

    @property
    def code(self) -> str:
        """A member code, or an e-mail."""


@dataclass(frozen=True)
class Member:
    """Somebody with a member code and a PIN."""

    name: str
    code: str
    pin: str = PIN

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


HALL_TRAINER = Member("Rukmini Hegde", "M900101")
HALL = [f"{first} {last}" for first in FIRST_NAMES for last in ("Bai", "Devi", "Hegde", "Naik")]
"""Forty who meet today in a hall, in the order of their names."""
REVIEWER = Member("Sudha Rao", "reviewer@portal.example", "ragi-and-pepper-31")
KABINI_MANAGER = Member("Nagamma Setty", "M900102")
KABINI_TRAINER = Member("Savitri Gowda", "M900103")
LEARNERS = [Member(f"Leela{number} Bai", f"M9000{number:02}") for number in range(1, 91)]
