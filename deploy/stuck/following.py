"""What became of replayed letters: the service looks once a second, and this looks at what it did."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chassis.dead_letters import DEAD_LETTERS
from chassis.mongo_store import PARKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deploy.stuck.letters import Letter

PATIENCE = 10.0  # seconds
LOOK_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Fate:
    """`word`: heard, again (it died once more, with the reason), or waits (for its turn, or for a service that is down)."""

    word: str
    why: str = ""

    @property
    def again(self) -> bool:
        return self.word == "again"


async def became(tried: Sequence[Letter]) -> list[tuple[Letter, Fate]]:
    """Until none waits, or patience ends."""
    until = time.monotonic() + PATIENCE
    fates: dict[int, Fate] = {}
    while True:
        for at, letter in enumerate(tried):
            if at not in fates or fates[at].word == "waits":
                fates[at] = await _fate(letter)
        if time.monotonic() > until or all(fate.word != "waits" for fate in fates.values()):
            return [(letter, fates[at]) for at, letter in enumerate(tried)]
        await asyncio.sleep(LOOK_EVERY)


async def _fate(letter: Letter) -> Fate:
    """Its record first: one that is parked no longer has been heard, unless its letter is open again."""
    place = letter.place.mongo
    rows = await place.find(DEAD_LETTERS.name, {"_id": letter.id}, only={"state": 1})
    dead = DEAD_LETTERS.load(rows[0]["state"])
    waits = [f"{dead.subject}|{dead.seq}", f"letter:{letter.id}|0"]
    if await place.find(PARKED, {"_id": {"$in": waits}}, only={"_id": 1}):
        return Fate("waits")
    rows = await place.find(DEAD_LETTERS.name, {"_id": letter.id}, only={"state": 1})
    dead = DEAD_LETTERS.load(rows[0]["state"])
    return Fate("again", dead.why) if dead.open else Fate("heard")
