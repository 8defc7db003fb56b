"""A desk of the hall: opened and closed by whoever sits there, with the queues it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chassis.decisions import Changed, Decision, Refused


@dataclass(frozen=True, slots=True)
class Desk:
    """`clerk` is the account of whoever sits there; nobody (None): the desk is closed."""

    no: int
    queues: tuple[str, ...] = ()
    clerk: str | None = None

    @property
    def is_open(self) -> bool:
        return self.clerk is not None


def opened(desk: Desk, clerk: str, queues: tuple[str, ...], letters: frozenset[str]) -> Decision[Desk]:
    """Sit down, or change what is taken. A desk that somebody else has open must be closed by them."""
    if desk.clerk not in (None, clerk):
        return Refused("DESK_TAKEN", f"{desk.no} 号窗口已有同事在岗。请换一个窗口，或请其先关窗口。")
    if not queues or not letters.issuperset(queues):
        return Refused("NO_QUEUE", "没有选本窗口接哪些队。请至少选一个。")
    return Changed(replace(desk, clerk=clerk, queues=tuple(sorted(set(queues)))))


def closed(desk: Desk, clerk: str, busy_with: str | None, *, may_relieve: bool = False) -> Decision[Desk]:
    """Get up. A number that is called or talked with is ended first. The office's heads may close a desk that was left open."""
    if desk.clerk is None:
        return Refused("DESK_CLOSED", f"{desk.no} 号窗口已经关了。")
    if desk.clerk != clerk and not may_relieve:
        return Refused("NOT_YOUR_DESK", f"{desk.no} 号窗口不是您开的，请由开窗口的同事关。")
    if busy_with:
        return Refused("DESK_BUSY", f"{busy_with} 号还在本窗口。请先结束接谈，或转到别的窗口。")
    return Changed(replace(desk, clerk=None))
