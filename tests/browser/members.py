"""Who signs in during the journeys, beside the people of the demonstration."""

from dataclasses import dataclass

PIN = "640281"


@dataclass(frozen=True)
class Member:
    """Somebody with a member code and a PIN."""

    name: str
    code: str
    pin: str = PIN

    @property
    def first_name(self) -> str:
        return self.name.split()[0]


LEARNERS = [Member(f"Leela{number} Bai", f"M9000{number:02}") for number in range(1, 61)]
