"""How often one address may ask and be wrong; nobody is ever locked out for good.

Wrong codes count per number and address. A number at which many fail is not closed, for that would lock out its own
petitioner: it leaves each address two tries, and a code of nine signs is not found by two tries of anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.rate import MINUTE, Tries
from services.intake.settings import CitizenFigures

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Gate:
    """The same for every process of one county."""

    tries: Tries
    figures: CitizenFigures

    async def may_try(self, number: str, address: str, now: datetime) -> bool:
        """Whether a code may be tried. Counts the question, so that asking fast is refused as well."""
        figures = self.figures
        if await self.tries.once_more(now, MINUTE, "asks", address) > figures.asks_a_minute:
            return False
        of_number, of_both, of_address = await self.tries.so_far(now, *_wrong(number, address))
        crowded = of_number >= figures.crowded_from
        most = figures.wrong_when_crowded if crowded else figures.wrong_of_one
        return of_both < most and of_address < figures.wrong_of_address

    async def wrong(self, number: str, address: str, now: datetime) -> None:
        """A code was wrong, or the number was: the same."""
        pause = timedelta(minutes=self.figures.pause_minutes)
        for what in _wrong(number, address):
            await self.tries.once_more(now, pause, *what)

    async def may_hand_in(self, address: str, now: datetime) -> bool:
        return await self.tries.once_more(now, HOUR, "hand-ins", address) <= self.figures.hand_ins_an_hour


def _wrong(number: str, address: str) -> tuple[tuple[str, ...], ...]:
    return ("wrong", number), ("wrong", number, address), ("wrong from", address)
