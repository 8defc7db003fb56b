"""Petitioners who do not exist, each other than all others of its seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deploy.demo.people import check_digit
from deploy.generate.roads import texts

FIRST_BORN, DAYS = date(1930, 1, 1), 28_000
ORDERS = range(
    804, 1000, 2
)  # order numbers of a day of birth; the people of the demonstration have lower ones
SEEDS_APART = 3
BOUNCES = "leer"  # with this the address of a mailbox begins that takes nothing


@dataclass(frozen=True, slots=True)
class Person:
    """Identity number and telephone follow from `number`, so that no two persons of a generation share one."""

    number: int
    county: str
    name: str
    male: bool

    @classmethod
    def drawn(cls, number: int, seed: int, county: str, chance: Random) -> Person:
        """`number` counts within the seed; seeds that differ by 1 or 2 share nobody below 900,000."""
        own = (number + seed % SEEDS_APART * (DAYS * len(ORDERS) // SEEDS_APART)) % (DAYS * len(ORDERS))
        return cls(own, county, name(male := chance.random() < 0.5, chance), male)

    @property
    def identity_number(self) -> str:
        born = FIRST_BORN + timedelta(days=self.number % DAYS)
        body = f"{self.county}{born:%Y%m%d}{ORDERS[self.number // DAYS] + self.male:03}"
        return body + check_digit(body)

    @property
    def phone(self) -> str:
        return f"198{self.number:08}"

    def email(self, *, bounces: bool) -> str:
        return f"{BOUNCES if bounces else 'xfr'}{self.number:08}@example.org"


def name(male: bool, chance: Random) -> str:
    words = texts()
    given = chance.choice(words["men" if male else "women"])
    return f"{chance.choice(words['surnames'])}{given}"
