"""Persons who do not exist: numbers, telephones and addresses made from a name, a sex and a day of birth."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the story. The counties' codes are not in use, so no real person has such a number."""

    name: str
    male: bool
    born: date
    county: str

    @classmethod
    def of(cls, who: str, county: str) -> Person:
        """Read "覃秀英 女 1951-03-14"; a name may hold spaces."""
        *name, sex, born = who.split()
        if not name or sex not in ("男", "女"):
            raise ValueError(f"not name, sex and day of birth: {who}")
        return cls(" ".join(name), sex == "男", date.fromisoformat(born), county)

    @property
    def identity_number(self) -> str:
        """Eighteen digits (GB 11643): place, day of birth, an order number odd for men, a check digit."""
        body = f"{self.county}{self.born:%Y%m%d}{self._order():03}"
        return body + check_digit(body)

    @property
    def old_identity_number(self) -> str:
        """Fifteen digits, as issued until 1999: two digits of the year, no check digit."""
        return f"{self.county}{self.born:%y%m%d}{self._order():03}"

    @property
    def phone(self) -> str:
        return f"1990000{self._digest() % 10_000:04}"

    @property
    def email(self) -> str:
        return f"xfr{self._digest() % 1_000_000:06}@example.org"

    def address(self, place: str) -> str:
        return f"{place}{self._digest() % 28 + 1}组{self._digest() % 180 + 1}号"

    def _order(self) -> int:
        return self._digest() % 400 * 2 + self.male

    def _digest(self) -> int:
        return int.from_bytes(hashlib.sha256(f"{self.name}{self.born}".encode()).digest()[:6], "big")


def check_digit(body: str) -> str:
    """The eighteenth character for the first seventeen digits."""
    return CHECK_DIGITS[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]
