"""How often one address may ask and be wrong: bounded memory of this process, and nobody is ever locked out for good.

Wrong codes count per number and address. A number at which many fail is not closed, for that would lock out its own
petitioner: it leaves each address two tries, and a code of nine signs is not found by two tries of anybody.
What is refused here is not counted, so a pause ends by itself.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.intake.settings import CitizenFigures

KEPT = 20_000  # keys; the oldest are forgotten first
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass
class Gate:
    """One per process."""

    figures: CitizenFigures
    _seen: OrderedDict[tuple[str, ...], list[datetime]] = field(default_factory=OrderedDict)

    def may_try(self, number: str, address: str, now: datetime) -> bool:
        """Whether a code may be tried. Counts the question, so that asking fast is refused as well."""
        figures, pause = self.figures, timedelta(minutes=self.figures.pause_minutes)
        if not self._once_more(("asks", address), now, MINUTE, figures.asks_a_minute):
            return False
        crowded = self._count(("wrong", number), now, pause) >= figures.crowded_from
        of_one = figures.wrong_when_crowded if crowded else figures.wrong_of_one
        return (
            self._count(("wrong", number, address), now, pause) < of_one
            and self._count(("wrong from", address), now, pause) < figures.wrong_of_address
        )

    def wrong(self, number: str, address: str, now: datetime) -> None:
        """A code was wrong, or the number was: the same."""
        for key in (("wrong", number), ("wrong", number, address), ("wrong from", address)):
            self._note(key, now)

    def may_hand_in(self, address: str, now: datetime) -> bool:
        return self._once_more(("hand-ins", address), now, HOUR, self.figures.hand_ins_an_hour)

    def _once_more(self, key: tuple[str, ...], now: datetime, within: timedelta, most: int) -> bool:
        if self._count(key, now, within) >= most:
            return False
        self._note(key, now)
        return True

    def _count(self, key: tuple[str, ...], now: datetime, within: timedelta) -> int:
        recent = [at for at in self._seen.get(key, ()) if at > now - within]
        if key in self._seen:
            self._seen[key] = recent
        return len(recent)

    def _note(self, key: tuple[str, ...], now: datetime) -> None:
        self._seen.setdefault(key, []).append(now)
        self._seen.move_to_end(key)
        while len(self._seen) > KEPT:
            self._seen.popitem(last=False)
