"""How long people wait: now, and of those called today, per queue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.intake.hall.setup import Queue
from services.intake.hall.ticket import Ticket, TicketState


@dataclass(frozen=True, slots=True)
class Waits:
    """One queue today, in seconds; None where nobody has waited yet."""

    queue: str
    name: str
    waiting: int
    longest_now: int | None
    called: int
    half: int | None
    nine_tenths: int | None
    longest: int | None


def waits(tickets: Iterable[Ticket], queues: Sequence[Queue], now: datetime) -> list[Waits]:
    """Every queue of the hall, also an empty one."""
    known = list(tickets)
    return [_of(queue, [ticket for ticket in known if ticket.queue == queue.letter], now) for queue in queues]


def share(sorted_seconds: Sequence[int], per_cent: int) -> int | None:
    """The value that so many per cent do not exceed (nearest rank)."""
    if not sorted_seconds:
        return None
    return sorted_seconds[max((len(sorted_seconds) * per_cent + 99) // 100 - 1, 0)]


def _of(queue: Queue, tickets: Sequence[Ticket], now: datetime) -> Waits:
    standing = [ticket for ticket in tickets if ticket.state is TicketState.WAITING]
    now_waited = [max(int((now - max(t.taken_at, t.since)).total_seconds()), 0) for t in standing]
    done = sorted(seconds for ticket in tickets if (seconds := ticket.waited_seconds) is not None)
    return Waits(
        queue.letter, queue.name, len(standing), max(now_waited, default=None), len(done), share(done, 50), share(done, 90),
        done[-1] if done else None,
    )  # fmt: skip
