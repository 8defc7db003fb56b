"""How many a minute one process takes from people whom nobody knows: a flood is refused, and the refusal ends with the minute."""

from __future__ import annotations

from datetime import datetime


class Rate:
    """`most` of one thing in each minute of the clock."""

    def __init__(self, most: int) -> None:
        self._most, self._minute, self._given = most, -1, 0

    def takes(self, now: datetime) -> bool:
        """Whether one more is taken; what is refused counts as well, and changes nothing."""
        minute = int(now.timestamp() // 60)
        self._given = self._given + 1 if minute == self._minute else 1
        self._minute = minute
        return self._given <= self._most
