"""Ids and bytes that are the same at every run: drawn from the matter's own seed and the hour that is played."""

from __future__ import annotations

from random import Random

from chassis.clock import SettableClock


class Repeatable:
    """See chassis.ids.Chance. Nothing it makes is secret, so it serves made-up persons only."""

    def __init__(self, clock: SettableClock) -> None:
        self._clock = clock
        self._random = Random()  # noqa: S311 - made-up data

    def begin(self, seed: str) -> None:
        self._random.seed(seed)

    def id(self) -> str:
        """A UUIDv7 of the hour that is played."""
        high = int(self._clock.at.timestamp() * 1000) << 80 | 7 << 76 | self._random.getrandbits(12) << 64
        text = f"{high | 2 << 62 | self._random.getrandbits(62):032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def bytes(self, count: int) -> bytes:
        return self._random.randbytes(count)
