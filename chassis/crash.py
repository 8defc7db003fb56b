"""Named points at which a process can be made to end as if by kill -9, so that drills and tests can try each of them.

Off unless LIANJIE_CRASH_AT names one ("relay.published", or "relay.published:3" for the third time it is passed), and
refused in production.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count

from chassis.errors import SettingsError

POINTS = (
    "command.saved",  # majority-committed; nobody was told, the relay not woken
    "batch.written",  # inside the transaction, everything written, nothing committed
    "batch.committed",  # committed; the offsets are not
    "batch.heard",  # as the last, and the relay was woken
    "letter.written",  # the same two sides of burying a dead letter
    "letter.committed",
    "relay.leased",
    "relay.published",  # acknowledged by the bus; not yet history
    "relay.remembered",  # history; still unsent as well
)
EXIT = 86  # an exit code nobody else uses: a test knows the crash it ordered from one it did not

_struck: Callable[[str], None] | None = None


def here(point: str) -> None:
    """Pass a point; does nothing unless armed."""
    if _struck is not None:
        _struck(point)


def strike_with(act: Callable[[str], None] | None) -> None:
    """Say what happens at every point that is passed; None: nothing again."""
    global _struck  # noqa: PLW0603 - a process has one death
    _struck = act


def arm(where: str) -> None:
    """Make this process end at `where`; raises SettingsError if there is no such point."""
    point, _, times = where.partition(":")
    if point not in POINTS or (times and not (times.isdecimal() and int(times))):
        raise SettingsError(f"LIANJIE_CRASH_AT: {where} is none of {', '.join(POINTS)}")
    passed = count(1)

    def strike(at: str) -> None:
        if at == point and next(passed) == int(times or 1):
            os._exit(EXIT)

    strike_with(strike)
